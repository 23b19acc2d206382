import { onPaperOnly } from '../../../../shared/dossier/digitisation.ts';
import { countOf } from '../../../../shared/dossier/handed-over.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { COUNTER } from '../../../../shared/dossier/values.ts';
import type { NationalCodes } from '../../../../shared/procedure/national.ts';
import type { Procedure } from '../../../../shared/procedure/schema.ts';
import { cut } from '../../../../shared/text/text.ts';
import { nationalTimestamp } from '../../../../shared/time/viet-nam.ts';
import type { OtherPaper, Paper, PortalFee, ResultPaper, Supplement } from './records.ts';

/** No link: files are not public, and a permanent link would make them so. Nothing is fetched from the national store. */
const UNLINKED = { IsDeleted: '0', DuongDanTaiTepTin: '', DuocLayTuKhoDMQG: '0', MaKetQuaThayThe: '' } as const;

/**
 * Components handed over, by what happened: `DuocSoHoa` of each file, not of a paper that was only handed over on paper;
 * `DuocTaiSuDung` of data that a database held already. The flags feed the quality index. A
 * component without a national code is sent without one.
 */
export function papersOf(dossier: Dossier, { name, components }: Procedure, codes: NationalCodes): Paper[] {
  const named = (TepDinhKemId: string, title: string, code: string | undefined) => ({
    TepDinhKemId,
    TenTepDinhKem: cut(title, 4000),
    ...coded('MaThanhPhanHoSo', code),
  });
  const files = dossier.documents
    .filter((document) => document.kind === 'component')
    .map(({ documentId, fileName, component, origin }): Paper => {
      const reused = origin === 'database' ? '1' : '0';
      const file = named(documentId, fileName, codes.component(component));
      return { ...UNLINKED, ...file, DuocSoHoa: '1', DuocTaiSuDung: reused };
    });
  const declared = dossier.forms.flatMap(({ documentId, component }): Paper[] => {
    if (component === undefined) return [];
    const title = components.find((one) => one.component === component)?.name.vi ?? name.vi;
    const file = named(documentId, title, codes.component(component));
    return [{ ...UNLINKED, ...file, DuocSoHoa: '1', DuocTaiSuDung: '0' }];
  });
  const onPaper = onPaperOnly(dossier).map((component): Paper => {
    const title = components.find((one) => one.component === component)?.name.vi ?? name.vi;
    const code = codes.component(component);
    // There is no file, so the paper is known by its component.
    return { ...UNLINKED, ...named(code ?? '', title, code), DuocSoHoa: '0', DuocTaiSuDung: '0' };
  });
  return [...files, ...declared, ...onPaper];
}

/** Papers that are no component of the procedure. */
export function otherPapersOf({ handedOver }: Dossier): OtherPaper[] {
  return (handedOver?.papers ?? []).flatMap((paper) =>
    paper.name === undefined ? [] : [{ TenGiayTo: paper.name, SoLuong: countOf(paper), LoaiGiayTo: '' }],
  );
}

const coded = <K extends string>(field: K, code: string | undefined) =>
  (code === undefined ? {} : { [field]: code }) as { readonly [P in K]?: string };

export function resultsOf(dossier: Dossier, codes: NationalCodes): ResultPaper[] {
  return dossier.documents
    .filter((document) => document.kind === 'result')
    .map((document) => ({
      TenGiayTo: cut(document.fileName, 1000),
      MaThanhPhanHoSo: '',
      GiayToId: document.documentId,
      DuongDanTepTinKetQua: '',
      ...coded('MaGiayToKetQua', codes.result),
    }));
}

export function feesOf(dossier: Dossier, procedure: Procedure, codes: NationalCodes): PortalFee[] {
  const due = dossier.obligations.filter(({ closed }) => closed !== 'cancelled');
  return due.flatMap((obligation) =>
    obligation.fees.map(({ code, amount }): PortalFee => {
      const known = procedure.fees.find((fee) => fee.code === code);
      return {
        TenPhiLePhi: cut(known?.name.vi ?? procedure.name.vi, 500),
        MaPhiLePhi: codes.fee(code),
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
