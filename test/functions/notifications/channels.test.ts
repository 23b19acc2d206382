import { describe, expect, it } from 'vitest';
import type { Channel, Recipient } from '../../../functions/notifications/channels/channel.ts';
import { ChannelThrottledError } from '../../../functions/notifications/channels/channel.ts';
import type { Notice } from '../../../functions/notifications/notice.ts';
import { ACCEPTED, office, world } from './notices/world.ts';

/** A possible second channel: text messages to the applicant's telephone. */
function textMessages() {
  const sent: { to: string; notice: Notice }[] = [];
  const service = { fails: undefined as Error | undefined };
  const channel: Channel = {
    addressOf: (recipient: Recipient) =>
      recipient.kind === 'applicant' ? (recipient.dossier.applicant.phone ?? '0912345678') : undefined,
    async send(_, to, notice) {
      if (service.fails !== undefined) throw service.fails;
      sent.push({ to, notice });
      return { state: 'sent', messageId: `sms-${sent.length}` };
    },
  };
  return { sent, service, channel };
}

describe('two channels', () => {
  it('send one event’s notice each, exactly once', async () => {
    const sms = textMessages();
    const w = world({ others: { sms: sms.channel } });
    w.add(3, ACCEPTED);
    await w.tell(3);
    await w.tell(3);
    expect([w.sent.length, sms.sent.length]).toEqual([1, 1]);
    expect([w.row(3), w.row(3, 'sms')]).toMatchObject([
      { notice: 'sent', messageId: 'ses-1' },
      { notice: 'sent', messageId: 'sms-1' },
    ]);
    const [told] = sms.sent;
    expect(told?.notice.sentences.join(' ')).toContain('17:00 04/12/2026');
    // Greeting, closing and markup belong to the e-mail format.
    expect(JSON.stringify(told)).not.toMatch(/Kính gửi|Thư này|</);
  });

  it('do not wait for each other: only the throttled one is retried', async () => {
    const sms = textMessages();
    const w = world({ others: { sms: sms.channel } });
    w.add(3, ACCEPTED);
    w.ses.fails = Object.assign(new Error(), { name: 'TooManyRequestsException' });
    await w.tell(3, 0);
    expect([w.sent.length, sms.sent.length, w.postponed]).toEqual([0, 1, [0]]);
    w.ses.fails = undefined;
    await w.tell(3, 1);
    expect([w.sent.length, sms.sent.length]).toEqual([1, 1]);
  });

  it.each([
    ['something that passes', new Error('reset'), 'reset'],
    ['a throttled service', new ChannelThrottledError('sms-busy'), 'ses-message-rejected'],
  ])(
    'of which one is rejected permanently and the other fails with %s: the transient failure is retried first',
    async (_, fails, says) => {
      const sms = textMessages();
      const w = world({ others: { sms: sms.channel } });
      w.add(3, ACCEPTED);
      w.ses.fails = Object.assign(new Error(), { name: 'MessageRejected' });
      sms.service.fails = fails;
      if (fails instanceof ChannelThrottledError) {
        await w.tell(3, 0);
        expect(w.postponed).toEqual([0]);
        sms.service.fails = undefined;
      }
      await expect(w.tell(3, 1)).rejects.toThrow(says);
      expect(w.row(3)).toMatchObject({ notice: 'refused' });
    },
  );

  it('of which one has no office addresses: their heads are recorded as no-address there', async () => {
    const sms = textMessages();
    const agencies = { 'H50.1': office('H50.1', { officers: 'xu-ly@a.vn', head: 'truong@a.vn' }) };
    const w = world({ agencies, others: { sms: sms.channel } });
    const timer = { kind: 'warning', of: 'step', id: 'tham-dinh', at: '2026-12-04T10:00:00.000Z' } as const;
    w.add(3, { type: 'deadline-warned', timer });
    await w.tell(3);
    expect([w.sent.length, sms.sent.length]).toEqual([2, 0]);
    expect(w.row(3, 'sms#H50.1#head')).toMatchObject({ notice: 'no-address' });
    expect(w.row(3, 'sms#H50.1#officers')).toBeUndefined();
  });
});
