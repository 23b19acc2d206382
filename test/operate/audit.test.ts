import type { CloudWatchLogsClient, PutLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { auditReading } from '../../operate/log/audit.ts';
import type { Context } from '../../operate/verb.ts';

const READING = { dossierId: '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b', reason: 'incident 2026-17' };

/** A province whose audit trail gives this response to an entry. */
function trail(answer: () => Promise<object>) {
  const lines: Record<string, unknown>[] = [];
  const send = async ({ input }: { input: PutLogEventsCommandInput }) => {
    if (input.logEvents === undefined) return {};
    lines.push(JSON.parse(input.logEvents[0]?.message ?? ''));
    return answer();
  };
  const logs = {
    config: { credentials: async () => ({ accessKeyId: 'AKIA1' }) },
    send,
  } as unknown as CloudWatchLogsClient;
  const context = { province: { slug: 'quang-tri' }, logs, clock: () => new Date() } as unknown as Context;
  return { lines, read: () => auditReading(context, READING) };
}

describe('the line of the audit trail', () => {
  it('says who read which dossier, and why', async () => {
    const { lines, read } = trail(async () => ({}));
    await read();
    expect(lines).toEqual([
      expect.objectContaining({ ...READING, audit: true, service: 'operate', accessKeyId: 'AKIA1' }),
    ]);
  });

  it('is an error when rejected, so that nothing is shown', async () => {
    await expect(trail(() => Promise.reject(new Error('away'))).read()).rejects.toThrow('away');
    const rejected = { rejectedLogEventsInfo: { expiredLogEventEndIndex: 0 } };
    await expect(trail(async () => rejected).read()).rejects.toThrow('audit trail');
  });
});
