import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documents } from '../../../functions/documents/tickets/documents.ts';
import { routes } from '../../../functions/documents/tickets/routes.ts';
import { transitions } from '../../../functions/dossiers/transitions/transitions.ts';
import { writeGenerations } from '../../../functions/figures/generation.ts';
import { attemptStore } from '../../../functions/payments/attempts.ts';
import { endpointStore } from '../../../functions/webhooks/endpoint-store.ts';
import { AS_SIGNED_IN, byToken } from '../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { type QueuedCommand, queuedCommandSchema } from '../../../shared/platform/queues/command-queue.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { findReplay } from '../../../shared/platform/table/idempotency.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { world } from '../../functions/webhooks/endpoints/world.ts';
import { ACTORS, DOSSIER_ID, PROCEDURE, REQUEST_PAPER, uuidOf } from '../dossier/world.ts';
import { conflict, DynamoServer, isWrite } from './dynamo-server.ts';
import { ATTACH, attempt, CREATE, HOLDER, storeOf } from './samples.ts';

let server: DynamoServer;
beforeEach(async () => {
  server = await new DynamoServer().start();
});
afterEach(() => server.stop());

const TIMES = 5;
/** The same request by several sandboxes at once: all others conflict with the first to write. */
function atOnce<T>(work: (index: number) => Promise<T>): Promise<T[]> {
  server.meets = TIMES - 1;
  return Promise.all(Array.from({ length: TIMES }, (_, n) => work(n)));
}
const logger = new Logger({ logLevel: 'SILENT' });

/** The API of documents over the server; each call is a sandbox of its own. */
function askForTicket(key: string, size = 1000, quotas?: Table['quotas']) {
  const table = { ...server.open(), quotas };
  const deps = {
    table,
    store: storeOf(table),
    procedures: { procedure: async () => PROCEDURE },
    tickets: { upload: async () => ({ url: 'https://bucket/', method: 'PUT', headers: {}, expiresAt: '' }) },
    logger,
  } as unknown as Parameters<typeof documents>[0];
  const verifyToken = async () => ACTORS.reception;
  const event = {
    httpMethod: 'POST',
    resource: routes.requestUpload.path,
    path: `/v1/dossiers/${DOSSIER_ID}/documents`,
    pathParameters: { dossierId: DOSSIER_ID },
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ ...REQUEST_PAPER, documentId: undefined, size }),
  } as unknown as APIGatewayProxyEvent;
  const handler = apiHandler(routes, documents(deps), { logger, admission: byToken(verifyToken, AS_SIGNED_IN) });
  return handler(event, {} as Context) as Promise<APIGatewayProxyResult>;
}

