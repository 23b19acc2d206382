import type { RecordedEvent } from '../dossier/events.ts';
import { type DossierStatus, nationalCode } from '../dossier/status.ts';
import { nationalTimestamp } from '../time/viet-nam.ts';
import { progressText } from './progress-text.ts';
import type { BornStatus, ProgressRow } from './records.ts';

/** Names of agencies by id, as far as they are known. */
export type AgencyNames = ReadonlyMap<string, string>;

/** The desk's own affairs: who works on it, what is about to be late, what was printed. The portal has no place for them. */
export const INTERNAL: readonly RecordedEvent['type'][] = [
  'assigned',
  'deadline-warned',
  'deadline-breached',
  'urged',
  'form-issued',
];

/** Whether an event of this type that left the dossier in this status concerns the portal: it never sees a draft. */
export const concernsPortal = (type: string, status: DossierStatus): boolean =>
  nationalCode(status) !== undefined && !(INTERNAL as readonly string[]).includes(type);

export const isNational = ({ type, after }: RecordedEvent): boolean => concernsPortal(type, after.status);

/**
 * Progress rows of the events of a log after version `after`, one for each event that left the dossier in a national
 * status. `ThoiDiemXuLy` never runs back, though the clocks of two writers may: the portal refuses a row older than the
 * one before. The number at the end of the text is the event's place in our log; it keeps two equal steps within one
 * second apart, and says on both sides which row is which.
 */
export function progressRows(
  dossierCode: string,
  log: readonly RecordedEvent[],
  after: number,
  agencies: AgencyNames,
): ProgressRow[] {
  const rows: ProgressRow[] = [];
  let latest = '';
  for (const event of log) {
    if (!isNational(event)) continue;
    if (event.occurredAt > latest) latest = event.occurredAt;
    if (event.version <= after) continue;
    const agency = agencies.get(event.after.agencyId) ?? event.after.agencyId;
    const mark = ` (#${event.version})`;
    rows.push({
      MaHoSo: dossierCode,
      NguoiXuLy: handlerOf(event, agency),
      ThoiDiemXuLy: nationalTimestamp(latest),
      PhongBanXuLy: cut(agency, 500),
      NoiDungXuLy: cut(progressText(event), 2000 - mark.length) + mark,
      TrangThai: String(nationalCode(event.after.status)),
      ...((event.type === 'forwarded' || event.type === 'sent-back') && {
        NgayKetThucTheoQuyDinh: nationalTimestamp(event.dueAt),
      }),
    });
  }
  return rows;
}

/** Whether two rows are the same step, whatever else the portal keeps of it. */
export function sameRow(ours: ProgressRow, theirs: Partial<ProgressRow>): boolean {
  return (
    ours.ThoiDiemXuLy === theirs.ThoiDiemXuLy &&
    ours.TrangThai === String(theirs.TrangThai) &&
    ours.NoiDungXuLy === theirs.NoiDungXuLy
  );
}

/** Who acted. Our log knows officers by a pseudonym only, so the portal gets the agency: at most 50 characters. */
function handlerOf({ actor }: RecordedEvent, agency: string): string {
  if (actor.kind === 'citizen') return 'Người nộp hồ sơ';
  return cut(actor.kind === 'officer' ? `Cán bộ ${agency}` : 'Hệ thống một cửa', 50);
}

/** `DongBoTrangThaiHoSo` knows three statuses: 4, 6, 9, 10 are told as 2; 3, 7, 8 as 5. */
const COLLAPSED = ['', '1', '2', '5', '2', '5', '2', '5', '5', '2', '2'] as const;

/** What is told of a dossier that was filed at the portal: each change of its status, in order. */
export function bornStatuses(
  codes: { readonly nationalCode: string; readonly dossierCode: string; readonly techId: string },
  log: readonly RecordedEvent[],
  after: number,
): BornStatus[] {
  const rows = progressRows(codes.dossierCode, log, 0, new Map());
  const events = log.filter(isNational);
  return rows.flatMap((row, index) => {
    if ((events[index]?.version ?? 0) <= after || row.TrangThai === rows[index - 1]?.TrangThai) return [];
    return {
      MaHoSo: codes.nationalCode,
      MaHoSoDonVi: codes.dossierCode,
      MaDoiTuong: codes.techId,
      NoiDung: row.NoiDungXuLy,
      NgayXuLy: row.ThoiDiemXuLy,
      TrangThai: COLLAPSED[Number(row.TrangThai)] as '1' | '2' | '5',
      TaiLieuXuLy: [],
    };
  });
}

/** The first `max` characters, never half of a surrogate pair, in NFC. */
export function cut(text: string, max: number): string {
  const whole = text.normalize('NFC').trim();
  if (whole.length <= max) return whole;
  return whole
    .slice(0, max)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}
