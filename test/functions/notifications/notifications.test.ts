import { Logger } from '@aws-lambda-powertools/logger';
import type { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import { notifications } from '../../../functions/notifications/notifications.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import type { Later } from '../../../shared/messaging/delayed.ts';
import { PermanentError } from '../../../shared/messaging/permanent.ts';
import { confirmedMail } from '../../../shared/notifications/confirmed-mail.ts';
import { mailboxKeys, mark, readMark } from '../../../shared/notifications/mailbox.ts';
import { sesMailer } from '../../../shared/notifications/mailer.ts';
import { noticeLedger } from '../../../shared/notifications/notice-ledger.ts';
import type { Agency } from '../../../shared/procedure/schema.ts';
import { keys } from '../../../shared/store/keys.ts';
import { appointmentOn, deadlineOn } from '../../domain/dossier/samples.ts';
import { TableDouble } from '../delivery/table-double.ts';
import { FIXED_KEY } from '../identity/fixed-key.ts';
import { DOSSIER, recorded } from './samples.ts';

const mailboxes = mailboxKeys(FIXED_KEY);
const ADDRESS = 'nguyen.thi.binh@example.vn';
type Mail = SendEmailCommand['input'];

function world({
  email = ADDRESS as string | null,
  language = 'vi',
  vouched = true,
  agencies = {} as Readonly<Record<string, Agency>>,
} = {}) {
  const table = new TableDouble();
  const sent: Mail[] = [];
  const counted: string[] = [];
  const events = new Map<number, RecordedEvent>();
  const now = { at: Date.parse('2026-11-20T03:00:00.000Z') };
  /** `after`: how many messages are taken before it fails. */
  const ses = { fails: undefined as Error | undefined, after: 0 };
  const client = {
    send: async ({ input }: { input: Mail }) => {
      if (ses.fails !== undefined && sent.length >= ses.after) throw ses.fails;
      sent.push(input);
      return { MessageId: `ses-${sent.length}` };
    },
  } as unknown as SESv2Client;
  let owners = 0;
  const postponed: number[] = [];
  const laterAt = (attempt: number): Later => ({
    attempt,
    again: async () => {
      postponed.push(attempt);
    },
    afresh: () => Promise.reject(new Error('not asked for here')),
  });
  const dossier = {
    dossierId: DOSSIER,
    status: 'returned',
    receivingAgency: 'H50.1',
    branches: [{ branchId: 'tax', agencyId: 'H50.30' }],
    language,
    ...(vouched && { emailVerified: true }),
    ownerKey: 'a'.repeat(64),
    procedureCode: '1.001193',
    procedureVersion: 1,
    applicant: { kind: 'citizen', name: 'Nguyễn Thị Bình', ...(email !== null && { email }) },
  } as unknown as Dossier;
  const tell = notifications({
    readEvent: async (_, version) => events.get(version),
    loadDossier: async () => dossier,
    agency: async (agencyId) => agencies[agencyId],
    procedureName: async () => ({ vi: 'Đăng ký khai sinh', en: 'Birth registration' }),
    ledger: noticeLedger(
      table.table,
      () => new Date(now.at),
      () => `owner-${++owners}`,
    ),
    mail: confirmedMail(table.table, FIXED_KEY, () => new Date(now.at)),
    mailer: sesMailer(
      client,
      { from: 'motcua@quang-tri.example.vn', configurationSet: 'motcua-quang-tri-mail' },
      { next: async () => {} },
    ),
    mailbox: async (address) => {
      const key = await mailboxes(address);
      return { key, unreachable: await readMark(table.table, key) };
    },
    count: (metric) => counted.push(metric),
    logger: new Logger({ logLevel: 'SILENT' }),
  });
  const row = (version: number) => table.get(keys.notified(DOSSIER, `${DOSSIER}:${version}`));
  const add = (version: number, event: Parameters<typeof recorded>[0]) => events.set(version, recorded(event, version));
  return {
    tell: (version?: number, attempt = 0) => tell({ dossierId: DOSSIER, version }, laterAt(attempt)),
    postponed,
    add,
    sent,
    counted,
    now,
    ses,
    row,
    table,
  };
}

const ACCEPTED = { type: 'accepted', appointment: appointmentOn('2026-12-04T10:00:00.000Z') } as const;

function sesError(name: string): Error {
  return Object.assign(new Error(`Email address is not verified: ${ADDRESS}`), { name });
}

describe('telling the applicant', () => {
  it('sends one e-mail in the language of the dossier to the address of the dossier', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    await w.tell(3);
    expect(w.sent).toHaveLength(1);
    const [mail] = w.sent;
    expect(mail?.Destination).toEqual({ ToAddresses: [ADDRESS] });
    expect(mail?.FromEmailAddress).toBe('motcua@quang-tri.example.vn');
    expect(mail?.Content?.Simple?.Subject).toEqual({ Data: 'Hồ sơ đã được tiếp nhận', Charset: 'UTF-8' });
    expect(mail?.Content?.Simple?.Body?.Text?.Data).toContain('17:00 04/12/2026');
    expect(w.row(3)).toMatchObject({ notice: 'sent', messageId: 'ses-1', settledAt: '2026-11-20T03:00:00.000Z' });
  });

  it('sends once for an event that comes again', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    await w.tell(3);
    await w.tell(3);
    expect(w.sent).toHaveLength(1);
    expect(w.counted).toEqual(['NoticeSent']);
  });

  it('lets one of two workers send and the other wait', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    const results = await Promise.allSettled([w.tell(3), w.tell(3)]);
    expect(w.sent).toHaveLength(1);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });

  it('says what the event says, although the dossier has moved on since', async () => {
    const w = world({ language: 'en' });
    w.add(2, { type: 'payment-requested', obligationId: DOSSIER, fees: [], amount: 200_000, stopsClock: true });
    w.add(9, { type: 'returned', method: 'counter', because: 'result' });
    await w.tell(9);
    await w.tell(2);
    expect(w.sent.map((mail) => mail.Content?.Simple?.Subject?.Data)).toEqual([
      'The result has been returned',
      'A fee is due',
    ]);
    expect(w.sent[1]?.Content?.Simple?.Body?.Text?.Data).toContain('200.000 dong');
  });

  it('counts an applicant without e-mail, sends nothing, and is done with it', async () => {
    const w = world({ email: null });
    w.add(3, ACCEPTED);
    await w.tell(3);
    await w.tell(3);
    expect(w.sent).toEqual([]);
    expect(w.counted).toEqual(['NoticeWithoutAddress']);
    expect(w.row(3)).toMatchObject({ notice: 'no-address' });
  });

  it.each([
    { type: 'forwarded', stepId: 'tham-dinh', agencyId: 'H50.12', ...deadlineOn('2026-12-04T10:00:00.000Z') },
    {
      type: 'deadline-warned',
      timer: { kind: 'warning', of: 'step', id: 'tham-dinh', at: '2026-12-04T10:00:00.000Z' },
    },
    {
      type: 'deadline-breached',
      timer: { kind: 'breach', of: 'step', id: 'tham-dinh', at: '2026-12-04T10:00:00.000Z' },
    },
    { type: 'supplemented', requestId: DOSSIER },
    { type: 'returned', method: 'counter', because: 'withdrawn' },
  ] as const)('does not tell of %j', async (event) => {
    const w = world();
    w.add(3, event);
    await w.tell(3);
    expect(w.sent).toEqual([]);
    expect(w.row(3)).toBeUndefined();
  });
});

