import { EVENT_TYPES, type EventType } from '../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { type DossierStatus, nationalCode } from '../../shared/dossier/status.ts';

/** Whether an event of this type, with this resulting status, is sent to the portal: drafts never are. */
export const isSyncedType = (type: EventType, status: DossierStatus): boolean =>
  nationalCode(status) !== undefined && EVENT_TYPES[type].portal !== 'none';

export const isSynced = ({ type, after }: RecordedEvent): boolean => isSyncedType(type, after.status);

/**
 * Events outside the usual order of statuses: audited corrections, and statuses reported by another authority's system. The
 * portal accepts such a status only in an update, followed by progress.
 */
export const leavesOrder = ({ type }: RecordedEvent): boolean => EVENT_TYPES[type].portal === 'in-record';

/** Events after a version of the log that change the national status. */
export function statusChanges(log: readonly RecordedEvent[], after: number): readonly RecordedEvent[] {
  const synced = log.filter(isSynced);
  return synced.filter(
    (event, index) => event.version > after && event.after.status !== synced[index - 1]?.after.status,
  );
}
