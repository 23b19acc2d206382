import type { Command, Draft } from './commands.ts';
import { accept, type Decision, optional, reject } from './decision.ts';
import { refuseAddressee, refuseAgencies, toSuccessors } from './jurisdiction.ts';
import { differences, named, refuseNameless, refuseParticulars, type Stated, statedBy } from './particulars.ts';
import { PARTIES } from './parties.ts';
import { receptionDue } from './reception-deadline.ts';
import { mayOpen } from './rights.ts';
import { type Given, openingRule } from './rule.ts';

type Opening = Extract<Command, { draft: unknown }>;

const needsOfDraft = ({ draft }: Opening) => ({
  procedure: draft.procedureCode,
  agency: draft.receivingAgency,
  competent: draft.competentAgency,
  successions: true as const,
  applicantKey: draft.applicant,
  filerKey: draft.filer,
});

/** Opens a dossier: as a draft, or already submitted when imported from the national portal. */
export const OPENING_RULES = {
  'create-draft': openingRule<'create-draft'>()({
    needs: needsOfDraft,
    decide: (command, given) =>
      opened(command, given, (as) =>
        accept({ type: 'draft-created', ...as, ...optional('keptDays', command.keptDays) }),
      ),
  }),
  'import-dossier': openingRule<'import-dossier'>()({
    needs: (command) => ({ ...needsOfDraft(command), dossierCode: command.draft.receivingAgency, calendar: true }),
    decide: (command, given) =>
      opened(command, given, (as) =>
        accept(
          {
            ...{ type: 'imported', draft: as.draft, procedureVersion: as.procedureVersion, ownerKey: as.ownerKey },
            ...{ dossierCode: given.dossierCode ?? '', nationalCode: command.nationalCode },
            ...(given.procedure && receptionDue(as.draft.receivingAgency, given.calendar, given.now, given.procedure)),
          },
          ...toSuccessors(given),
        ),
      ),
  }),
};

type Opened = Stated & { readonly draft: Draft; readonly procedureVersion: number };

function opened(
  command: Opening,
  given: Given<keyof ReturnType<typeof needsOfDraft>>,
  as: (opened: Opened) => Decision,
): Decision {
  const { draft } = command;
  const { actor, procedure, agency, competent, applicantKey, filerKey } = given;
  if (applicantKey === undefined || !mayOpen(actor, command, applicantKey, filerKey)) return reject('not-allowed');
  const nameless = refuseNameless(actor, { applicantKey, filerKey });
  if (nameless !== undefined) return nameless;
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
      : refuseAgencies(draft, procedure, agency, competent, given);
  if (refused !== undefined) return refused;
  if (!procedure.channels.includes(draft.channel)) return reject('channel-not-offered', { fields: ['channel'] });
  const wrong = refuseParticulars(draft, draft.channel, procedure);
  if (wrong !== undefined) return wrong;
  const { applicant, filer } = named(actor, draft, { applicantKey, filerKey });
  const { secondReading = {}, ...typed } = draft;
  const fields = PARTIES.flatMap((party) => differences(draft[party], secondReading[party], `secondReading.${party}.`));
  if (fields.length > 0) return reject('second-reading-differs', { fields });
  const twice = actor.kind === 'officer' ? PARTIES.filter((party) => secondReading[party] !== undefined) : [];
  const stated = statedBy(actor, { applicant, filer }, { applicantKey, filerKey }, twice);
  return as({
    draft: { ...typed, applicant, ...optional('filer', filer) },
    procedureVersion: procedure.version,
    ...stated,
  });
}
