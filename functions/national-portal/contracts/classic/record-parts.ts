import type { Dossier } from '../../../../shared/dossier/state.ts';
import { COUNTER } from '../../../../shared/dossier/values.ts';
import type { NationalCodes } from '../../../../shared/procedure/national.ts';
import type { Procedure } from '../../../../shared/procedure/schema.ts';
import { cut } from '../../../../shared/text/text.ts';
import { nationalTimestamp } from '../../../../shared/time/viet-nam.ts';
import type { Paper, PortalFee, ResultPaper, Supplement } from './records.ts';

/**
 * Documents of the applicant. No link: files are not public, and a permanent link would make them so. `DuocSoHoa` is true for
 * every document here, because only verified files are attached. No document is reused or fetched from the national store yet,
 * and the flags say so: they feed the quality index. A component without a national code is sent without one.
 */
export function papersOf(dossier: Dossier, codes: NationalCodes): Paper[] {
  return dossier.documents
    .filter((document) => document.kind === 'component')
    .map((document) => ({
      TepDinhKemId: document.documentId,
      TenTepDinhKem: cut(document.fileName, 4000),
      IsDeleted: '0',
      ...coded('MaThanhPhanHoSo', codes.component(document.component)),
      DuongDanTaiTepTin: '',
      DuocSoHoa: '1',
      DuocTaiSuDung: '0',
      DuocLayTuKhoDMQG: '0',
      MaKetQuaThayThe: '',
    }));
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
