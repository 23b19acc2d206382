import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Walk } from '../../../local/demo/walk.ts';
import { linesOf } from '../consumers/traces.ts';
import { environment, eventually } from '../kit.ts';
import { type Caller, clientOf, type IMPOSTORS } from './callers.ts';
import { pathOf, routeOf } from './declared.ts';
import { filed, inProcessing } from './world.ts';

type Line = Readonly<Record<string, unknown>>;

/** Calls a route; the line that the call left in the log of its function. */
async function lineOf(
  name: string,
  who: Caller | keyof typeof IMPOSTORS,
  parts: { params?: Record<string, string>; query?: Record<string, string>; body?: unknown } = {},
): Promise<Line & { readonly answered: Record<string, unknown> }> {
  const correlationId = randomUUID();
  // Other files fill the same log; a clock of the log's may be a little behind ours.
  const since = Date.now() - 5_000;
  const api = await clientOf(who);
  const { body, ...path } = parts;
  const answer = await api.ask(routeOf(name).method, pathOf(name, path), {
    ...(body !== undefined && { body }),
    headers: { 'x-correlation-id': correlationId },
  });
  const owner = name.split('.')[0];
  let line: Line | undefined;
  await eventually(`a line about ${name}`, async () => {
    const lines = await linesOf(`/motcua/${environment.province}/${owner}`, since);
    const own = lines.filter((text) => text.includes(correlationId) && text.includes('"message":"invocation"'));
    line = own[0] === undefined ? undefined : (JSON.parse(own[0]) as Line);
    return line !== undefined;
  });
  expect(line?.status).toBe(answer.status);
  return { ...line, answered: answer.body };
}

const subjectOf = async (who: Caller) => decodeJwt((await clientOf(who)).token ?? '').sub;

describe('what a read leaves in the log', () => {
  let walk: Walk;
  let dossierId = '';
  beforeAll(async () => {
    walk = await inProcessing();
    dossierId = walk.dossierId;
  });

  it.each<[string, Caller]>([
    ['dossier-reading.readDossier', 'owner'],
    ['intake.readTimeline', 'system, dossiers.read'],
    ['documents.listDocuments', 'handler'],
  ])('%s: who read which dossier', async (name, who) => {
    const line = await lineOf(name, who, { params: { dossierId } });
    expect(line).toMatchObject({ audit: true, dossierId, subject: await subjectOf(who), status: 200 });
    expect(line.requestId).toEqual(expect.any(String));
  });

  it.each<[string, Caller, number]>([
    ['dossier-reading.readDossier', 'other citizen', 404],
    ['documents.listDocuments', 'foreign handler', 404],
    ['intake.readTimeline', 'system of a ministry', 403],
    ['dossier-reading.readDossier', 'administrator of another province', 403],
    ['payments.startPayment', 'other citizen', 404],
  ])('%s by %s: who was refused, and at which dossier', async (name, who, status) => {
    const body = name.startsWith('payments') ? { provider: 'vnpay' } : undefined;
    const line = await lineOf(name, who, { params: { dossierId }, ...(body && { body }) });
    expect(line).toMatchObject({ audit: true, dossierId, subject: await subjectOf(who), status });
  });

  it('without a token: at which dossier', async () => {
    const line = await lineOf('dossier-reading.readDossier', 'no token', { params: { dossierId } });
    expect(line).toMatchObject({ audit: true, dossierId, status: 401 });
  });

  it('a list: every dossier that was shown', async () => {
    await filed();
    for (const [name, who, query] of [
      ['intake.listDossiers', 'owner', { limit: '5' }],
      ['office.readInbox', 'handler', { agencyId: 'H50.20', limit: '5' }],
    ] as const) {
      const line = await lineOf(name, who, { query });
      const shown = (line.answered.items as { dossierId: string }[]).map((item) => item.dossierId);
      expect(shown.length).toBeGreaterThan(0);
      expect(line).toMatchObject({ audit: true, subject: await subjectOf(who), dossierIds: shown });
    }
  });

  it('a register, and an inbox that is not theirs: of which agency', async () => {
    const register = { params: { agencyId: 'H50.20.1', day: '2021-05-04' } };
    expect(await lineOf('documents.readRegister', 'reception', register)).toMatchObject({
      ...{ audit: true, agencyId: 'H50.20.1', day: '2021-05-04', status: 200 },
    });
    const inbox = await lineOf('office.readInbox', 'foreign handler', { query: { agencyId: 'H50.20' } });
    expect(inbox).toMatchObject({ audit: true, agencyId: 'H50.20', status: 403, code: 'forbidden' });
  });
});
