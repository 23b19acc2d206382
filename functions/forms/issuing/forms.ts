import type { Logger } from '@aws-lambda-powertools/logger';
import type { Filed } from '../../../shared/dossier/declared.ts';
import type { IssuedForm } from '../../../shared/dossier/issued-form.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { inForce } from '../../../shared/dossier/successions.ts';
import type { ChangeNotification } from '../../../shared/platform/delivery/change-notification.ts';
import type { CommandQueue } from '../../../shared/platform/queues/command-queue.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import { stableId } from '../../../shared/platform/queues/stable-id.ts';
import type { Answers } from '../../../shared/procedure/declaration/answers.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import type { Numbered } from '../../../shared/record/form-rows.ts';
import { wallClock } from '../../../shared/text/vietnamese.ts';
import type { FormAdapter } from '../adapters/form.ts';
import { type DossierForm, FORMS, issuerOf } from '../adapters/registry.ts';
import type { Case } from '../content/case.ts';
import { formsOfEvent } from './forms-of-event.ts';
import { type Issuing, issue } from './issue.ts';
import { namesFor, type ProvinceLetterhead } from './names.ts';
import { type ReadLog, stateAtVersion } from './replay.ts';

export type Forms = Issuing & {
  readonly loadDossier: (dossierId: string) => Promise<Dossier | undefined>;
  readonly readLog: ReadLog;
  readonly catalogue: Pick<Catalogue, 'procedure' | 'agency' | 'successions'>;
  readonly letterhead: ProvinceLetterhead;
  /** The form's number in the register of the agency that issues it. */
  readonly number: (form: Numbered) => Promise<number>;
  /**
   * Answers of a declaration.
   * @throws DeclarationDiffersError when they are not those that the log has recorded
   */
  readonly answers: (dossierId: string, filed: Filed) => Promise<Answers>;
  /** Stores the metadata of the file, for the function that sends the command to the dossier. */
  readonly keep: (dossierId: string, issued: IssuedForm) => Promise<void>;
  readonly commands: CommandQueue;
  readonly logger: Logger;
};

/** Deterministic id per form and event: a repetition yields the same file and command. */
export const formIdOf = (dossierId: string, version: number, form: string): string =>
  stableId('form', dossierId, String(version), form);

/**
 * Creates the forms triggered by one event, stores them and has them recorded. They show the dossier after that event, so a
 * late or repeated run gives the same bytes; only the signature depends on the time of signing.
 */
export function forms(deps: Forms): (notification: ChangeNotification) => Promise<void> {
  const { catalogue, logger } = deps;

  /** A paper that no agency numbers stays without a number. */
  async function numbered(form: DossierForm, of: Case, documentId: string): Promise<DossierForm> {
    const { symbol }: FormAdapter = FORMS[form.form];
    if (symbol === undefined) return form;
    const agencyId = form.reissued?.agencyId ?? issuerOf(form.form, of);
    const { year } = wallClock(form.at);
    const number = await deps.number({ dossierId: of.dossier.dossierId, documentId, agencyId, year });
    return { ...form, number: `${number}/${symbol}` };
  }

  async function formsOf(dossierId: string, version: number) {
    const { dossier, event, before } = await stateAtVersion(deps.readLog, dossierId, version);
    const procedure = await catalogue.procedure(dossier.procedureCode, dossier.procedureVersion);
    if (procedure === undefined) throw new PermanentError('procedure-unknown');
    const successions = await catalogue.successions();
    const names = await namesFor(dossier, catalogue.agency, deps.letterhead, (agencyId) =>
      inForce(agencyId, successions, event.occurredAt),
    );
    const filed = event.type === 'submitted' || event.type === 'supplemented' ? event.declaration : undefined;
    const of = { dossier, procedure, names, answers: filed && (await deps.answers(dossierId, filed)) };
    return { of, due: formsOfEvent(of, event, before) };
  }

  async function make(of: Case, version: number, due: DossierForm): Promise<void> {
    const { dossierId } = of.dossier;
    const documentId = formIdOf(dossierId, version, due.form);
    const form = await numbered(due, of, documentId);
    const file = await issue(deps, form, { dossierId, documentId }, `${form.form}-${form.dossierCode}.pdf`);
    const { forApplicant } = FORMS[form.form];
    const component = form.form === 'declaration' ? of.dossier.declaration?.filed?.component : undefined;
    const about = { form: form.form, forApplicant, ofVersion: version, documentId };
    await deps.keep(dossierId, { ...about, ...(component !== undefined && { component }), ...file });
    await deps.commands.send({
      commandId: `form:${documentId}`,
      dossierId,
      from: 'forms',
      command: { type: 'record-form', documentId },
    });
    logger.info('form made', { dossierId, version, form: form.form, documentId, signed: file.signed });
  }

  return async ({ dossierId, version }) => {
    if (version === undefined) throw new PermanentError('no-event-named');
    const now = await deps.loadDossier(dossierId);
    if (now === undefined) throw new PermanentError('dossier-not-found');
    const recorded = new Set(now.forms.filter(({ ofVersion }) => ofVersion === version).map(({ form }) => form));
    const { of, due } = await formsOf(dossierId, version);
    for (const form of due) {
      if (!recorded.has(form.form)) await make(of, version, form);
    }
  };
}