describe('a deadline of the offices', () => {
  const box = (agencyId: string, mailbox: Agency['mailbox']): Agency => ({
    agencyId,
    name: { vi: agencyId, en: agencyId },
    kind: 'department',
    level: 'province',
    mailbox,
  });
  const agencies = {
    'H50.1': box('H50.1', { officers: 'xu-ly@a.vn', head: 'truong@a.vn', leader: 'lanh-dao@a.vn' }),
    'H50.30': box('H50.30', { head: 'thue@a.vn' }),
  };
  const timer = { of: 'step', id: 'tham-dinh', at: '2026-12-04T10:00:00.000Z' } as const;
  const warned = { type: 'deadline-warned', timer: { ...timer, kind: 'warning' } } as const;
  const breached = { type: 'deadline-breached', timer: { ...timer, kind: 'breach' } } as const;
  const told = (w: ReturnType<typeof world>) => w.sent.map(({ Destination }) => Destination?.ToAddresses?.[0]);

  it('that comes near is told to those who have the work and to their head, once each', async () => {
    const w = world({ agencies });
    w.add(3, warned);
    await w.tell(3);
    await w.tell(3);
    expect(told(w)).toEqual(['xu-ly@a.vn', 'truong@a.vn']);
    const texts = w.sent.map((mail) => mail.Content?.Simple?.Body?.Text?.Data ?? '');
    expect(texts[0]).toContain('Kính gửi cán bộ, công chức xử lý hồ sơ,');
    expect(texts[1]).toContain('Kính gửi lãnh đạo đơn vị,');
    for (const text of texts) expect(text).toContain('H50.1-261120-0001');
    for (const text of texts) expect(text).not.toContain('Nguyễn Thị Bình');
  });

  it('that was broken is told to the leader', async () => {
    const w = world({ agencies });
    w.add(3, breached);
    await w.tell(3);
    expect(told(w)).toEqual(['lanh-dao@a.vn']);
  });

  it('of an agency that was asked is told there, its breach to the head of the one-stop shop too', async () => {
    const w = world({ agencies });
    w.add(3, { ...warned, timer: { ...warned.timer, of: 'branch', id: 'tax' } });
    await w.tell(3);
    // Its officers share no mailbox.
    expect(told(w)).toEqual(['thue@a.vn']);
    w.add(4, { ...breached, timer: { ...breached.timer, of: 'branch', id: 'tax' } });
    await w.tell(4);
    expect(told(w).slice(1)).toEqual(['thue@a.vn', 'truong@a.vn']);
  });

  it('is on record where nobody can be reached', async () => {
    const w = world();
    w.add(3, warned);
    await w.tell(3);
    expect(w.sent).toEqual([]);
    expect(w.counted).toEqual(['NoticeWithoutAddress']);
    expect(w.table.get(keys.notified(DOSSIER, `${DOSSIER}:3#H50.1#head`))).toMatchObject({ notice: 'no-address' });
  });
});

