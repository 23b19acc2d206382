import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { catalogueApi } from '../../../functions/catalogue/catalogue.ts';
import { publishedCatalogue } from '../../../functions/catalogue/published.ts';
import { routes } from '../../../functions/catalogue/routes.ts';
import { seedCatalogue } from '../../../operate/seed/catalogue.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { cursors } from '../../../shared/platform/http/cursor.ts';
import { listsBy } from '../../../shared/platform/http/lists.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { FIXED_KEY } from '../../shared/platform/identity/fixed-key.ts';

type Row = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };
type Put = { readonly PutRequest: { readonly Item: Row } };
type Input = {
  readonly Key?: Row;
  readonly RequestItems?: { readonly table?: readonly Put[] | { readonly Keys: readonly Row[] } };
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
};

const idOf = ({ pk, sk }: Row) => `${pk} ${sk}`;

/** Rows by their keys, with what the catalogue and its seeding ask of the table. */
export class RowsTable {
  readonly rows = new Map<string, Row>();
  /** Requests that read, by operation. */
  readonly read: string[] = [];
  /** Keys of a batch that are given at once; the rest is left over. */
  given = 100;

  readonly table = {
    name: 'table',
    client: { send: async ({ input }: { input: Input }) => this.#answer(input) },
  } as unknown as Table;

  put(row: Row): void {
    this.rows.set(idOf(row), row);
  }

  #answer({ Key, RequestItems, ExpressionAttributeValues }: Input) {
    if (Array.isArray(RequestItems?.table)) {
      for (const { PutRequest } of RequestItems.table as readonly Put[]) this.put(PutRequest.Item);
      return {};
    }
    this.read.push(Key ? 'GetItem' : RequestItems ? 'BatchGetItem' : 'Query');
    if (Key) return { Item: this.rows.get(idOf(Key)) };
    if (RequestItems) {
      const { Keys } = RequestItems.table as { readonly Keys: readonly Row[] };
      const rest = Keys.slice(this.given);
      return {
        Responses: { table: Keys.slice(0, this.given).flatMap((key) => this.rows.get(idOf(key)) ?? []) },
        ...(rest.length > 0 && { UnprocessedKeys: { table: { Keys: rest } } }),
      };
    }
    const found = [...this.rows.values()].filter(({ pk }) => pk === ExpressionAttributeValues?.[':pk']);
    return { Items: found.sort((one, other) => (one.sk < other.sk ? 1 : -1)).slice(0, 1) };
  }
}

export const ABOUT = {
  name: 'Quảng Trị',
  type: 'province' as const,
  agencyId: 'H50',
  portalOrigins: ['https://motcua.example'],
  paymentProviders: ['platform'],
  carriers: ['vnpost'],
  noticeChannels: ['mail'],
};

/** The function on a table that holds a province's catalogue; its clock is the test's. */
export async function catalogueWorld(slug = 'quang-tri', seeded = true) {
  const store = new RowsTable();
  if (seeded) await seedCatalogue(store.table, slug, { emulator: true });
  store.read.length = 0;
  const now = { at: Date.parse('2026-11-28T02:00:00.000Z') };
  const clock = () => now.at;
  const published = publishedCatalogue(store.table, catalogue(store.table, clock));
  const handler = apiHandler(
    routes,
    catalogueApi({
      published,
      province: { ...ABOUT, code: '44', slug },
      clock: () => new Date(now.at).toISOString(),
    }),
    { logger: new Logger({ logLevel: 'SILENT' }), lists: listsBy(cursors(FIXED_KEY, clock)) },
  );

  /** Calls a route with its parameters. */
  async function get<N extends keyof typeof routes>(
    name: N,
    query: Readonly<Record<string, string>> = {},
    pathParameters: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    const { path } = routes[name];
    const event = { httpMethod: 'GET', resource: path, path, queryStringParameters: query, pathParameters, headers };
    const result = (await handler(event as unknown as APIGatewayProxyEvent, {} as Context)) as APIGatewayProxyResult;
    const body = JSON.parse(result.body || '{}') as z.output<(typeof routes)[N]['success']['body']>;
    return { status: result.statusCode, body, headers: result.headers ?? {} };
  }

  return { store, now, get };
}
