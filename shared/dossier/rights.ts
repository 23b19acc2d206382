import { isWithin } from '../identifiers/agency-id.ts';
import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { findBranch, findStep } from '../procedure/steps.ts';
import { ACT_SCOPE, type Actor, administers, agenciesOf, holdsRole } from './actor.ts';
import { AUDIENCES, type Audience } from './audience.ts';
import type { Command } from './commands.ts';
import type { IssuedForm } from './issued-form.ts';
import { isParty, isPartyAs } from './parties.ts';
import type { Given } from './rule.ts';
import { currentAgency, type Dossier, type DossierBranch, holdersOf, openBranches } from './state.ts';
import type { DossierDocument } from './values.ts';

/** Who calls. */
type By = { readonly actor: Actor };

export const atReception = (dossier: Dossier, { actor }: By) =>
  holdsRole(actor, dossier.receivingAgency, ['reception']);

/** The owner, and who filed for the owner. */
const isOwner = (dossier: Dossier, actor: Actor) => actor.kind === 'citizen' && isParty(dossier, actor.ownerKey);

export const ownerOrFiler = (dossier: Dossier, { actor }: By) => isOwner(dossier, actor);

export const onlyOwner = (dossier: Dossier, { actor }: By) =>
  actor.kind === 'citizen' && isPartyAs(dossier, actor.ownerKey, 'applicant');

export const ownerOrReception = (dossier: Dossier, by: By) =>
  by.actor.kind === 'system' || isOwner(dossier, by.actor) || atReception(dossier, by);

export const onlySystem = (_: Dossier, { actor }: By) => actor.kind === 'system';

/**
 * The officers who may act on the dossier now: the step's roles at the step's agency, or reception before any step. A step
 * assigned to an officer is reserved for that officer and their substitute; approvers can always act.
 */
export function atCurrentDesk(dossier: Dossier, by: Given<'standsInFor'>, procedure: Procedure): boolean {
  const { actor, standsInFor = [] } = by;
  if (dossier.step === undefined) return atReception(dossier, by);
  const { stepId, agencyId, assignee } = dossier.step;
  const step = findStep(procedure, stepId);
  if (step === undefined || !holdsRole(actor, agencyId, step.roles)) return false;
  if (assignee === undefined || actor.subject === assignee || standsInFor.includes(assignee)) return true;
  return actor.kind === 'partner' || holdsRole(actor, agencyId, ['approver']);
}

/** A correction that was asked for is decided on by reception, or where the dossier lies now. */
export const decidesCorrections = (dossier: Dossier, by: Given<'standsInFor'>, procedure: Procedure) =>
  atReception(dossier, by) || atCurrentDesk(dossier, by, procedure);

/** The branch's roles at its agency; an opinion is given by its handlers and approvers. */
export function worksOn(branch: DossierBranch, actor: Actor, procedure: Procedure): boolean {
  const { roles } = findBranch(procedure, branch.stepId, branch.branchId) ?? {
    roles: ['handler', 'approver'] as const,
  };
  return holdsRole(actor, branch.agencyId, roles);
}

/** Officers of any open branch; the command names the branch and is checked there. */
export function atOpenBranch(dossier: Dossier, { actor }: By, procedure: Procedure): boolean {
  return openBranches(dossier).some((branch) => worksOn(branch, actor, procedure));
}

/** Leaders decide about stopping and withdrawal once a dossier is being processed. */
export function leadsCurrentDesk(dossier: Dossier, by: By): boolean {
  return dossier.step === undefined
    ? atReception(dossier, by)
    : holdsRole(by.actor, dossier.step.agencyId, ['approver']);
}

/** The head of the agency that holds the dossier now. */
export const isHeadOfHolder = (dossier: Dossier, { actor }: By) =>
  holdsRole(actor, currentAgency(dossier), ['approver']);

/** An administrator may act on dossiers now held by an agency in their scope, not on those that passed through one. */
export function administersHolder(dossier: Dossier, { actor }: By): boolean {
  return administers(actor, currentAgency(dossier));
}

/** Officers of any agency that is or was involved. */
export const officerConcerned = (dossier: Dossier, { actor }: By) =>
  actor.kind === 'officer' && actor.roles.some((r) => involvesAgency(dossier, r.agencyId));

/**
 * Actors who work for an agency that holds or held the dossier: its officers, its system that acts for them, and an administrator
 * above it. Agencies that were only asked, and officers above, are not included.
 */
export function readsInternal(dossier: Dossier, { actor }: By): boolean {
  return holdersOf(dossier).some((agency) => {
    if (actor.kind === 'partner') return agenciesOf(actor).includes(agency) && actor.scopes.includes(ACT_SCOPE);
    return actor.kind === 'officer' && (administers(actor, agency) || actor.roles.some((r) => r.agencyId === agency));
  });
}

/** Audiences whose texts the actor reads in a dossier that {@link mayRead} allows. */
export function audiencesOf(dossier: Dossier, actor: Actor): readonly Audience[] {
  if (actor.kind === 'system') return AUDIENCES;
  if (actor.kind === 'citizen') return ['applicant'];
  return readsInternal(dossier, { actor }) ? AUDIENCES : ['agencies', 'applicant'];
}

/** The external system that processes the dossier. Dossiers processed by the province follow its own rules only. */
export const processingSystem = (dossier: Dossier, { actor }: By, procedure: Procedure) =>
  policiesOf(procedure).processedBy === 'ministry' &&
  actor.kind === 'partner' &&
  actor.scopes.includes('dossiers.report') &&
  agenciesOf(actor).some((agencyId) => involvesAgency(dossier, agencyId));

/**
 * Whether the actor may open a dossier with this draft: online citizens and organisations for themselves, or as the one who
 * files for another; reception for anyone present.
 */
export function mayOpen(
  actor: Actor,
  command: Extract<Command, { draft: unknown }>,
  applicantKey: string,
  filerKey: string | undefined,
): boolean {
  const { draft } = command;
  if (command.type === 'import-dossier') return actor.kind === 'system';
  if (actor.kind === 'citizen') return draft.channel === 'online' && [applicantKey, filerKey].includes(actor.ownerKey);
  return holdsRole(actor, draft.receivingAgency, ['reception']) && draft.channel !== 'online';
}

/**
 * Whether the actor may read the dossier: its owner; officers of an agency that holds or held it, or of one above that;
 * partners of such an agency with scope `dossiers.read`. For all others it does not exist, including administrators. A deleted
 * draft exists for no caller.
 */
export function mayRead(dossier: Dossier, actor: Actor): boolean {
  if (dossier.deletedAt !== undefined) return false;
  switch (actor.kind) {
    case 'system':
      return true;
    case 'citizen':
      return isOwner(dossier, actor);
    case 'partner':
      return (
        dossier.status !== 'draft' &&
        actor.scopes.includes('dossiers.read') &&
        agenciesOf(actor).some((agencyId) => involvesAgency(dossier, agencyId))
      );
    case 'officer':
      // Until submission only the applicant and the officer who opened the draft at reception can read it.
      if (dossier.status === 'draft') return atReception(dossier, { actor }) && dossier.openedBy === actor.subject;
      return actor.roles.some((r) => involvesAgency(dossier, r.agencyId));
  }
}

/** Whether an agency, or one below it, holds or held the dossier. */
export function involvesAgency(dossier: Pick<Dossier, 'agencies'>, agencyId: string): boolean {
  return dossier.agencies.some((involved) => isWithin(involved, agencyId));
}

/** Applicants see result documents only once the dossier is completed. */
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
