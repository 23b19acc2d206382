import { EVENT_TYPES, type EventTypeWith } from '../../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import type { FormName } from '../../../shared/dossier/issued-form.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import { policiesOf } from '../../../shared/procedure/policies.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import type { Form } from '../content/form.ts';
import {
  apologyOf,
  type Case,
  controlSlipOf,
  NoDossierCodeError,
  receiptOf,
  refusalOf,
  stopNoticeOf,
  supplementRequestOf,
} from '../content/from-dossier.ts';
import { handOversOf } from '../content/hand-overs.ts';

export type DossierForm = Extract<Form, { form: FormName }>;

/**
 * The form that an event brings (Circular 03/2025/TT-VPCP); undefined when it brings none.
 * @param of The dossier as the event left it.
 * @param before The log up to the event.
 * @throws PermanentError what the form cannot be made without is missing.
 */
export function formOfEvent(of: Case, event: RecordedEvent, before: readonly RecordedEvent[]): DossierForm | undefined {
  try {
    return bringsForm(event) ? build(of, event, before) : undefined;
  } catch (error) {
    if (error instanceof NoDossierCodeError) throw new PermanentError('no-dossier-code');
    throw error;
  }
}

/** An event that may bring a form. */
type FormEvent = Extract<RecordedEvent, { type: EventTypeWith<'form', true> }>;
const bringsForm = (event: RecordedEvent): event is FormEvent => EVENT_TYPES[event.type].form;

function build(of: Case, event: FormEvent, before: readonly RecordedEvent[]): DossierForm | undefined {
  const issue = { at: event.occurredAt };
  switch (event.type) {
    case 'accepted':
      // Whoever gets the result in the same session needs no promise of one.
      return policiesOf(of.procedure).immediate ? undefined : receiptOf(of, issue, event.appointment);
    case 'supplement-requested':
      return supplementRequestOf(of, issue, event);
    case 'rejected':
      return refusalOf(of, issue, event);
    case 'reappointed': {
      const { appointmentAt, previousAt } = event.appointment;
      if (previousAt === undefined) throw new PermanentError('apology-without-former-date');
      return apologyOf(of, issue, { appointmentAt, previousAt, reason: event.reason });
    }
    case 'stopped':
      return stopNoticeOf(of, issue, event);
    case 'withdrawal-decided':
      return event.granted ? stopNoticeOf(of, issue, { ...event, ...withdrawal(before) }) : undefined;
    case 'completed':
      return controlSlipOf(of, issue, leadAgency(of.dossier), handOversOf(of.dossier, branchNotes(of)));
  }
}

function withdrawal(before: readonly RecordedEvent[]) {
  const asked = before.findLast((event) => event.type === 'withdrawal-requested');
  if (asked === undefined) throw new PermanentError('withdrawal-never-requested');
  return {
    ground: asked.reason,
    requestedBy: 'Tổ chức, cá nhân nộp hồ sơ',
  };
}

/** Who is competent leads; where that is not said, whoever had the first step. */
function leadAgency({ competentAgency, completedSteps, receivingAgency }: Dossier): string {
  return competentAgency ?? completedSteps[0]?.agencyId ?? receivingAgency;
}

function branchNotes({ dossier, procedure }: { dossier: Dossier; procedure: Procedure }): Record<string, string> {
  const named = procedure.steps.flatMap(({ branches = [] }) => branches.map((b) => [b.branchId, b.name.vi] as const));
  const asked = dossier.branches
    .filter(({ kind }) => kind === 'opinion')
    .map((b) => [b.branchId, 'Lấy ý kiến'] as const);
  return Object.fromEntries([...named, ...asked]);
}
