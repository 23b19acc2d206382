import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { evolve } from '../../../shared/dossier/evolve.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';
import { nationalCodes } from '../../../shared/procedure/national.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import type { Filing } from '../filings.ts';
import type { PortalDossier } from '../port.ts';

export type PortalDossierSources = {
  readonly catalogue: Pick<Catalogue, 'procedure' | 'newestProcedure' | 'agency'>;
  readonly filingOf: (nationalCode: string) => Promise<Filing | undefined>;
};

/**
 * The dossier for the portal at each version of its log, starting at 1.
 * @throws PermanentError `procedure-version-not-found`; `national-field-code-missing` while the catalogue has no `MaLinhVuc`:
 *   it is refused before anything is sent, because the portal requires one and our own name of a field means nothing there
 */
export async function portalDossiers(
  log: readonly RecordedEvent[],
  { catalogue, filingOf }: PortalDossierSources,
): Promise<(version: number) => PortalDossier> {
  const states = statesOf(log);
  const { procedureCode, procedureVersion, receivingAgency, nationalCode } = stateAt(states, log.length);
  const ids = [...new Set([receivingAgency, ...log.map((event) => event.after.agencyId)])];
  const [procedure, newest, filedWith, ...found] = await Promise.all([
    catalogue.procedure(procedureCode, procedureVersion),
    catalogue.newestProcedure(procedureCode),
    nationalCode === undefined ? undefined : filingOf(nationalCode),
    ...ids.map((id) => catalogue.agency(id)),
  ]);
  if (procedure === undefined) throw new PermanentError('procedure-version-not-found');
  const codes = nationalCodes(procedure, newest);
  if (codes.field === undefined) throw new PermanentError('national-field-code-missing');
  const agencies = new Map(ids.map((id, index) => [id, found[index]?.name.vi ?? id]));
  return (version) => ({
    dossier: stateAt(states, version),
    log: log.slice(0, version),
    procedure,
    codes,
    agencies,
    filedWith,
  });
}

/** The dossier after each version. */
function statesOf(log: readonly RecordedEvent[]): Dossier[] {
  const states: Dossier[] = [];
  for (const event of log) states.push(evolve(states.at(-1), event));
  return states;
}

function stateAt(states: readonly Dossier[], version: number): Dossier {
  const state = states[version - 1];
  if (state === undefined) throw new Error(`a log without version ${version}`);
  return state;
}