describe('the same request at once', () => {
  it('for an upload ticket gets one ticket', async () => {
    await storeOf(server.open()).execute(CREATE);
    const answers = await atOnce(() => askForTicket('k1'));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(TIMES).fill(201));
    expect(new Set(answers.map(({ body }) => JSON.parse(body).documentId)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers?.['Idempotency-Replayed'] === undefined)).toHaveLength(1);
  });

  it('does not exceed the quota; the next one does, and gets Retry-After', async () => {
    await storeOf(server.open()).execute(CREATE);
    // Asked at a counter, where ten times as many may be.
    const ask = (key: string) => askForTicket(key, 1000, { 'upload-tickets': 1 });
    for (let n = 0; n < 10; n += 1) expect((await ask(`n${n}`)).statusCode).toBe(201);
    const refused = await ask('one-too-many');
    expect([refused.statusCode, JSON.parse(refused.body)]).toMatchObject([
      429,
      { code: 'quota-reached', details: { quota: 'upload-tickets', limit: 10 } },
    ]);
    expect(Number(refused.headers?.['Retry-After'])).toBeGreaterThan(0);
    expect(Number(refused.headers?.['Retry-After'])).toBeLessThanOrEqual(3600);
    expect((await ask('n0')).statusCode).toBe(201);
  });

  it('with another body is rejected, in either order', async () => {
    await storeOf(server.open()).execute(CREATE);
    const answers = await atOnce((n) => askForTicket('k2', 1000 + n));
    const codes = answers.map(({ statusCode, body }) => `${statusCode} ${JSON.parse(body).code ?? ''}`.trim());
    expect(codes.toSorted()).toEqual(['201', ...Array(TIMES - 1).fill('422 idempotency-key-reused')]);
  });

  it('opens one dossier', async () => {
    const outcomes = await atOnce(() => storeOf(server.open()).execute(CREATE));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(new Set(outcomes.map((outcome) => JSON.stringify('answer' in outcome && outcome.answer))).size).toBe(1);
    expect(outcomes.filter((outcome) => 'replayed' in outcome && !outcome.replayed)).toHaveLength(1);
  });

  it('under If-Match changes a dossier once, with the same response for all', async () => {
    await storeOf(server.open()).execute(CREATE);
    const change = { ...ATTACH, expectedVersion: 1 };
    const outcomes = await atOnce(() => storeOf(server.open()).execute(change));
    expect(outcomes.map((outcome) => ('answer' in outcome ? outcome.answer.version : outcome.rejection.code))).toEqual(
      Array(TIMES).fill(2),
    );
  });

  it('different requests under one version: one is executed, the others get the current version', async () => {
    await storeOf(server.open()).execute(CREATE);
    const outcomes = await atOnce((n) => {
      const document = { ...REQUEST_PAPER, documentId: uuidOf(n) };
      const idempotency = { ...ATTACH.idempotency, key: `k${n}` };
      const command = { type: 'attach-document', document } as const;
      return storeOf(server.open()).execute({ ...ATTACH, command, idempotency, expectedVersion: 1 });
    });
    const lost = { ok: false, rejection: { code: 'version-conflict', details: { version: 2 } } };
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual(Array(TIMES - 1).fill(lost));
  });

  it('registers one endpoint', async () => {
    const sandboxes = Array.from({ length: TIMES }, () => world([], server.open()));
    const body = { url: 'https://agency.example.vn/hooks', description: 'x' };
    const answers = await atOnce((n) =>
      (sandboxes[n] as ReturnType<typeof world>).ask('POST', undefined, { body, key: 'k' }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(TIMES).fill(201));
    expect(new Set(answers.map((answer) => answer.body.endpointId)).size).toBe(1);
    expect(await endpointStore(server.open()).list('H50.12')).toHaveLength(1);
  });

  it('to rebuild figures is executed by one tool, and the other is rejected, even if identical', async () => {
    const was = { current: 1, last: 1 };
    const work = () => writeGenerations(server.open(), was, { current: 1, building: 2, last: 2 });
    const outcomes = await Promise.allSettled(Array.from({ length: TIMES }, work));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('opens one payment', async () => {
    const idempotency = { scope: 's', key: 'k', bodyHash: 'same' };
    const openings = await atOnce((n) =>
      attemptStore(server.open()).open({ ...attempt, reference: `R${n}` }, idempotency, undefined, HOLDER),
    );
    expect(openings.toSorted()).toEqual([...Array(TIMES - 1).fill('key-taken'), 'opened']);
    const winner = `R${openings.indexOf('opened')}`;
    expect(await findReplay(server.open(), idempotency)).toMatchObject({ answer: { reference: winner } });
  });
});

describe('a table that stays busy', () => {
  it('gives API callers 503 with Retry-After', async () => {
    await storeOf(server.open()).execute(CREATE);
    server.fault = (asked) => (isWrite(asked) ? conflict(asked) : undefined);
    const answer = await askForTicket('k3');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers?.['Retry-After']).toBe('1');
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'upstream-unavailable', status: 503 });
    server.fault = () => undefined;
    expect((await askForTicket('k3')).statusCode).toBe(201);
  });

  it('returns a queued command to its queue and parks nothing', async () => {
    const table = server.open();
    const parked: string[] = [];
    const handler = queueConsumer({
      schema: queuedCommandSchema,
      handle: transitions({ table, store: storeOf(table), province: 'quang-tri' }),
      deadLetters: { park: async (_, cause) => void parked.push(cause) },
      logger,
    });
    await storeOf(table).execute(CREATE);
    server.double.put({
      ...keys.document(DOSSIER_ID, REQUEST_PAPER.documentId),
      dossierId: DOSSIER_ID,
      document: REQUEST_PAPER,
      state: 'verified',
      versionId: 'v',
    });
    const command: QueuedCommand = {
      commandId: `attach:${REQUEST_PAPER.documentId}`,
      dossierId: DOSSIER_ID,
      from: 'document-verification',
      command: { type: 'attach-document', documentId: REQUEST_PAPER.documentId },
    };
    const attributes = { SenderId: 'AROAEXAMPLE:motcua-quang-tri-document-verification' };
    const event = { Records: [{ messageId: 'm1', body: JSON.stringify(command), attributes }] } as unknown as SQSEvent;
    const handle = () => handler(event, {} as Context) as Promise<SQSBatchResponse>;
    server.fault = (asked) => (isWrite(asked) ? conflict(asked) : undefined);
    expect(await handle()).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    server.fault = () => undefined;
    expect(await handle()).toEqual({ batchItemFailures: [] });
    expect(parked).toEqual([]);
    expect((await storeOf(table).load(DOSSIER_ID))?.documents).toHaveLength(1);
  });
});
