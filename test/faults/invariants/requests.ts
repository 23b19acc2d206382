import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { noticesOf } from '../../../shared/dossier/parties.ts';
import { eventIdOf } from '../../../shared/dossier/public-event.ts';
import { indexKeys, ownerIndexKey } from '../../../shared/platform/table/keys.ts';
import type { Kept, Row } from './logs.ts';

/** Each request of a correction is decided on once, as the last one that was asked; what is confirmed is part of what was asked. */
export function correctionFaults({ dossierId, log, snapshot }: Kept): readonly string[] {
  let open: Extract<RecordedEvent, { type: 'correction-requested' }> | undefined;
  const faults: string[] = [];
  const say = ({ version }: RecordedEvent, fault: string) =>
    faults.push(`${dossierId} at version ${version}: ${fault}`);
  for (const event of log) {
    if (event.type === 'correction-requested') open = event;
    const decided = event.type === 'correction-refused' || event.type === 'particulars-corrected';
    if (!decided || event.requestId === undefined) continue;
    if (event.requestId !== open?.requestId) say(event, 'decides on a correction that is not open');
    else if (event.type === 'particulars-corrected') {
      const { changed } = open;
      const more = event.changed.filter((field) => !changed.includes(field));
      if (more.length > 0) say(event, `corrects ${more.join(', ')}, which was not asked for`);
    }
    open = undefined;
  }
  const state = snapshot.correction?.state;
  if (open === undefined && state === 'open') faults.push(`${dossierId}: a correction is open that nobody asked for`);
  return faults;
}

/** Who is no longer a person of the dossier finds it in no list of their own. */
export function formerPeopleFaults(rows: readonly Row[], kept: readonly Kept[]): readonly string[] {
  const lists = rows.flatMap(({ pk, gsi2pk }) => (typeof gsi2pk === 'string' ? [{ pk, gsi2pk }] : []));
  return kept.flatMap(({ dossierId, snapshot }) => {
    const present = [snapshot.ownerKey, snapshot.filerKey].flatMap((key) => (key ? [ownerIndexKey(key)] : []));
    const own = lists.filter(({ pk }) => pk.endsWith(`#${dossierId}`));
    const strange = own.filter(({ gsi2pk }) => !present.includes(gsi2pk));
    const { gsi2pk } = indexKeys(snapshot);
    const missing = gsi2pk !== undefined && !own.some((row) => row.gsi2pk === gsi2pk);
    return [
      ...strange.map(({ pk }) => `${dossierId}: ${pk} is in the list of a person who has no part in it`),
      ...(missing ? [`${dossierId}: its owner does not find it`] : []),
    ];
  });
}

/** Where notices went before a correction is told of it, too. */
export function formerContactFaults(rows: readonly Row[], kept: readonly Kept[]): readonly string[] {
  const told = new Set(rows.filter(({ pk }) => pk.startsWith('NOTIFIED#')).map(({ sk }) => sk));
  return kept.flatMap(({ dossierId, log, snapshot }) =>
    log.flatMap((event) => {
      const former = event.type === 'particulars-corrected' ? event.former?.email : undefined;
      if (former === undefined || former === noticesOf(snapshot).email) return [];
      return told.has(`${eventIdOf(event)}#mail#former`)
        ? []
        : [`${dossierId}: the former contact was not told of the correction at version ${event.version}`];
    }),
  );
}

/** Money is paid back by a case that was approved, at most its amount, and not twice unless the first was taken back. */
export function refundFaults({ dossierId, log }: Kept): readonly string[] {
  const cases = new Map<string, { amount: number; state: string }>();
  return log.flatMap((event) => {
    if (!event.type.startsWith('refund-') || !('refundId' in event)) return [];
    const { refundId, amount } = event as RecordedEvent & { refundId: string; amount: number };
    const before = cases.get(refundId);
    const state = event.type === 'refund-reopened' ? event.state : event.type;
    cases.set(refundId, { amount, state });
    const wanted = { 'refund-approved': ['refund-opened', 'open'], 'refund-paid': ['refund-approved', 'approved'] };
    const from = (wanted as Record<string, readonly string[]>)[event.type];
    if (from === undefined || (before !== undefined && from.includes(before.state) && amount <= before.amount))
      return [];
    return [`${dossierId}: ${event.type} of ${amount} after ${before?.state} of ${before?.amount}`];
  });
}
