import { describe, expect, it } from 'vitest';
import { PermanentError } from '../../../../shared/platform/queues/permanent.ts';
import { DOSSIER } from './samples.ts';
import { ACCEPTED, ADDRESS, office, toldIn, world } from './world.ts';

function sesError(name: string): Error {
  return Object.assign(new Error(`Email address is not verified: ${ADDRESS}`), { name });
}

describe('failures', () => {
  it('before sending: after a crash the claim expires, then the message is sent', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    w.table.step = async (when, request) => {
      if (when === 'out' && request === 'Update') throw new Error('sandbox died');
    };
    await expect(w.tell(3)).rejects.toThrow('sandbox died');
    w.table.step = async () => {};
    expect(w.sent).toEqual([]);
    expect(w.row(3)).toMatchObject({ notice: 'claimed' });
    await expect(w.tell(3)).rejects.toThrow(`${DOSSIER}:3`);
    w.now.at += 60_000;
    await w.tell(3);
    expect(w.sent).toHaveLength(1);
  });

  it('between sending and recording: the notice is sent again after the claim expires', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    w.table.step = async (when, request) => {
      if (when === 'in' && request === 'Update' && w.sent.length > 0) throw new Error('sandbox died');
    };
    await expect(w.tell(3)).rejects.toThrow('sandbox died');
    w.table.step = async () => {};
    await expect(w.tell(3)).rejects.toThrow(`${DOSSIER}:3`);
    expect(w.sent).toHaveLength(1);
    w.now.at += 60_000;
    await w.tell(3);
    expect(w.sent).toHaveLength(2);
    expect(w.row(3)).toMatchObject({ notice: 'sent' });
  });

  it.each(['InternalServiceErrorException', 'TimeoutError'])(
    '%s is transient: the next attempt need not wait',
    async (name) => {
      const w = world();
      w.add(3, ACCEPTED);
      w.ses.fails = sesError(name);
      const error = await w.tell(3).catch((thrown: unknown) => thrown);
      expect(error).not.toBeInstanceOf(PermanentError);
      expect(String(error)).not.toContain(ADDRESS);
      w.ses.fails = undefined;
      await w.tell(3);
      expect(w.sent).toHaveLength(1);
    },
  );

  it.each([
    ['TooManyRequestsException', 'ses-too-many-requests'],
    ['ThrottlingException', 'ses-too-many-requests'],
    ['Throttling', 'ses-too-many-requests'],
    ['LimitExceededException', 'ses-limit-exceeded'],
    ['SendingPausedException', 'ses-sending-paused'],
  ])('%s: the message is requeued and uses up no receive', async (name, cause) => {
    const w = world();
    w.add(3, ACCEPTED);
    w.ses.fails = sesError(name);
    await w.tell(3, 0);
    await w.tell(3, 1);
    expect(w.postponed).toEqual([0, 1]);
    expect(w.counted).toEqual(['NoticePostponed', 'NoticePostponed']);
    // After days it is parked with its cause, to be redriven when the quota allows.
    await expect(w.tell(3, 400)).rejects.toMatchObject({ name: 'PermanentError', causeCode: cause });
    w.ses.fails = undefined;
    await w.tell(3);
    await w.tell(3);
    expect(w.sent).toHaveLength(1);
  });

  it('throttled between two e-mails of one event: the first is not sent again', async () => {
    const mailbox = { officers: 'xu-ly@a.vn', head: 'truong@a.vn' };
    const w = world({ agencies: { 'H50.1': office('H50.1', mailbox) } });
    const timer = { kind: 'warning', of: 'step', id: 'tham-dinh', at: '2026-12-04T10:00:00.000Z' } as const;
    w.add(3, { type: 'deadline-warned', timer });
    w.ses.after = 1;
    w.ses.fails = sesError('TooManyRequestsException');
    await w.tell(3, 0);
    w.ses.fails = undefined;
    await w.tell(3, 1);
    expect(toldIn(w)).toEqual(['xu-ly@a.vn', 'truong@a.vn']);
  });

  it.each([
    ['MessageRejected', 'ses-message-rejected'],
    ['BadRequestException', 'ses-bad-request'],
    ['MailFromDomainNotVerifiedException', 'ses-domain-not-verified'],
    ['AccountSuspendedException', 'ses-account-suspended'],
  ])('%s is parked with its cause, and a redrive tries again', async (name, cause) => {
    const w = world();
    w.add(3, ACCEPTED);
    w.ses.fails = sesError(name);
    await expect(w.tell(3)).rejects.toMatchObject({ name: 'PermanentError', causeCode: cause });
    expect(w.row(3)).toMatchObject({ notice: 'refused', cause });
    w.ses.fails = undefined;
    await w.tell(3);
    expect(w.sent).toHaveLength(1);
  });

  it('parks a notification without an event, or with one missing from the log', async () => {
    const w = world();
    await expect(w.tell(undefined)).rejects.toMatchObject({ causeCode: 'no-event-named' });
    await expect(w.tell(4)).rejects.toMatchObject({ causeCode: 'event-not-found' });
  });
});