describe('an address that is not written to', () => {
  const markOf = async (w: ReturnType<typeof world>, address: string, why: 'bounced' | 'complained') =>
    mark(w.table.table, await mailboxes(address), why, '2026-11-19T03:00:00.000Z');

  it.each(['bounced', 'complained'] as const)(
    'because it %s: no letter, once and for all, and it is counted',
    async (why) => {
      const w = world();
      w.add(3, ACCEPTED);
      // People write their address in one case or another.
      await markOf(w, ' Nguyen.Thi.Binh@Example.vn', why);
      await w.tell(3);
      await w.tell(3);
      expect(w.sent).toEqual([]);
      expect(w.counted).toEqual(['NoticeUnreachable']);
      expect(w.row(3)).toMatchObject({ notice: 'unreachable', cause: why });
    },
  );

  it('is nobody else’s', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    await markOf(w, 'other@example.vn', 'bounced');
    await w.tell(3);
    expect(w.sent).toHaveLength(1);
  });

  it('of an office is counted apart: somebody has to mend the province file', async () => {
    const office: Agency = {
      agencyId: 'H50.1',
      name: { vi: 'a', en: 'a' },
      kind: 'department',
      level: 'province',
      mailbox: { officers: 'xu-ly@a.vn', head: 'truong@a.vn' },
    };
    const w = world({ agencies: { 'H50.1': office } });
    const timer = { kind: 'warning', of: 'step', id: 'tham-dinh', at: '2026-12-04T10:00:00.000Z' } as const;
    w.add(3, { type: 'deadline-warned', timer });
    await markOf(w, 'xu-ly@a.vn', 'bounced');
    await w.tell(3);
    expect(w.sent.map(({ Destination }) => Destination?.ToAddresses?.[0])).toEqual(['truong@a.vn']);
    expect(w.counted).toEqual(['OfficeUnreachable', 'NoticeSent']);
  });

  it('is known by the tag of its letters, which says nothing of it', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    await w.tell(3);
    const [mail] = w.sent;
    expect(mail?.ConfigurationSetName).toBe('motcua-quang-tri-mail');
    expect(mail?.EmailTags).toEqual([{ Name: 'mailbox', Value: await mailboxes(ADDRESS) }]);
    expect(mail?.EmailTags?.[0]?.Value).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('trouble', () => {
  it('before sending: a sandbox that died holding the claim is waited for, then the message goes out', async () => {
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

  it('between sending and marking: nothing is marked before the effect, so it is sent again after the claim', async () => {
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

  it.each(['InternalServiceErrorException', 'TimeoutError'])('%s passes: the next try need not wait', async (name) => {
    const w = world();
    w.add(3, ACCEPTED);
    w.ses.fails = sesError(name);
    const error = await w.tell(3).catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(PermanentError);
    expect(String(error)).not.toContain(ADDRESS);
    w.ses.fails = undefined;
    await w.tell(3);
    expect(w.sent).toHaveLength(1);
  });

  it.each([
    ['TooManyRequestsException', 'ses-too-many-requests'],
    ['ThrottlingException', 'ses-too-many-requests'],
    ['Throttling', 'ses-too-many-requests'],
    ['LimitExceededException', 'ses-limit-exceeded'],
    ['SendingPausedException', 'ses-sending-paused'],
  ])('%s: the message comes again later, and costs no reception', async (name, cause) => {
    const w = world();
    w.add(3, ACCEPTED);
    w.ses.fails = sesError(name);
    await w.tell(3, 0);
    await w.tell(3, 1);
    expect(w.postponed).toEqual([0, 1]);
    expect(w.counted).toEqual(['NoticePostponed', 'NoticePostponed']);
    // After days it is kept with its cause, to be redriven when there is room again.
    await expect(w.tell(3, 400)).rejects.toMatchObject({ name: 'PermanentError', causeCode: cause });
    w.ses.fails = undefined;
    await w.tell(3);
    await w.tell(3);
    expect(w.sent).toHaveLength(1);
  });

  it('throttled between two letters of one event: what was told is not told again', async () => {
    const mailbox = { officers: 'xu-ly@a.vn', head: 'truong@a.vn' };
    const office: Agency = {
      agencyId: 'H50.1',
      name: { vi: 'a', en: 'a' },
      kind: 'department',
      level: 'province',
      mailbox,
    };
    const w = world({ agencies: { 'H50.1': office } });
    const timer = { kind: 'warning', of: 'step', id: 'tham-dinh', at: '2026-12-04T10:00:00.000Z' } as const;
    w.add(3, { type: 'deadline-warned', timer });
    w.ses.after = 1;
    w.ses.fails = sesError('TooManyRequestsException');
    await w.tell(3, 0);
    w.ses.fails = undefined;
    await w.tell(3, 1);
    expect(w.sent.map(({ Destination }) => Destination?.ToAddresses?.[0])).toEqual(['xu-ly@a.vn', 'truong@a.vn']);
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

  it('parks a nudge that names no event, or one that is not in the log', async () => {
    const w = world();
    await expect(w.tell(undefined)).rejects.toMatchObject({ causeCode: 'no-event-named' });
    await expect(w.tell(4)).rejects.toMatchObject({ causeCode: 'event-not-found' });
  });
});
