import type { Draft } from '../../shared/dossier/commands.ts';
import type { DocumentOrigin } from '../../shared/dossier/values.ts';
import { BEHAVIOUR_RATES } from './behaviour-rates.ts';
import { drawApplicant, drawDelivery, filerFor } from './people.ts';
import type { Act, Scenario, SimulatedDossier } from './simulated-dossier.ts';

/** Bytes and hash of a document: the simulation has no files. */
const PAPER = { contentType: 'application/pdf', size: 120_000, sha256: 'c'.repeat(64) } as const;

/** A verified file, as the verification of documents records it. */
export function attach(
  simulated: SimulatedDossier,
  component: string,
  kind: 'component' | 'result',
  at: number,
  origin?: DocumentOrigin,
): Act {
  const document = {
    documentId: simulated.id(),
    component,
    kind,
    fileName: `${component}.pdf`,
    ...PAPER,
    ...(origin && { origin }),
  };
  return { at, actor: simulated.system, command: { type: 'attach-document', document } };
}

/** Arrival of the dossier: from the national portal, from the province's own portal, at reception or by post. */
export function* arrive(simulated: SimulatedDossier): Scenario {
  const { procedure, channel, reception, world, chance, arrivesAt } = simulated;
  const { agency } = reception;
  const applicant = drawApplicant(chance, procedure);
  const resultDelivery = drawDelivery(chance, procedure, channel, applicant, world.provinceCode);
  const draft: Draft = {
    procedureCode: procedure.procedureCode,
    receivingAgency: agency.agencyId,
    channel,
    applicant,
    resultDelivery,
    language: 'vi',
  };
  if (channel === 'online' && chance.happens(BEHAVIOUR_RATES.fromNationalPortal)) {
    const nationalCode = `G22.99-${String(simulated.index + 1).padStart(7, '0')}`;
    const command = { type: 'import-dossier', draft, nationalCode } as const;
    yield { at: arrivesAt, actor: simulated.system, command, agency };
    yield* papers(simulated);
    return;
  }
  const actor = channel === 'online' ? simulated.citizen : chance.pick(reception.people.reception);
  const filed = channel === 'online' ? draft : readTwice({ ...draft, ...filerFor(simulated.index, applicant) });
  yield { at: arrivesAt, actor, command: { type: 'create-draft', draft: filed }, agency };
  if (channel === 'online') yield* papers(simulated);
  yield { at: simulated.now, actor, command: { type: 'submit' } };
}

/** The officer reads everybody's paper a second time. */
const readTwice = (draft: Draft): Draft => ({
  ...draft,
  secondReading: {
    applicant: { name: draft.applicant.name, number: draft.applicant.identity.number },
    ...(draft.filer && { filer: { name: draft.filer.name, number: draft.filer.identity.number } }),
  },
});

function* papers(simulated: SimulatedDossier): Scenario {
  for (const { component, required } of simulated.procedure.components) {
    if (required || simulated.chance.happens(0.25)) {
      yield attach(simulated, component, 'component', simulated.now + simulated.chance.int(500, 4000));
    }
  }
}
