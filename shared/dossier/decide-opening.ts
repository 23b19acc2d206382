import type { Agency } from '../procedure/schema.ts';
import type { Actor } from './actor.ts';
import type { Command, Draft } from './commands.ts';
import { accept, type Decision, reject } from './decision.ts';
import type { DossierEvent } from './events.ts';
import { isClosed, refuseAddressee, refuseAgencies } from './jurisdiction.ts';
import { receptionDue } from './reception-deadline.ts';
import { mayOpen } from './rights.ts';
import { type Given, openingRule } from './rule.ts';

type Opening = Extract<Command, { draft: unknown }>;

const needsOfDraft = ({ draft }: Opening) => ({
  procedure: draft.procedureCode,
  agency: draft.receivingAgency,
  competent: draft.competentAgency,
  applicantKey: draft.applicant,
});

/** Opens a dossier: as a draft, or already submitted when imported from the national portal. */
export const OPENING_RULES = {
  'create-draft': openingRule<'create-draft'>()({
    needs: needsOfDraft,
    decide: (command, given) =>
      opened(command, given, (as) =>
        accept({ type: 'draft-created', ...as, ...(isVerified(given.actor, as.draft) && { emailVerified: true }) }),
      ),
  }),
  'import-dossier': openingRule<'import-dossier'>()({
    needs: (command) => ({ ...needsOfDraft(command), dossierCode: command.draft.receivingAgency, calendar: true }),
    decide: (command, given) =>
      opened(command, given, (as) =>
        accept(
          {
            type: 'imported',
            ...as,
            dossierCode: given.dossierCode ?? '',
            nationalCode: command.nationalCode,
            ...(given.procedure && receptionDue(as.draft.receivingAgency, given.calendar, given.now, given.procedure)),
          },
          ...toSuccessor(given.agency, given.now),
        ),
      ),
  }),
};

/** The applicant has filed already: what is addressed to a closed reception goes on to its successor at once. */
function toSuccessor(addressed: Agency | undefined, now: string): readonly DossierEvent[] {
  if (addressed?.closed === undefined || !isClosed(addressed, now)) return [];
  const { agencyId: fromAgency, closed } = addressed;
  return [{ type: 'transferred', cause: 'succession', fromAgency, agencyId: closed.successor }];
}

type Opened = { readonly draft: Draft; readonly procedureVersion: number; readonly ownerKey: string };

function opened(
  command: Opening,
  { actor, procedure, agency, competent, applicantKey, now }: Given<keyof ReturnType<typeof needsOfDraft>>,
  as: (opened: Opened) => Decision,
): Decision {
  const { draft } = command;
  if (applicantKey === undefined || !mayOpen(actor, command, applicantKey)) return reject('not-allowed');
  if (procedure === undefined || procedure.procedureCode !== draft.procedureCode) {
    return reject('unknown-procedure', { fields: ['procedureCode'] });
  }
  if (agency === undefined || agency.agencyId !== draft.receivingAgency) {
    return reject('unknown-agency', { fields: ['receivingAgency'] });
  }
  if (draft.competentAgency !== undefined && competent?.agencyId !== draft.competentAgency) {
    return reject('unknown-agency', { fields: ['competentAgency'] });
  }
  const refused =
    command.type === 'import-dossier'
      ? refuseAddressee(agency)
      : refuseAgencies(draft, procedure, agency, competent, now);
  if (refused !== undefined) return refused;
  if (!procedure.channels.includes(draft.channel)) return reject('channel-not-offered', { fields: ['channel'] });
  if (!procedure.applicants.includes(draft.applicant.kind)) {
    return reject('applicant-not-eligible', { fields: ['applicant.kind'] });
  }
  if (draft.resultDelivery.method === 'post' && !procedure.postalReturn) {
    return reject('postal-return-not-offered', { fields: ['resultDelivery.method'] });
  }
  return as({ draft, procedureVersion: procedure.version, ownerKey: applicantKey });
}

/** Whether the draft's e-mail address is the one verified by the identity provider; compared case-insensitively. */
function isVerified(actor: Actor, { applicant: { email } }: Opening['draft']): boolean {
  if (actor.kind !== 'citizen' || email === undefined) return false;
  return actor.verifiedEmail?.toLowerCase() === email.toLowerCase();
}
