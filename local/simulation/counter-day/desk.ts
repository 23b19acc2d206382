import { isoOf } from '../../../shared/calendar/iso.ts';
import type { Actor, Official } from '../../../shared/dossier/actor.ts';
import type { Command, Draft } from '../../../shared/dossier/commands.ts';
import type { DossierEvent } from '../../../shared/dossier/events.ts';
import type { HandedPaper } from '../../../shared/dossier/handed-over.ts';
import type { OfficerAction } from '../../../shared/dossier/officer-action.ts';
import { openObligation } from '../../../shared/dossier/state.ts';
import type { FeeChoices } from '../../../shared/procedure/fee.ts';
import type { Agency, Step } from '../../../shared/procedure/schema.ts';
import { dayInVietNam } from '../../../shared/time/viet-nam.ts';
import { agencyOf } from '../branches.ts';
import { BrokenRule } from '../fault.ts';
import type { Act, Scenario, SimulatedDossier } from '../simulated-dossier.ts';
import type { Office } from '../staff.ts';

type Role = keyof Office['people'];

/** Minutes that a person at the counter or at a desk needs for one act. */
const ONE_ACT = 10;

/** What the forms print of the officer at the counter; a fictitious person. */
const AT_THE_COUNTER: Official = {
  name: 'Nguyễn Thị Kim Cúc',
  title: 'Công chức Bộ phận Một cửa',
  phone: '02323822001',
};

/** The people around one dossier of the counter day: each act is yielded for one of them, at their office, in its hours. */
export class Desk {
  readonly simulated: SimulatedDossier;

  constructor(simulated: SimulatedDossier) {
    this.simulated = simulated;
  }

  get dossier() {
    return this.simulated.dossier;
  }

  /** Opened and submitted at the counter. */
  *filed(draft: Omit<Draft, 'procedureCode' | 'receivingAgency' | 'channel' | 'language'>): Scenario {
    const { procedure, channel, reception, arrivesAt } = this.simulated;
    const [actor] = reception.people.reception as [Actor];
    const { agency } = reception;
    const where = { procedureCode: procedure.procedureCode, receivingAgency: agency.agencyId, channel } as const;
    const command = { type: 'create-draft', draft: { ...where, language: 'vi', ...draft } } as const;
    yield { at: arrivesAt, actor, command, agency };
    yield { at: arrivesAt, actor, command: { type: 'submit' } };
  }

  /** One act of an officer of the reception that has the dossier. */
  reception(action: Command, minutes = ONE_ACT): Act {
    return this.officer(this.dossier.receivingAgency, 'reception', action, minutes);
  }

  /** One act of an officer at the agency that has the dossier. */
  handler(action: OfficerAction, minutes = ONE_ACT): Act {
    return this.officer(this.dossier.step?.agencyId ?? this.dossier.receivingAgency, 'handler', action, minutes);
  }

  head(action: OfficerAction, minutes = ONE_ACT): Act {
    return this.officer(this.dossier.step?.agencyId ?? this.dossier.receivingAgency, 'approver', action, minutes);
  }

  /** What follows for the dossier from a decision for all of its agency's, which the province's system applies. */
  decided(command: Command, minutes: number): Act {
    const { world } = this.simulated;
    const office = world.office(world.agency(this.dossier.step?.agencyId ?? this.dossier.receivingAgency));
    return { at: this.simulated.inOffice(office, minutes), actor: this.simulated.system, command };
  }

  /** @param minutes working minutes of the office from the last act */
  officer(agencyId: string, role: Role, command: Command, minutes = ONE_ACT): Act {
    const { world } = this.simulated;
    const office = world.office(world.agency(agencyId));
    const [first] = office.people[role] as [Actor];
    const actor = role === 'reception' ? { ...first, official: AT_THE_COUNTER } : first;
    const agency = 'agencyId' in command ? world.agency(command.agencyId) : undefined;
    return { at: this.simulated.inOffice(office, minutes), actor, agency, command };
  }

  /** Received with these papers; by default each required one, once, as an original. */
  accepted(assessment: FeeChoices, papers: HandedPaper[] = this.#required()): Act {
    return this.reception({ type: 'accept', handedOver: { papers, sets: 1 }, assessment });
  }

