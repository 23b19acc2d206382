import { Logger } from '@aws-lambda-powertools/logger';
import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { invocation } from '../../../../shared/platform/observability/invocation.ts';
import { PermanentError } from '../../../../shared/platform/queues/permanent.ts';
import { queueConsumer } from '../../../../shared/platform/queues/queue-consumer.ts';

const context = { awsRequestId: 'run-1' } as Context;

function listening() {
  const logger = new Logger({ logLevel: 'SILENT' });
  const info = vi.spyOn(logger, 'info');
  return { logger, lines: () => info.mock.calls.map(([message, facts]) => ({ message, ...(facts as object) })) };
}

describe('the line of an invocation', () => {
  it('says what was noted, and what failed: by its name, not by what it says', async () => {
    const { logger, lines } = listening();
    const handler = invocation<string, string>('schedule', logger, async (event, _, note) => {
      note({ records: 3 });
      if (event === 'fail') throw new RangeError('Nguyễn Văn A');
      note({ outcome: 'parked' });
      return event;
    });
    expect(await handler('well', context)).toBe('well');
    await expect(handler('fail', context)).rejects.toThrow(RangeError);
    const same = { message: 'invocation', invocation: 'schedule', invocationId: 'run-1', records: 3 };
    const ms = expect.any(Number);
    expect(lines()).toEqual([
      { ...same, cold: true, outcome: 'parked', ms },
      { ...same, outcome: 'failed', error: 'RangeError', ms },
    ]);
  });

  it('of a batch counts its messages, what came of them, and names the dossiers', async () => {
    const { logger, lines } = listening();
    const schema = z.strictObject({ dossierId: z.string(), name: z.string() });
    const consume = queueConsumer({
      schema,
      logger,
      coalesceBy: ({ name }) => (name === 'tell' ? 1 : undefined),
      groupOf: ({ dossierId }) => dossierId,
      deadLetters: { park: async () => {} },
      handle: async ({ name }, _, tally) => {
        if (name === 'refuse') throw new PermanentError('never');
        if (name === 'fail') throw Object.assign(new Error('not now'), { code: 'ECONNRESET' });
        tally('told');
      },
    });
    const batch = async (...bodies: readonly unknown[]) => {
      const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body: JSON.stringify(body) }));
      await consume({ Records } as SQSEvent, context);
      return lines().at(-1);
    };
    const of = (dossierId: string, name: string) => ({ dossierId, name });
    expect(await batch(of('a', 'tell'), of('a', 'tell'), of('b', 'tell'))).toMatchObject({
      ...{ invocation: 'queue', outcome: 'done', records: 3, succeeded: 3, failed: 0, parked: 0 },
      ...{ results: { told: 2 }, dossierIds: ['a', 'b'] },
    });
    expect(await batch(of('a', 'refuse'), { who: 'Nguyễn Văn A' }, of('b', 'tell'))).toMatchObject({
      ...{ outcome: 'parked', records: 3, succeeded: 1, failed: 0, parked: 2, results: { told: 1 } },
    });
    expect(await batch(of('a', 'refuse'), of('b', 'fail'), of('b', 'tell'))).toMatchObject({
      ...{ outcome: 'failed', records: 3, succeeded: 0, failed: 2, parked: 1, results: {} },
    });
    expect(JSON.stringify(lines())).not.toContain('Nguyễn');
  });
});
