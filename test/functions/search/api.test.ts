import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { routes } from '../../../functions/search/reading/routes.ts';
import { byToken } from '../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { cursors } from '../../../shared/platform/http/cursor.ts';
import { listsBy } from '../../../shared/platform/http/lists.ts';
import { inProcessing, uuidOf } from '../../shared/dossier/world.ts';
import { FIXED_KEY } from '../../shared/platform/identity/fixed-key.ts';
import { officer, SearchWorld } from './world.ts';

const world = new SearchWorld();
const handler = apiHandler(routes, world.handlers, {
  logger: new Logger({ logLevel: 'SILENT' }),
  admission: byToken(
    async () => officer('H50', 'approver'),
    async (caller) => caller,
  ),
  lists: listsBy(cursors(FIXED_KEY)),
});

async function ask(criteria: object, query: Readonly<Record<string, string>> = {}) {
  const event = {
    httpMethod: 'POST',
    resource: routes.searchDossiers.path,
    path: routes.searchDossiers.path,
    headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
    queryStringParameters: query,
    body: JSON.stringify({ agencyId: 'H50', ...criteria }),
  } as unknown as APIGatewayProxyEvent;
  const { statusCode, body } = (await handler(event, {} as Context)) as APIGatewayProxyResult;
  return { status: statusCode, body: JSON.parse(body) };
}

it('a page leads to the next of the same criteria, and of no others', async () => {
  for (const n of [1, 2, 3]) await world.add({ ...inProcessing().state, dossierId: uuidOf(n) });
  const first = await ask({}, { limit: '2' });
  expect([first.status, first.body.items?.length, first.body.more]).toEqual([200, 2, false]);
  const cursor = first.body.next;
  const second = await ask({}, { limit: '2', cursor });
  expect([second.body.items.length, second.body.next]).toEqual([1, undefined]);
  const other = await ask({ status: 'in-processing' }, { limit: '2', cursor });
  expect([other.status, other.body.errors]).toMatchObject([400, [{ field: 'query.cursor', rule: 'cursor' }]]);
});