  #required(): HandedPaper[] {
    const { components } = this.simulated.procedure;
    return components.flatMap(({ component, required }) => (required ? [{ component, original: 1 }] : []));
  }

  /** What is assessed is asked for and paid in cash; the receipt's number is kept. */
  *paidAtCounter(receiptNumber: string): Scenario {
    yield this.reception({ type: 'request-payment' });
    const due = openObligation(this.dossier);
    if (due === undefined) throw new BrokenRule('an assessed fee is asked for', this.simulated.dossierId);
    const { obligationId, amount } = due;
    yield this.reception({ type: 'record-counter-payment', obligationId, receiptNumber, amount });
  }

  /** The accountant at reception pays it back, an hour later. */
  refunded(paid: Omit<Extract<OfficerAction, { type: 'record-refund' }>, 'type' | 'paidOn'>): Act {
    const paidOn = dayInVietNam(isoOf(this.simulated.now));
    return this.reception({ type: 'record-refund', ...paid, paidOn }, 60);
  }

  /** The agency that has the steps of the procedure here: the commune, or a department. */
  agencyOfSteps(): string {
    const { world, place, procedure } = this.simulated;
    const kind = procedure.steps[0]?.agencyKind ?? 'commune';
    const { level } = procedure;
    return world.places.agencyFor(kind, level, place, procedure.field.code)?.agencyId ?? '';
  }

  /** Through all steps of the procedure at the commune or department that has it, to the returned result. */
  *processed(agencyId: string, outcomes: Readonly<Record<string, string>> = {}): Scenario {
    const stepId = this.simulated.procedure.steps[0]?.stepId ?? '';
    yield this.reception({ type: 'forward', stepId, agencyId });
    yield* this.finished(outcomes);
  }

  /** From the step that the dossier is in to the returned result. */
  *finished(outcomes: Readonly<Record<string, string>> = {}): Scenario {
    const { steps } = this.simulated.procedure;
    for (;;) {
      const { stepId = '', agencyId = '' } = this.dossier.step ?? {};
      const step = steps.find((one) => one.stepId === stepId);
      if (step === undefined) throw new BrokenRule('a dossier in processing has a step', this.simulated.dossierId);
      const role: Role = step.roles.includes('handler') ? 'handler' : 'approver';
      const by = (action: OfficerAction) => this.officer(agencyId, role, action, 60);
      yield* this.#answered(step, by);
      const outcome = outcomes[stepId];
      const next = this.#after(step, outcome);
      if (next === undefined) {
        yield by({ type: 'complete', outcome: 'granted' });
        break;
      }
      yield by({ type: 'forward', stepId: next.stepId, agencyId, ...(outcome !== undefined && { outcome }) });
    }
    yield this.reception({ type: 'return-result', method: 'counter' });
  }

  /** What the step needs of other agencies, asked and answered, and its verification on the spot. */
  *#answered({ branches = [], onSite }: Step, by: (action: OfficerAction) => Act): Scenario {
    const holder = this.simulated.world.agency(this.dossier.step?.agencyId ?? '');
    for (const branch of branches.filter(({ optional }) => optional !== true)) {
      if (this.dossier.branches.some((asked) => asked.branchId === branch.branchId)) continue;
      const { branchId } = branch;
      const { agencyId } = agencyOf(this.simulated, branch, holder);
      yield by({ type: 'open-branch', branchId, agencyId });
      yield this.officer(agencyId, 'handler', { type: 'finish-branch', branchId, result: 'done' }, 240);
    }
    if (onSite === true) {
      const verifiedAt = isoOf(this.simulated.now);
      const participants = ['Chủ hồ sơ', 'Chuyên viên thẩm định'];
      yield by({
        type: 'record-verification',
        verifiedAt,
        place: 'Thửa đất',
        participants,
        content: 'Đúng hiện trạng',
      });
    }
  }

  /** Undefined: the step is the last, or the outcomes say no more of where to go. */
  #after({ stepId, next = [] }: Step, outcome: string | undefined): Step | undefined {
    const { steps } = this.simulated.procedure;
    const to = next.find((choice) => choice.outcome === outcome)?.to;
    if (next.length > 0) return steps.find((step) => step.stepId === to);
    return steps[steps.findIndex((step) => step.stepId === stepId) + 1];
  }

  /** The agency as it is after its merger into another one, in force since the day before. */
  closed(agencyId: string, successor: string): Agency {
    const on = dayInVietNam(isoOf(this.simulated.now - 86_400_000));
    return { ...this.simulated.world.agency(agencyId), closed: { on, successor } };
  }

  /** @throws {BrokenRule} when the dossier's log is not what the story says */
  expect(what: string, holds: boolean): void {
    if (!holds) throw new BrokenRule(what, `${this.simulated.dossierId} (${this.simulated.procedure.procedureCode})`);
  }

  /** The last event of a type. @throws {BrokenRule} when there is none */
  last<T extends DossierEvent['type']>(type: T): Extract<DossierEvent, { type: T }> {
    const event = this.simulated.log.findLast((one) => one.type === type);
    if (event === undefined) throw new BrokenRule(`there is ${type}`, this.simulated.dossierId);
    return event as unknown as Extract<DossierEvent, { type: T }>;
  }
}
