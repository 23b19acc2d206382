import { momentOf, wholeMinutes } from '../calendar/deadline.ts';
import { isoOf } from '../calendar/iso.ts';
import { receptionRules } from '../calendar/reception-rules.ts';
import type { Calendar } from '../calendar/schema.ts';
import { workingTime } from '../calendar/working-time.ts';
import type { Timer } from './commands.ts';
import type { CorrectionRequest } from './correction-state.ts';
import type { Identity } from './identity.ts';
import type { Dossier } from './state.ts';
import { isFinal } from './status.ts';
import type { Particulars, ResultDelivery } from './values.ts';

/*
 * The owner or the filer asks online for a correction of what the dossier says of them. An officer confirms or refuses it; until
 * then nothing changes.
 */

/** The request that awaits its decision; none once the dossier is closed. */
export function openCorrection({ correction, status }: Dossier): CorrectionRequest | undefined {
  return correction?.state === 'open' && !isFinal(status) ? correction : undefined;
}

/** Until when reception decides on a request; nothing without a calendar. */
export function correctionDue({ receivingAgency }: Dossier, calendar: Calendar | undefined, now: string) {
  if (calendar === undefined) return {};
  const minutes = wholeMinutes(receptionRules(calendar).correctWithinHours);
  return { dueAt: isoOf(workingTime(calendar, receivingAgency).add(momentOf(now), minutes)) };
}

/** The timer of an open request: it tells the office once that the request still waits. */
export function correctionTimers(dossier: Dossier): readonly Timer[] {
  const { requestId, dueAt } = openCorrection(dossier) ?? {};
  return requestId === undefined || dueAt === undefined || dossier.suspension !== undefined
    ? []
    : [{ kind: 'breach', of: 'correction', id: requestId, at: dueAt }];
}

/** What a request would make of the particulars as they are now: only the fields it names, so nothing newer is undone. */
export function askedNow(dossier: Dossier, { asked = {}, changed }: CorrectionRequest): Particulars {
  const { applicant, filer, resultDelivery } = asked;
  return {
    ...(applicant !== undefined && { applicant: patched(dossier.applicant, applicant, changed, 'applicant') }),
    ...(filer !== undefined && { filer: filer && patched(dossier.filer, filer, changed, 'filer') }),
    ...(resultDelivery !== undefined && { resultDelivery }),
  };
}

/** Another kind of owner, or a filer where there was none, is taken as a whole. */
function patched<T extends object>(now: T | undefined, asked: T, changed: readonly string[], path: string): T {
  if (now === undefined || changed.includes(`${path}.kind`)) return asked;
  const isAsked = ([name]: readonly [string, unknown]) => changed.includes(`${path}.${name}`);
  const kept = Object.entries(now).filter((entry) => !isAsked(entry));
  return Object.fromEntries([...kept, ...Object.entries(asked).filter(isAsked)]) as T;
}

/** One field of a request: what the dossier says now, and what was asked for; absent: nothing. */
export type AskedChange = { readonly field: string; readonly was?: FieldValue; readonly asked?: FieldValue };
/** A value of any field of the particulars. */
type FieldValue = string | Identity | ResultDelivery | undefined;

/** Old and new value of each field of a request. */
export function changesOf(dossier: Dossier, { asked = {}, changed }: CorrectionRequest): readonly AskedChange[] {
  return changed.map((field) => ({ field, was: valueAt(dossier, field), asked: valueAt(asked, field) }));
}

function valueAt(of: object, field: string): FieldValue {
  const at = (value: unknown, name: string) => (value as Readonly<Record<string, unknown>>)?.[name];
  return field.split('.').reduce<unknown>(at, of) as FieldValue;
}
