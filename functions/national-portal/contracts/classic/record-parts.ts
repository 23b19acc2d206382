import { onPaperOnly } from '../../../../shared/dossier/digitisation.ts';
import { countOf } from '../../../../shared/dossier/handed-over.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { COUNTER } from '../../../../shared/dossier/values.ts';
import type { Procedure } from '../../../../shared/procedure/schema.ts';
import { cut } from '../../../../shared/text/text.ts';
import { nationalTimestamp } from '../../../../shared/time/viet-nam.ts';
import type { OtherPaper, Paper, PortalFee, ResultPaper, Supplement } from './records.ts';

/** No link: files are not public, and a permanent link would make them so. Nothing is fetched from the national store. */
const UNLINKED = { IsDeleted: '0', DuongDanTaiTepTin: '', DuocLayTuKhoDMQG: '0', MaKetQuaThayThe: '' } as const;

/**
 * Components handed over, by what happened: `DuocSoHoa` of each file, not of a paper that was only handed over on paper;
 * `DuocTaiSuDung` of data that a database held already. The flags feed the quality index.
 */
export function papersOf(dossier: Dossier, { components }: Procedure): Paper[] {
  const files = dossier.documents
    .filter((document) => document.kind === 'component')
    .map(({ documentId, fileName, component, origin }): Paper => {
      const reused = origin === 'database' ? '1' : '0';
      const name = cut(fileName, 4000);
      return { ...UNLINKED, ...named(documentId, name, component), DuocSoHoa: '1', DuocTaiSuDung: reused };
    });
  const onPaper = onPaperOnly(dossier).map((component): Paper => {
    const name = components.find((one) => one.component === component)?.name.vi ?? component;
    return { ...UNLINKED, ...named(component, cut(name, 4000), component), DuocSoHoa: '0', DuocTaiSuDung: '0' };
  });
  return [...files, ...onPaper];
}

const named = (TepDinhKemId: string, TenTepDinhKem: string, MaThanhPhanHoSo: string) => {
  return { TepDinhKemId, TenTepDinhKem, MaThanhPhanHoSo };
};

/** Papers that are no component of the procedure. */
export function otherPapersOf({ handedOver }: Dossier): OtherPaper[] {
  return (handedOver?.papers ?? []).flatMap((paper) =>
    paper.name === undefined ? [] : [{ TenGiayTo: paper.name, SoLuong: countOf(paper), LoaiGiayTo: '' }],
  );
}

export function resultsOf(dossier: Dossier): ResultPaper[] {
  return dossier.documents
    .filter((document) => document.kind === 'result')
    .map((document) => ({
      TenGiayTo: cut(document.fileName, 1000),
      MaThanhPhanHoSo: '',
      GiayToId: document.documentId,
      DuongDanTepTinKetQua: '',
      MaGiayToKetQua: '',
    }));
}

export function feesOf(dossier: Dossier, procedure: Procedure): PortalFee[] {
  const due = dossier.obligations.filter(({ closed }) => closed !== 'cancelled');
  return due.flatMap((obligation) =>
    obligation.fees.map(({ code, amount }): PortalFee => {
      const known = procedure.fees.find((fee) => fee.code === code);
      return {
        TenPhiLePhi: cut(known?.name.vi ?? code, 500),
        MaPhiLePhi: code,
        HinhThucThu: obligation.beforeAcceptance ? '1' : '2',
        Gia: amount,
        LoaiPhiLePhi: known?.kind === 'charge' ? '2' : '1',
      };
    }),
  );
}

export function supplementsOf(dossier: Dossier, agency: string): Supplement[] {
  const asked = dossier.supplementRequests.filter(({ cancelledAt }) => cancelledAt === undefined);
  return asked.map((request) => ({
    HoSoBoSungId: request.requestId,
    NguoiYeuCauBoSung: cut(agency, 100),
    NoiDungBoSung: cut(request.items.map((item) => item.content).join('; '), 2000),
    NgayBoSung: nationalTimestamp(request.requestedAt),
    ...(request.supplementedAt !== undefined && { NgayTiepNhanBoSung: nationalTimestamp(request.supplementedAt) }),
    TrangThaiBoSung: request.supplementedAt === undefined ? '0' : '1',
  }));
}

/**
 * `DuocThanhToanTrucTuyen`: how the fees were actually paid: on the platform, or online elsewhere; cash at reception is 3, like
 * no payment.
 */
export function paymentFlag({ obligations }: Dossier): '1' | '2' | '3' {
  const providers = obligations.flatMap(({ payment }) => (payment === undefined ? [] : [payment.provider]));
  if (providers.includes('platform')) return '1';
  return providers.some((provider) => provider !== COUNTER) ? '2' : '3';
}
