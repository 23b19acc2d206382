import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { attemptLog, attemptPages } from '../../../../functions/webhooks/attempt-log.ts';
import { endpointStore } from '../../../../functions/webhooks/endpoint-store.ts';
import { routes } from '../../../../functions/webhooks/endpoints/routes.ts';
import { type WebhookEndpoints, webhookEndpoints } from '../../../../functions/webhooks/endpoints/webhook-endpoints.ts';
import { receiverGuard } from '../../../../functions/webhooks/receiver-guard.ts';
import { webhookSender } from '../../../../functions/webhooks/sender.ts';
import { signingSecrets } from '../../../../functions/webhooks/signing-secrets.ts';
import type { Actor } from '../../../../shared/dossier/actor.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { AS_SIGNED_IN, byToken } from '../../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../../shared/platform/http/api.ts';
import { cursors } from '../../../../shared/platform/http/cursor.ts';
import { listsBy } from '../../../../shared/platform/http/lists.ts';
import { UnauthenticatedError } from '../../../../shared/platform/identity/verify-token.ts';
import { findReplay } from '../../../../shared/platform/table/idempotency.ts';
import type { Table } from '../../../../shared/platform/table/table.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { FIXED_KEY } from '../../../shared/platform/identity/fixed-key.ts';
import { SecretsDouble } from './secrets-double.ts';

const partner = (subject: string, agencyId: string, scopes = ['webhooks.manage']) => ({
  kind: 'partner' as const,
  subject,
  agencyId,
  scopes,
});
const TOKENS: Record<string, Actor> = {
  department: partner('system-department', 'H50.12'),
  successor: { ...partner('system-successor', 'H50.14'), actsFor: ['H50.12'] },
  commune: partner('system-commune', 'H50.40'),
  reader: partner('system-reader', 'H50.12', ['dossiers.read']),
  officer: { kind: 'officer', subject: 'o1', roles: [{ agencyId: 'H50.12', role: 'administrator' }] },
  citizen: { kind: 'citizen', subject: 'c1', ownerKey: 'key' },
};

type Asked = { as?: string; body?: unknown; key?: string; query?: Record<string, string> };

/** The API of webhook endpoints with in-memory table and secrets; only the receiver is reached over a network. */
export function world(privateHosts: string[] = [], over?: Table) {
  const table = new TableDouble();
  const rows = over ?? table.table;
  const secrets = new SecretsDouble();
  const now = { at: Date.parse('2026-11-20T03:00:00.000Z') };
  const clock = () => new Date(now.at);
  const dossiers = new Map<string, Pick<Dossier, 'agencies' | 'status'>>();
  const rewound: unknown[] = [];
  const caughtUp: string[] = [];
  const guard = receiverGuard(privateHosts, async () => [{ address: '113.160.1.10', family: 4 }]);
  const attempts = { ...attemptLog(rows), ...attemptPages(rows) };
  const logger = new Logger({ logLevel: 'SILENT' });
  const deps: WebhookEndpoints = {
    province: 'quang-tri',
    endpoints: endpointStore(rows),
    attempts,
    secrets: signingSecrets(secrets.client, 'motcua/quang-tri'),
    guard,
    sender: webhookSender(guard, { timeoutMs: 3_000 }),
    findReplay: (idempotency) => findReplay(rows, idempotency),
    loadDossier: async (dossierId) => dossiers.get(dossierId) as Dossier | undefined,
    rewind: async ({ endpointId }, dossierId, fromVersion) => {
      rewound.push({ endpointId, dossierId, fromVersion });
    },
    catchUp: async ({ endpointId }) => {
      caughtUp.push(endpointId);
    },
    clock,
  };
  const verifyToken = async (authorization: string | undefined) => {
    const actor = TOKENS[authorization ?? ''];
    if (actor === undefined) throw new UnauthenticatedError('unknown');
    return actor;
  };
  const handler = apiHandler(routes, webhookEndpoints(deps), {
    logger,
    admission: byToken(verifyToken, AS_SIGNED_IN),
    lists: listsBy(cursors(FIXED_KEY, () => now.at)),
  });
  let keys = 0;

  /** `POST /v1/webhook-endpoints/{endpointId}/test` is called as `ask('POST /test', id)`. */
  async function ask(what: string, endpointId?: string, { as = 'department', body, key, query }: Asked = {}) {
    const [method = '', rest = ''] = what.split(' ');
    const one = endpointId === undefined ? '' : '/{endpointId}';
    const event = {
      httpMethod: method,
      resource: `/v1/webhook-endpoints${one}${rest}`,
      path: `/v1/webhook-endpoints${endpointId === undefined ? '' : `/${endpointId}`}${rest}`,
      headers: {
        authorization: as,
        'content-type': 'application/json',
        'accept-language': 'en',
        'idempotency-key': key ?? `key-${++keys}`,
      },
      pathParameters: endpointId === undefined ? null : { endpointId },
      queryStringParameters: query ?? null,
      body: body === undefined ? null : JSON.stringify(body),
    } as unknown as APIGatewayProxyEvent;
    const result = (await handler(event, {} as Context)) as APIGatewayProxyResult;
    return {
      status: result.statusCode,
      headers: result.headers,
      body: result.body ? JSON.parse(result.body) : undefined,
    };
  }

  const register = async (url = 'https://agency.example.vn/hooks', asked: Asked = {}) =>
    (await ask('POST', undefined, { body: { url, description: 'Hệ thống một cửa' }, ...asked })).body;

  return { ask, register, table, secrets, now, dossiers, rewound, caughtUp, deps };
}
