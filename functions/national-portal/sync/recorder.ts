import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import { dossierRecord } from '../contract/dossier-record.ts';
import type { AgencyNames } from '../contract/progress.ts';
import type { DossierRecord } from '../contract/records.ts';
import type { Filing } from '../filings.ts';

export type RecorderSources = {
  readonly catalogue: Pick<Catalogue, 'procedure' | 'agency'>;
  readonly filingOf: (nationalCode: string) => Promise<Filing | undefined>;
};

export type Recorder = {
  /** As the whole log leaves it. */
  readonly dossier: Dossier;
  readonly agencies: AgencyNames;
  /** For a dossier filed at the portal. */
  readonly filing: Filing | undefined;
  /** The record as it was after a version of the log, from 1. */
  readonly recordAt: (version: number) => DossierRecord;
};

/** What the portal is to be told of a dossier at each version of its log. @throws PermanentError */
export async function recorder(
  log: readonly RecordedEvent[],
  { catalogue, filingOf }: RecorderSources,
): Promise<Recorder> {
  const states = statesOf(log);
  const dossier = after(states, log.length);
  const { procedureCode, procedureVersion, receivingAgency, nationalCode } = dossier;
  const ids = [...new Set([receivingAgency, ...log.map((event) => event.after.agencyId)])];
  const [procedure, filing, ...found] = await Promise.all([
    catalogue.procedure(procedureCode, procedureVersion),
    nationalCode === undefined ? undefined : filingOf(nationalCode),
    ...ids.map((id) => catalogue.agency(id)),
  ]);
  if (procedure === undefined) throw new PermanentError('procedure-version-not-found');
  const agencies = new Map(ids.map((id, index) => [id, found[index]?.name.vi ?? id]));
  const recordAt = (version: number): DossierRecord => {
    const until = log.slice(0, version);
    return dossierRecord({ dossier: after(states, version), log: until, procedure, agencies, filedWith: filing });
  };
  return { dossier, agencies, filing, recordAt };
}

/** The dossier after each version. */
function statesOf(log: readonly RecordedEvent[]): Dossier[] {
  const states: Dossier[] = [];
  for (const event of log) states.push(evolve(states.at(-1), event));
  return states;
}

function after(states: readonly Dossier[], version: number): Dossier {
  const state = states[version - 1];
  if (state === undefined) throw new Error(`a log without version ${version}`);
  return state;
}
