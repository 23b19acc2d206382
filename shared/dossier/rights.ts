import { isWithin } from '../identifiers/agency-id.ts';
import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { findBranch, findStep } from '../procedure/steps.ts';
import { type Actor, administers, holdsRole } from './actor.ts';
import type { Command, CommandType } from './commands.ts';
import type { Context } from './decision.ts';
import type { IssuedForm } from './issued-form.ts';
import { currentAgency, type Dossier, type DossierBranch, openBranches } from './state.ts';
import type { DossierDocument } from './values.ts';

const atReception = (dossier: Dossier, actor: Actor) => holdsRole(actor, dossier.receivingAgency, ['reception']);

const isOwner = (dossier: Dossier, actor: Actor) => actor.kind === 'citizen' && actor.ownerKey === dossier.ownerKey;

const ownerOrReception = (dossier: Dossier, actor: Actor) =>
  actor.kind === 'system' || isOwner(dossier, actor) || atReception(dossier, actor);

const onlySystem = (_: Dossier, actor: Actor) => actor.kind === 'system';

/**
 * The desk that may act on the dossier now: the step's roles at the step's agency, or reception before any step. What
 * is assigned to one officer is theirs, or that of whoever stands in for them; those who may sign can always step in.
 */
function atCurrentDesk(dossier: Dossier, actor: Actor, procedure: Procedure, standsInFor: readonly string[]): boolean {
  if (dossier.step === undefined) return atReception(dossier, actor);
  const { stepId, agencyId, assignee } = dossier.step;
  const step = findStep(procedure, stepId);
  if (step === undefined || !holdsRole(actor, agencyId, step.roles)) return false;
  if (assignee === undefined || actor.subject === assignee || standsInFor.includes(assignee)) return true;
  return actor.kind === 'partner' || holdsRole(actor, agencyId, ['approver']);
}

/** The branch's roles at its agency; an opinion is given by whoever handles or signs there. */
export function worksOn(branch: DossierBranch, actor: Actor, procedure: Procedure): boolean {
  const { roles } = findBranch(procedure, branch.stepId, branch.branchId) ?? {
    roles: ['handler', 'approver'] as const,
  };
  return holdsRole(actor, branch.agencyId, roles);
}

/** Whoever may work on any of the branches that wait; which one is named by the command and checked there. */
function atOpenBranch(dossier: Dossier, actor: Actor, procedure: Procedure): boolean {
  return openBranches(dossier).some((branch) => worksOn(branch, actor, procedure));
}

/** Leaders decide about stopping and withdrawal once a dossier is being processed. */
function leadsCurrentDesk(dossier: Dossier, actor: Actor): boolean {
  return dossier.step === undefined
    ? atReception(dossier, actor)
    : holdsRole(actor, dossier.step.agencyId, ['approver']);
}

/** An administrator answers for what lies in an agency within reach now, not for all that ever passed through one. */
function administersHolder(dossier: Dossier, actor: Actor): boolean {
  return administers(actor, currentAgency(dossier));
}

type Right = (dossier: Dossier, actor: Actor, procedure: Procedure, standsInFor: readonly string[]) => boolean;

/** Who may ask what of an existing dossier. A command that is not listed cannot be asked at all. */
const RIGHTS: Readonly<Record<Exclude<CommandType, 'create-draft' | 'import-dossier'>, Right>> = {
  'attach-document': onlySystem,
  'remove-document': ownerOrReception,
  submit: ownerOrReception,
  supplement: ownerOrReception,
  'request-withdrawal': ownerOrReception,
  'record-payment': onlySystem,
  'record-shipment-event': onlySystem,
  accept: atReception,
  reject: atReception,
  'request-supplement': atCurrentDesk,
  'request-payment': atCurrentDesk,
  'record-counter-payment': atReception,
  forward: atCurrentDesk,
  complete: atCurrentDesk,
  'return-result': atReception,
  'decide-withdrawal': leadsCurrentDesk,
  stop: leadsCurrentDesk,
  resume: leadsCurrentDesk,
  correct: administersHolder,
  'send-back': atCurrentDesk,
  assign: leadsCurrentDesk,
  'open-branch': atCurrentDesk,
  'ask-opinion': atCurrentDesk,
  'finish-branch': atOpenBranch,
  'record-verification': atCurrentDesk,
  reappoint: leadsCurrentDesk,
  'recalculate-appointment': (dossier, actor) => leadsCurrentDesk(dossier, actor) || administersHolder(dossier, actor),
  'send-reminder': (dossier, actor) =>
    actor.kind === 'officer' && actor.roles.some((r) => concerns(dossier, r.agencyId)),
  // What the province processes moves by its own rules alone.
  'report-status': (dossier, actor, procedure) =>
    policiesOf(procedure).processedBy === 'ministry' &&
    actor.kind === 'partner' &&
    actor.scopes.includes('dossiers.report') &&
    concerns(dossier, actor.agencyId),
  'fire-timer': onlySystem,
  'record-form': onlySystem,
};

/** Whether the actor may open a dossier with this draft: citizens for themselves online, reception for whoever comes. */
export function mayOpen(actor: Actor, command: Extract<Command, { draft: unknown }>, applicantKey: string): boolean {
  const { draft } = command;
  if (command.type === 'import-dossier') return actor.kind === 'system';
  if (actor.kind === 'citizen') return actor.ownerKey === applicantKey && draft.channel === 'online';
  return holdsRole(actor, draft.receivingAgency, ['reception']) && draft.channel !== 'online';
}

export function mayAsk(
  dossier: Dossier,
  { actor, standsInFor = [] }: Pick<Context, 'actor' | 'standsInFor'>,
  type: keyof typeof RIGHTS,
  procedure: Procedure,
): boolean {
  return RIGHTS[type](dossier, actor, procedure, standsInFor);
}

/**
 * Whether the actor may see the dossier: its owner; officers of an agency that holds or held it, or of one above that;
 * partners of such an agency with scope `dossiers.read`. To anybody else it does not exist, administrators included.
 */
export function mayRead(dossier: Dossier, actor: Actor): boolean {
  switch (actor.kind) {
    case 'system':
      return true;
    case 'citizen':
      return isOwner(dossier, actor);
    case 'partner':
      return dossier.status !== 'draft' && actor.scopes.includes('dossiers.read') && concerns(dossier, actor.agencyId);
    case 'officer':
      // A draft is the applicant's own affair until it is submitted; only the officer who opened it at the counter sees it.
      if (dossier.status === 'draft') return atReception(dossier, actor) && dossier.openedBy === actor.subject;
      return actor.roles.some((r) => concerns(dossier, r.agencyId));
  }
}

/** Whether a dossier is or was in an agency's hands, or in those of an agency below it. */
export function concerns(dossier: Pick<Dossier, 'agencies'>, agencyId: string): boolean {
  return dossier.agencies.some((involved) => isWithin(involved, agencyId));
}

/** What an agency prepares as a result is its own affair until the dossier is completed. */
export function maySeeDocument(dossier: Dossier, document: DossierDocument, actor: Actor): boolean {
  if (!mayRead(dossier, actor)) return false;
  return document.kind === 'component' || actor.kind !== 'citizen' || dossier.completedAt !== undefined;
}

export function maySeeForm(
  dossier: Dossier,
  { forApplicant }: Pick<IssuedForm, 'forApplicant'>,
  actor: Actor,
): boolean {
  return mayRead(dossier, actor) && (forApplicant || actor.kind !== 'citizen');
}
