import { currentAgency } from '../../../../shared/dossier/state.ts';
import { nationalCode } from '../../../../shared/dossier/status.ts';
import { cut } from '../../../../shared/text/text.ts';
import { nationalTimestamp } from '../../../../shared/time/viet-nam.ts';
import type { PortalDossier } from '../../port.ts';
import { identityFields, otherInformation } from './identity-fields.ts';
import { feesOf, otherPapersOf, papersOf, paymentFlag, resultsOf, supplementsOf } from './record-parts.ts';
import type { DossierRecord } from './records.ts';

const CHANNEL = { direct: '1', online: '2', postal: '3' } as const;

/** Maps a dossier to an item of `DongBoHoSoMC`. Pure: the same log gives the same item. */
export function dossierRecord({ dossier, log, procedure, codes, agencies, filedWith }: PortalDossier): DossierRecord {
  const { applicant, dossierCode = '' } = dossier;
  const nameOf = (agencyId: string) => cut(agencies.get(agencyId) ?? agencyId, 500);
  const name = cut(procedure.name.vi, 1000);
  const refusedAt =
    dossier.status === 'rejected' ? log.find((e) => e.after.status === 'rejected')?.occurredAt : undefined;
  const papers = papersOf(dossier, procedure, codes);
  const others = otherPapersOf(dossier);
  return {
    MaHoSo: dossierCode,
    MaTTHC: dossier.procedureCode,
    TenTTHC: name,
    MaLinhVuc: codes.field ?? '',
    TenLinhVuc: cut(procedure.field.name.vi, 500),
    KenhThucHien: CHANNEL[dossier.channel],
    ChuHoSo: applicant.name,
    ...identityFields(applicant.identity),
    ...otherInformation(dossier),
    ...(filedWith && { MaDoiTuong: filedWith.techId }),
    Email: applicant.email ?? '',
    SoDienThoai: applicant.phone ?? '',
    TrichYeuHoSo: name,
    NgayNopHoSo: nationalTimestamp(dossier.submittedAt ?? dossier.createdAt),
    NgayTiepNhan: moment(dossier.acceptedAt),
    NgayHenTra: moment(dossier.appointmentAt),
    ...reached('NgayTuChoi', refusedAt),
    TrangThaiHoSo: String(nationalCode(dossier.status)),
    ...reached('NgayTra', dossier.returnedAt),
    HinhThuc: dossier.resultDelivery.method === 'post' ? '1' : '0',
    ...reached('NgayKetThucXuLy', dossier.completedAt),
    DonViXuLy: nameOf(currentAgency(dossier)),
    GhiChu: '',
    NoiNopHoSo: nameOf(dossier.receivingAgency),
    HoSoCoThanhPhanSoHoa: papers.some(({ DuocSoHoa }) => DuocSoHoa === '1') ? '1' : '0',
    // Since July 2026 citizens sign in online with electronic-identity accounts only; at reception there is no sign-in.
    TaiKhoanDuocXacThucVoiVNeID: (filedWith?.verified ?? log[0]?.actor.kind === 'citizen') ? '1' : '0',
    DuocThanhToanTrucTuyen: paymentFlag(dossier),
    DSKetNoiCSDL: [],
    TaiLieuNop: papers,
    ...(others.length > 0 && { DanhSachTepDinhKemKhac: others }),
    DanhSachLePhi: feesOf(dossier, procedure, codes),
    DanhSachHoSoBoSung: supplementsOf(dossier, nameOf(dossier.receivingAgency)),
    DanhSachGiayToKetQua: resultsOf(dossier, codes),
  };
}

/** The record without fields that progress rows also carry: when this changes, the portal needs an update. */
export function header({ TrangThaiHoSo: _, ...rest }: DossierRecord): Omit<DossierRecord, 'TrangThaiHoSo'> {
  return rest;
}

const moment = (at: string | undefined) => (at === undefined ? '' : nationalTimestamp(at));

const reached = <K extends string>(field: K, at: string | undefined) =>
  (at === undefined ? {} : { [field]: nationalTimestamp(at) }) as { readonly [P in K]?: string };
