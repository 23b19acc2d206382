import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import { nationalCode, STATUSES } from '../../../../shared/dossier/status.ts';
import { cut } from '../../../../shared/text/text.ts';
import { nationalTimestamp } from '../../../../shared/time/viet-nam.ts';
import type { AgencyNames } from '../../port.ts';
import { isSynced } from '../../synced-events.ts';
import { progressText } from './progress-text.ts';
import type { ProgressRow, StatusUpdate } from './records.ts';

/** An event sent to the portal, and its row there. */
export type ProgressStep = { readonly event: RecordedEvent; readonly row: ProgressRow };

/**
 * Progress of the events after version `after`, one row for each event that left the dossier in a national status.
 * `ThoiDiemXuLy` is monotonic even if the clocks of two writers are not: the portal rejects a row older than the previous one.
 * The number at the end of the text is the event's version in our log. It distinguishes two equal steps within one second and
 * identifies the row on both sides.
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

/** Only the rows of {@link progressSteps}. */
export const progressRows = (...of: Parameters<typeof progressSteps>): ProgressRow[] =>
  progressSteps(...of).map(({ row }) => row);

const markOf = (version: number) => ` (#${version})`;

/**
 * Whether a row of the portal belongs to a step: compares the version number at the end of the text. The words before it may
 * come from another version of this program.
 */
export function isRowOf({ event, row }: ProgressStep, theirs: Partial<ProgressRow>): boolean {
  return (
    row.ThoiDiemXuLy === theirs.ThoiDiemXuLy &&
    row.TrangThai === String(theirs.TrangThai) &&
    String(theirs.NoiDungXuLy).endsWith(markOf(event.version))
  );
}

/** Acting party. Our log has only pseudonyms of officers, so the portal gets the agency: at most 50 characters. */
function handlerOf({ actor }: RecordedEvent, agency: string): string {
  if (actor.kind === 'citizen') return 'Người nộp hồ sơ';
  return cut(actor.kind === 'officer' ? `Cán bộ ${agency}` : 'Hệ thống một cửa điện tử', 50);
}

/** Status updates for a dossier that was filed at the portal: each change of its status, in order. */
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
