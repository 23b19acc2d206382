import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import { nationalCode, STATUSES } from '../../../../shared/dossier/status.ts';
import { cut } from '../../../../shared/text/text.ts';
import { nationalTimestamp } from '../../../../shared/time/viet-nam.ts';
import type { AgencyNames } from '../../port.ts';
import { isSynced } from '../../synced-events.ts';
import { progressText } from './progress-text.ts';
import type { ProgressRow, StatusUpdate } from './records.ts';

/** An event the portal hears of, and its row there. */
export type ProgressStep = { readonly event: RecordedEvent; readonly row: ProgressRow };

/**
 * Progress of the events of a log after version `after`, one row for each event that left the dossier in a national
 * status. `ThoiDiemXuLy` never runs back, though the clocks of two writers may: the portal refuses a row older than the
 * one before. The number at the end of the text is the event's place in our log; it keeps two equal steps within one
 * second apart, and says on both sides which row is which.
 */
export function progressSteps(
  dossierCode: string,
  log: readonly RecordedEvent[],
  after: number,
  agencies: AgencyNames,
): ProgressStep[] {
  const steps: ProgressStep[] = [];
  let latest = '';
  for (const event of log) {
    if (!isSynced(event)) continue;
    if (event.occurredAt > latest) latest = event.occurredAt;
    if (event.version <= after) continue;
    const agency = agencies.get(event.after.agencyId) ?? event.after.agencyId;
    const mark = markOf(event.version);
    const row = {
      MaHoSo: dossierCode,
      NguoiXuLy: handlerOf(event, agency),
      ThoiDiemXuLy: nationalTimestamp(latest),
      PhongBanXuLy: cut(agency, 500),
      NoiDungXuLy: cut(progressText(event), 2000 - mark.length) + mark,
      TrangThai: String(nationalCode(event.after.status)),
      ...((event.type === 'forwarded' || event.type === 'sent-back') && {
        NgayKetThucTheoQuyDinh: nationalTimestamp(event.dueAt),
      }),
    };
    steps.push({ event, row });
  }
  return steps;
}

/** The rows of {@link progressSteps} alone. */
export const progressRows = (...of: Parameters<typeof progressSteps>): ProgressRow[] =>
  progressSteps(...of).map(({ row }) => row);

const markOf = (version: number) => ` (#${version})`;

/**
 * Whether the portal's row is that of a step, whatever else it keeps of it: the place in our log says so. The words
 * before it may be another version's of this program.
 */
export function isRowOf({ event, row }: ProgressStep, theirs: Partial<ProgressRow>): boolean {
  return (
    row.ThoiDiemXuLy === theirs.ThoiDiemXuLy &&
    row.TrangThai === String(theirs.TrangThai) &&
    String(theirs.NoiDungXuLy).endsWith(markOf(event.version))
  );
}

/** Who acted. Our log knows officers by a pseudonym only, so the portal gets the agency: at most 50 characters. */
function handlerOf({ actor }: RecordedEvent, agency: string): string {
  if (actor.kind === 'citizen') return 'Người nộp hồ sơ';
  return cut(actor.kind === 'officer' ? `Cán bộ ${agency}` : 'Hệ thống một cửa', 50);
}

/** What is told of a dossier that was filed at the portal: each change of its status, in order. */
export function statusUpdates(
  codes: { readonly nationalCode: string; readonly dossierCode: string; readonly techId: string },
  log: readonly RecordedEvent[],
  after: number,
): StatusUpdate[] {
  const steps = progressSteps(codes.dossierCode, log, 0, new Map());
  return steps.flatMap(({ event, row }, index) => {
    const { collapsed } = STATUSES[event.after.status];
    const isNew = event.version > after && row.TrangThai !== steps[index - 1]?.row.TrangThai;
    if (!isNew || collapsed === undefined) return [];
    return {
      MaHoSo: codes.nationalCode,
      MaHoSoDonVi: codes.dossierCode,
      MaDoiTuong: codes.techId,
      NoiDung: row.NoiDungXuLy,
      NgayXuLy: row.ThoiDiemXuLy,
      TrangThai: collapsed,
      TaiLieuXuLy: [],
    };
  });
}
