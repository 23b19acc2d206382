import type { Actor } from './actor.ts';
import type { Command } from './commands.ts';
import { accept, type Context, type Decision, reject } from './decision.ts';
import { mayOpen } from './rights.ts';

type Opening = Extract<Command, { draft: unknown }>;

/** Opening a dossier: as a draft here, or already submitted when the national portal hands it over. */
export function decideOnOpening(command: Opening, context: Context): Decision {
  const { draft } = command;
  const { procedure, agency, applicantKey } = context;
  if (applicantKey === undefined || !mayOpen(context.actor, command, applicantKey)) return reject('not-allowed');
  if (procedure === undefined || procedure.procedureCode !== draft.procedureCode) {
    return reject('unknown-procedure', { fields: ['procedureCode'] });
  }
  if (agency === undefined || agency.agencyId !== draft.receivingAgency) {
    return reject('unknown-agency', { fields: ['receivingAgency'] });
  }
  if (draft.competentAgency !== undefined && context.competent?.agencyId !== draft.competentAgency) {
    return reject('unknown-agency', { fields: ['competentAgency'] });
  }
  if (!procedure.channels.includes(draft.channel)) return reject('channel-not-offered', { fields: ['channel'] });
  if (!procedure.applicants.includes(draft.applicant.kind)) {
    return reject('applicant-not-eligible', { fields: ['applicant.kind'] });
  }
  if (draft.resultDelivery.method === 'post' && !procedure.postalReturn) {
    return reject('postal-return-not-offered', { fields: ['resultDelivery.method'] });
  }
  const opened = { draft, procedureVersion: procedure.version, ownerKey: applicantKey };
  if (command.type === 'create-draft') {
    return accept({
      type: 'draft-created',
      ...opened,
      ...(isVerified(context.actor, draft) && { emailVerified: true }),
    });
  }
  const dossierCode = context.dossierCode ?? '';
  return accept({ type: 'imported', ...opened, dossierCode, nationalCode: command.nationalCode });
}

/** Whether the address in the draft is the one that the caller's identity provider has verified; case tells none apart. */
function isVerified(actor: Actor, { applicant: { email } }: Opening['draft']): boolean {
  if (actor.kind !== 'citizen' || email === undefined) return false;
  return actor.verifiedEmail?.toLowerCase() === email.toLowerCase();
}
