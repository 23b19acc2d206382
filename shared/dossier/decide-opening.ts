import type { Actor } from './actor.ts';
import type { Command, Draft } from './commands.ts';
import { accept, type Decision, reject } from './decision.ts';
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
    needs: (command) => ({ ...needsOfDraft(command), dossierCode: command.draft.receivingAgency }),
    decide: (command, given) =>
      opened(command, given, (as) =>
        accept({ type: 'imported', ...as, dossierCode: given.dossierCode ?? '', nationalCode: command.nationalCode }),
      ),
  }),
};

type Opened = { readonly draft: Draft; readonly procedureVersion: number; readonly ownerKey: string };

function opened(
  command: Opening,
  { actor, procedure, agency, competent, applicantKey }: Given<keyof ReturnType<typeof needsOfDraft>>,
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
  if (!procedure.channels.includes(draft.channel)) return reject('channel-not-offered', { fields: ['channel'] });
  if (!procedure.applicants.includes(draft.applicant.kind)) {
    return reject('applicant-not-eligible', { fields: ['applicant.kind'] });
  }
  if (draft.channel === 'online' && draft.applicant.phone === undefined) {
    return reject('phone-required-online', { fields: ['applicant.phone'] });
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
