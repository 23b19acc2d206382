import { EVENT_TYPES, type EventType } from '../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { type DossierStatus, nationalCode } from '../../shared/dossier/status.ts';

/** Whether the portal hears of an event of this type that left the dossier in this status: it never sees a draft. */
export const isSyncedType = (type: EventType, status: DossierStatus): boolean =>
  nationalCode(status) !== undefined && EVENT_TYPES[type].portal !== 'none';

export const isSynced = ({ type, after }: RecordedEvent): boolean => isSyncedType(type, after.status);

/**
 * Events that leave the usual order of statuses: audited corrections, and what another authority's system reports as it
 * stands there. The portal takes such a status in an update only, and progress that follows it.
 */
export const leavesOrder = ({ type }: RecordedEvent): boolean => EVENT_TYPES[type].portal === 'in-record';

/** Events after a version of the log that bring another national status than the one before. */
export function statusChanges(log: readonly RecordedEvent[], after: number): readonly RecordedEvent[] {
  const synced = log.filter(isSynced);
  return synced.filter(
    (event, index) => event.version > after && event.after.status !== synced[index - 1]?.after.status,
  );
}
