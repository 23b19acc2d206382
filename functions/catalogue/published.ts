import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Calendar } from '../../shared/calendar/schema.ts';
import { type BackOff, doubling, sleep, waitBefore } from '../../shared/platform/back-off.ts';
import { type Key, keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import type { Agency, Procedure } from '../../shared/procedure/schema.ts';
import type { Catalogue } from '../../shared/record/catalogue.ts';
import type { Edition } from '../../shared/record/edition.ts';
import type { SearchIndex } from './search/index.ts';
import { indexOfAgencies, indexOfProcedures } from './search/of-procedures.ts';

/** The whole catalogue in memory, ready to be searched. */
export type Published = {
  readonly edition: Edition;
  /** By name, as Vietnamese dictionaries order. */
  readonly procedures: ReadonlyMap<string, Procedure>;
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly procedureIndex: SearchIndex;
  readonly agencyIndex: SearchIndex;
};

export type PublishedCatalogue = {
  /** At most a minute old. Undefined: the table was never seeded. One request each minute; more only for a new edition. */
  read(): Promise<(Published & { readonly calendar: Calendar | undefined }) | undefined>;
};

/** Most keys of one batch (DynamoDB API Reference, BatchGetItem). */
const BATCH = 100;
const BACK_OFF: BackOff = { ceilings: doubling(20, 400), certain: 0.5 };
const MOST_TRIES = 8;

/** A batch whose rest the table did not give, however often it was asked. */
export class CatalogueUnreadableError extends Error {
  override readonly name = 'CatalogueUnreadableError';
}

/**
 * The province's catalogue as it is in force. A version of a procedure never changes and is read once; agencies are read again
 * with each edition. @throws CatalogueUnreadableError
 */
export function publishedCatalogue(
  table: Table,
  { edition, calendar }: Pick<Catalogue, 'edition' | 'calendar'>,
): PublishedCatalogue {
  const versions = new Map<string, Procedure>();
  let held: Published | undefined;

  async function publish(newest: Edition): Promise<Published> {
    const missing = newest.procedures.filter(({ code, version }) => !versions.has(`${code} ${version}`));
    const rows = await readRows(table, [
      ...missing.map(({ code, version }) => keys.procedure(code, version)),
      ...newest.agencies.map(keys.agency),
    ]);
    for (const { procedure } of rows as readonly { procedure?: Procedure }[]) {
      if (procedure) versions.set(`${procedure.procedureCode} ${procedure.version}`, procedure);
    }
    const procedures = newest.procedures.flatMap(({ code, version }) => versions.get(`${code} ${version}`) ?? []);
    const agencies = (rows as readonly { agency?: Agency }[]).flatMap(({ agency }) => agency ?? []);
    return {
      edition: newest,
      procedures: new Map(inOrder(procedures).map((procedure) => [procedure.procedureCode, procedure])),
      agencies: new Map(inOrder(agencies).map((agency) => [agency.agencyId, agency])),
      procedureIndex: indexOfProcedures(procedures),
      agencyIndex: indexOfAgencies(agencies),
    };
  }

  return {
    async read() {
      const [newest, inForce] = await Promise.all([edition(), calendar()]);
      if (newest === undefined) return undefined;
      if (held === undefined || newest.id !== held.edition.id) held = await publish(newest);
      return { ...held, edition: newest, calendar: inForce };
    },
  };
}

function inOrder<T extends { readonly name: { readonly vi: string } }>(things: readonly T[]): readonly T[] {
  const { compare } = new Intl.Collator('vi');
  return things.toSorted((one, other) => compare(one.name.vi, other.name.vi));
}

async function readRows({ client, name }: Table, wanted: readonly Key[]): Promise<readonly object[]> {
  const rows: object[] = [];
  let left: readonly Record<string, unknown>[] = wanted;
  for (let tries = 0; left.length > 0; ) {
    const batch = left.slice(0, BATCH);
    const answer = await client.send(new BatchGetCommand({ RequestItems: { [name]: { Keys: [...batch] } } }));
    rows.push(...(answer.Responses?.[name] ?? []));
    const rest = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    if (rest.length === batch.length) {
      tries += 1;
      if (tries === MOST_TRIES) throw new CatalogueUnreadableError(`${left.length} rows were not given`);
      await sleep(waitBefore(tries, BACK_OFF));
    }
    left = [...rest, ...left.slice(BATCH)];
  }
  return rows;
}
