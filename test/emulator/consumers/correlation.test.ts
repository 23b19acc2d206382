import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readLog } from '../../../shared/platform/delivery/event-log.ts';
import { environment, eventually, stage, table } from '../kit.ts';
import { filed } from './kit.ts';
import { linesOf } from './traces.ts';

const ENDPOINTS = '/v1/webhook-endpoints';
const path = `w-${randomUUID().slice(0, 8)}`;
let endpointId = '';

beforeAll(async () => {
  const agency = await stage.as('phuong-dong-hoi');
  const url = `${environment.simulators.agency}/hooks/${path}`;
  const answer = await agency.must('POST', ENDPOINTS, { body: { url, description: 'Thử' } });
  endpointId = answer.endpointId as string;
  await stage.control('agency', 'endpoints', { path, secret: answer.secret });
});
afterAll(async () => {
  await (await stage.as('phuong-dong-hoi')).ask('DELETE', `${ENDPOINTS}/${endpointId}`);
});

type Delivered = { readonly endpoint: string; readonly eventId: string; readonly body: string };
type Received = Delivered & { readonly correlationId?: string };

/** Names of functions in whose log a line has the field, alone or among others. */
async function found(correlationId: string, since: number): Promise<readonly string[]> {
  const services = [
    'intake',
    'actions',
    'event-relay',
    'webhook-delivery',
    'national-portal-sync',
    'figures-projection',
  ];
  const lines = await Promise.all(services.map((name) => linesOf(`/motcua/${environment.province}/${name}`, since)));
  return services.filter((_, index) =>
    lines[index]?.some((text) => new RegExp(`"correlationId":"[^"]*${correlationId}`).test(text)),
  );
}

it('one id follows a request to the agency’s webhook, through every log between', async () => {
  const since = Date.now() - 5_000;
  const walk = await filed('birth', 'cong-dan-an');
  const correlationId = randomUUID();
  const clerk = await stage.as(walk.plan.reception.officer);
  const { version } = (await walk.timeline()).at(-1) as { version: number };
  const answer = await clerk.ask('POST', `/v1/dossiers/${walk.dossierId}/actions`, {
    body: walk.acceptance(),
    ifMatch: version,
    idempotencyKey: randomUUID(),
    headers: { 'x-correlation-id': correlationId },
  });
  expect(answer.status).toBe(200);

  const log = await readLog(table, walk.dossierId);
  const own = log.filter((event) => event.correlationId === correlationId);
  expect(own.map(({ type }) => type)).toContain('accepted');
  // What others asked for has an id of its own.
  expect(log.every((event) => event.correlationId !== undefined)).toBe(true);
  expect(log[0]?.correlationId).not.toBe(correlationId);

  const received: Received[] = [];
  await eventually('the agency is told', async () => {
    const { deliveries } = await stage.control<{ deliveries: readonly Received[] }>('agency', 'state');
    received.splice(
      0,
      received.length,
      ...deliveries.filter((one) => one.endpoint === path && one.eventId === `${walk.dossierId}:${own[0]?.version}`),
    );
    return received.length > 0;
  });
  expect(received[0]?.correlationId).toBe(correlationId);
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ correlationid: correlationId });

  const through = ['actions', 'event-relay', 'webhook-delivery', 'national-portal-sync', 'figures-projection'];
  await expect.poll(() => found(correlationId, since), { timeout: 20_000, interval: 500 }).toEqual(through);
});
