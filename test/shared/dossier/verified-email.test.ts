import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../shared/dossier/actor.ts';
import { record } from '../../../shared/dossier/record.ts';
import { decide } from '../../../shared/dossier/rules.ts';
import { AGENCIES, at, draft, OWNER_KEY, PROCEDURE, uuidOf } from './world.ts';

/** The dossier that this caller opens for themselves, with the address of the sample draft: anh@example.com. */
function openedBy(change: { readonly verifiedEmail?: string }, given = draft()) {
  const actor: Actor = { kind: 'citizen', subject: 'owner', ownerKey: OWNER_KEY, ...change };
  const agency = AGENCIES.find(({ agencyId }) => agencyId === given.receivingAgency);
  const context = { now: at(0), newId: uuidOf(1), actor, procedure: PROCEDURE, agency, applicantKey: OWNER_KEY };
  const decision = decide(undefined, { type: 'create-draft', draft: given }, context as Parameters<typeof decide>[2]);
  if (!decision.ok) throw new Error(decision.rejection.code);
  const meta = { dossierId: uuidOf(2), occurredAt: at(0), actor: { kind: 'citizen', subject: 'owner' } } as const;
  return record(undefined, decision.events, meta);
}

describe('the address of e-mail in a draft', () => {
  it('is known to be the applicant’s when it is the one their identity provider has verified', () => {
    for (const verifiedEmail of ['anh@example.com', 'Anh@Example.com']) {
      expect(openedBy({ verifiedEmail })?.dossier.emailVerified).toBe(true);
    }
  });

  it('is anybody’s when it is another one, or nothing is verified, or none is given', () => {
    const { email: _, ...without } = draft().applicant;
    for (const opened of [
      openedBy({}),
      openedBy({ verifiedEmail: 'other@example.com' }),
      openedBy({ verifiedEmail: 'anh@example.com' }, draft({ applicant: without })),
      openedBy({}, draft({ applicant: without })),
    ]) {
      expect(opened?.dossier.emailVerified).toBeUndefined();
    }
  });

  it('that is verified stands in no event a second time', () => {
    const [event] = openedBy({ verifiedEmail: 'Anh@Example.com' })?.events ?? [];
    expect(JSON.stringify(event)).not.toContain('Anh@Example.com');
  });
});
