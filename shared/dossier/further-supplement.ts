import { policiesOf } from '../procedure/policies.ts';
import type { Procedure } from '../procedure/schema.ts';
import { type Decision, type Refusal, reject } from './decision.ts';
import { isHeadOfHolder } from './rights.ts';
import type { CommandOf, Given } from './rule.ts';
import type { Dossier } from './state.ts';
import type { Approval } from './values.ts';

/** The procedure's most requests were made. */
export function refuseFurther({ supplementRequests }: Dossier, procedure: Procedure): Refusal | undefined {
  const limit = policiesOf(procedure).maxSupplementRequests;
  if (supplementRequests.length === 0 || supplementRequests.length < limit) return undefined;
  return reject('supplement-requests-exhausted', { fields: ['items'], details: { limit } });
}

/**
 * What a second or later supplement request needs. The law asks for one complete request, so that each further one counts
 * against the agency (Decision 766/QĐ-TTg): it takes the head of the agency that holds the dossier. The head makes it, or the
 * officer at the counter records who approved it and when, so that the counter need not wait for a second sign-in.
 * Requests dropped by a correction count as well.
 */
export function approvalOf(
  dossier: Dossier,
  { reason, approval }: CommandOf<'request-supplement'>,
  { actor, now }: Given,
): { readonly approval?: Approval } | { readonly refused: Decision } {
  const before = dossier.supplementRequests.length;
  if (before === 0) return {};
  // The first request must be complete: another one needs a reason.
  if (reason === undefined) return { refused: reject('reason-required', { fields: ['reason'] }) };
  if (isHeadOfHolder(dossier, { actor })) return { approval: { approver: actor.subject, approvedAt: now } };
  if (approval === undefined) return { refused: reject('approval-required', { fields: ['approval'] }) };
  if (approval.approver === actor.subject) {
    return { refused: reject('approval-required', { fields: ['approval.approver'] }) };
  }
  if (approval.approvedAt > now) {
    return { refused: reject('moment-in-the-future', { fields: ['approval.approvedAt'] }) };
  }
  // The approval of an earlier request is not one of this one.
  const last = dossier.supplementRequests.at(-1);
  if (last !== undefined && approval.approvedAt < last.requestedAt) {
    return { refused: reject('approval-required', { fields: ['approval.approvedAt'] }) };
  }
  return { approval };
}
