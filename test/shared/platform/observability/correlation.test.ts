import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@aws-lambda-powertools/logger';
import type { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { correlationIdOf } from '../../../../shared/platform/http/headers.ts';
import { correlated, correlationId } from '../../../../shared/platform/observability/correlation.ts';
import { invocation } from '../../../../shared/platform/observability/invocation.ts';
import { createLogger } from '../../../../shared/platform/observability/log.ts';
import { askJson } from '../../../../shared/platform/partners/json.ts';
import { deadLetters } from '../../../../shared/platform/queues/dead-letters.ts';
import { laterOn } from '../../../../shared/platform/queues/delayed.ts';
import { PermanentError } from '../../../../shared/platform/queues/permanent.ts';
import { queueConsumer } from '../../../../shared/platform/queues/queue-consumer.ts';

const [A, B, C] = [1, 2, 3].map((n) => `7b1e4a52-6d0c-4f4e-9a3b-00000000000${n}`) as [string, string, string];

describe('the id that a caller brings', () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  it.each<[Record<string, string>, string | undefined]>([
    [{ 'x-correlation-id': A.toUpperCase() }, A],
    [{ 'x-correlation-id': ` ${A} `, traceparent: `00-${trace}-00f067aa0ba902b7-01` }, A],
    [{ traceparent: `00-${trace}-00f067aa0ba902b7-01` }, '4bf92f35-77b3-4da6-a3ce-929d0e0e4736'],
    [
      { 'x-correlation-id': 'Nguyễn Văn A', traceparent: `00-${trace}-00f067aa0ba902b7-01` },
      '4bf92f35-77b3-4da6-a3ce-929d0e0e4736',
    ],
    [{ traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` }, undefined],
    [{ traceparent: `00-${'x'.repeat(32)}-00f067aa0ba902b7-01` }, undefined],
    [{ 'x-correlation-id': `${A}-and-more` }, undefined],
    [{}, undefined],
  ])('%j is taken as %s', (headers, id) => {
    expect(correlationIdOf(headers)).toBe(id);
  });
});

describe('work', () => {
  it('goes on under the last of its ids, and under what it was called with when it has none', async () => {
    expect(correlationId()).toBeUndefined();
    await correlated([A], async () => {
      expect(await correlated([undefined], async () => correlationId())).toBe(A);
      expect(await correlated([B, C], async () => correlationId())).toBe(C);
      expect(correlationId()).toBe(A);
    });
  });

  it('that goes on side by side keeps its ids apart', async () => {
    const each = [A, B, C].map((id) =>
      correlated([id], async () => {
        await new Promise(setImmediate);
        return correlationId();
      }),
    );
    expect(await Promise.all(each)).toEqual([A, B, C]);
  });
});

describe('a line of the log', () => {
  afterEach(() => vi.restoreAllMocks());

  it('carries the id of what it is about, and that of an invocation all it has worked under', async () => {
    const lines: Record<string, unknown>[] = [];
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    for (const level of ['info', 'warn', 'error'] as const)
      vi.spyOn(console, level).mockImplementation((line: string) => void lines.push(JSON.parse(line)));
    const logger = createLogger('test');
    const run = invocation<unknown, void>('schedule', logger, async () => {
      await correlated([B], async () => logger.warn('one of them', { correlationIdea: 1 }));
    });
    await run({}, { awsRequestId: A } as Context);
    expect(lines).toMatchObject([
      { message: 'one of them', service: 'test', level: 'WARN', correlationId: B },
      { message: 'invocation', correlationId: `${A} ${B}` },
    ]);
  });
});

describe('a message', () => {
  const sent: SendMessageCommand['input'][] = [];
  const client = { send: async ({ input }: SendMessageCommand) => void sent.push(input) } as unknown as SQSClient;
  const attributeOf = () =>
    sent.splice(0).map(({ MessageAttributes }) => MessageAttributes?.correlationId?.StringValue);

  /** What each message of a batch is handled under, and what is parked with it. */
  async function under(...records: readonly { body: object; attribute?: string; messageId?: string }[]) {
    const seen: (string | undefined)[] = [];
    const logger = new Logger({ logLevel: 'SILENT' });
    const info = vi.spyOn(logger, 'info');
    const consume = queueConsumer({
      schema: z.object({ refuse: z.optional(z.boolean()), reach: z.optional(z.number()) }),
      logger,
      coalesceBy: ({ reach }) => reach,
      groupOf: ({ reach }) => (reach === undefined ? String(Math.random()) : 'one'),
      deadLetters: deadLetters(client, 'https://queue/dead'),
      handle: async ({ refuse }) => {
        seen.push(correlationId());
        if (refuse) throw new PermanentError('never');
      },
    });
    const Records = records.map(({ body, attribute, messageId = 'no-uuid' }, index) => ({
      messageId: messageId === 'no-uuid' ? `m${index}` : messageId,
      body: JSON.stringify(body),
      messageAttributes: attribute === undefined ? {} : { correlationId: { stringValue: attribute } },
    }));
    await consume({ Records } as unknown as SQSEvent, {} as Context);
    const [, facts] = info.mock.lastCall ?? [];
    return { seen, line: (facts as { correlationId?: string }).correlationId };
  }

  it('is worked on under what was sent with it, what its event says, or its own id', async () => {
    const event = { detail: { correlationid: B } };
    expect(await under({ body: event, attribute: A, messageId: C })).toEqual({ seen: [A], line: A });
    expect(await under({ body: event, messageId: C })).toEqual({ seen: [B], line: B });
    expect(await under({ body: {}, messageId: C })).toEqual({ seen: [C], line: C });
    expect(await under({ body: { detail: { correlationid: 'Nguyễn' } }, attribute: 'Văn', messageId: C })).toEqual({
      seen: [C],
      line: C,
    });
  });

  it('that stands for others names them all in the line', async () => {
    const told = await under({ body: { reach: 1 }, attribute: A }, { body: { reach: 2 }, attribute: B });
    expect(told).toEqual({ seen: [B], line: `${A} ${B}` });
  });

  it('keeps it among the dead letters, and when it is put back', async () => {
    await under({ body: { refuse: true }, attribute: A });
    await correlated([B], () => laterOn(client, 'https://queue/own')({ body: '{}', messageAttributes: {} }).again());
    expect(attributeOf()).toEqual([A, B]);
  });
});

it('a call to a partner carries it, and none where there is none', async () => {
  const heard: unknown[] = [];
  const server = createServer(({ headers }, response) => {
    heard.push(headers['x-correlation-id']);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const ask = () => askJson(url, { timeoutMs: 5_000 });
  await correlated([A], ask);
  await ask();
  server.close();
  expect(heard).toEqual([A, undefined]);
});
