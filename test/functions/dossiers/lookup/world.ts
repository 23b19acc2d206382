import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { Kiosks } from '../../../../functions/dossiers/lookup/kiosks.ts';
import { lookup } from '../../../../functions/dossiers/lookup/lookup.ts';
import { counterNames, rateLimiter } from '../../../../functions/dossiers/lookup/rate-limit.ts';
import { routes } from '../../../../functions/dossiers/lookup/routes.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { apiHandler } from '../../../../shared/platform/http/api.ts';
import { atLastStep, CALENDAR, completed, PROCEDURE } from '../../../shared/dossier/world.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { FIXED_KEY, fixedOwnerKeys } from '../../../shared/platform/identity/fixed-key.ts';
import { NAMED } from '../next/world.ts';

export const CODE = 'H50.1-261120-0001';
export const FIRM_CODE = 'H50.1-261120-0002';
export const DOSSIER = '018f2f3e-7a0b-7c3d-8e4f-5a6b7c8d9e0f';
const FIRM = '018f2f3e-7a0b-7c3d-8e4f-5a6b7c8d9e00';
export const PERSON = '045190000123';
export const PERSONS_KEY = await fixedOwnerKeys({ kind: 'citizen', identifier: PERSON });
const FIRMS_KEY = await fixedOwnerKeys({ kind: 'organisation', identifier: '0100109106' });
export const counterName = counterNames(FIXED_KEY);

export const HALL = '113.160.9.9';

export function world(kiosks: Kiosks = []) {
  const table = new TableDouble();
  const reads: string[] = [];
  const counted: string[] = [];
  const now = { at: Date.parse('2026-11-20T03:00:00.000Z') };
  const dossiers: Record<string, Dossier> = {
    [DOSSIER]: { ...atLastStep().state, ownerKey: PERSONS_KEY },
    [FIRM]: {
      ...completed().must('reception', { type: 'return-result', method: 'counter' }).state,
      ownerKey: FIRMS_KEY,
    },
  };
  const handlers = lookup({
    limiter: rateLimiter(table.table, () => now.at),
    counterName,
    callerAddress: async ({ sourceIp }) => sourceIp,
    ownerKeys: fixedOwnerKeys,
    findCode: async (code) => {
      reads.push('code');
      return { [CODE]: DOSSIER, [FIRM_CODE]: FIRM }[code];
    },
    loadDossier: async (dossierId) => {
      reads.push('snapshot');
      return dossiers[dossierId];
    },
    count: (metric) => counted.push(metric),
    procedures: {
      procedure: async () => {
        reads.push('procedure');
        return PROCEDURE;
      },
      calendar: async () => CALENDAR,
      directory: async () => NAMED,
    },
    kiosks,
    clock: () => new Date(now.at),
  });
  const handler = apiHandler(routes, handlers, { logger: new Logger({ logLevel: 'SILENT' }) });

  async function ask(body: unknown, { ip = '113.160.1.10', language = 'vi' } = {}) {
    const event = {
      httpMethod: 'POST',
      resource: '/v1/lookup',
      path: '/v1/lookup',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify(body),
      requestContext: { identity: { sourceIp: ip } },
    } as unknown as APIGatewayProxyEvent;
    const result = (await handler(event, {} as Context)) as APIGatewayProxyResult;
    return { status: result.statusCode, headers: result.headers ?? {}, body: JSON.parse(result.body) };
  }
  return { ask, reads, now, table, counted, dossiers };
}
