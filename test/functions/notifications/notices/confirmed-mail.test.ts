import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confirmMail } from '../../../../functions/dossiers/intake/confirm-mail.ts';
import { ChannelThrottledError, NoticeRefusedError } from '../../../../functions/notifications/channels/channel.ts';
import type { Letter } from '../../../../functions/notifications/channels/mail/letter.ts';
import { mailChannel } from '../../../../functions/notifications/channels/mail/mail-channel.ts';
import type { Mailer } from '../../../../functions/notifications/channels/mail/ses.ts';
import { noticeLedger } from '../../../../functions/notifications/notice-ledger.ts';
import { notifications } from '../../../../functions/notifications/notices/notifications.ts';
import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { mailConfirming } from '../../../../shared/mail/confirmed-mail.ts';
import { HttpProblem } from '../../../../shared/platform/http/problem.ts';
import type { Later } from '../../../../shared/platform/queues/delayed.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { FIXED_KEY } from '../../../shared/platform/identity/fixed-key.ts';
import { EXAMPLES } from './samples.ts';

const OWNER = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const DAY = 86_400_000;
/** Texts that submitters choose and officers write. */
const CHOSEN = ['Mua ngay tại spam.example', 'Nguyễn Thị Bình', '045190000123'];

type Filing = { email?: string; ownerKey?: string; change?: Partial<Dossier> };

/** The function, the confirming API, and a mail service that records what it accepts. */
function world() {
  const double = new TableDouble();
  const now = { at: Date.parse('2026-11-20T03:00:00.000Z') };
  const clock = () => new Date(now.at);
  const sent: { to: string; notice: Letter }[] = [];
  const counted: string[] = [];
  const logs: string[] = [];
  const logger = new Logger({ serviceName: 'test' });
  logger.info = (...input: unknown[]) => void logs.push(JSON.stringify(input));
  const saysCode = mailConfirming(double.table, FIXED_KEY, clock);
  const put: string[] = [];
  const service = { fails: undefined as Error | undefined };
  const dossiers = new Map<string, { dossier: Dossier; events: RecordedEvent[] }>();
  const pace = { onBatchStart: () => {} };
  const mailer: Mailer = {
    send: async ({ address: to }, notice) => {
      if (service.fails !== undefined) throw service.fails;
      sent.push({ to, notice });
      return `m${sent.length}`;
    },
  };
  const tell = notifications({
    readEvent: async (dossierId, version) => dossiers.get(dossierId)?.events[version - 1],
    loadDossier: async (dossierId) => dossiers.get(dossierId)?.dossier,
    inForce: async (agencyId) => agencyId,
    agency: async () => undefined,
    procedure: async () => ({ name: { vi: 'Đăng ký khai sinh', en: 'Birth registration' }, steps: [], fees: [] }),
    ledger: noticeLedger(double.table, clock, randomUUID),
    channels: [{ name: 'mail', channel: mailChannel({ mailer, pace, table: double.table, key: FIXED_KEY, clock }) }],
    count: (metric) => void counted.push(metric),
    logger,
  });
  const { confirmMail: confirm } = confirmMail(saysCode);

  return {
    double,
    now,
    sent,
    counted,
    logs,
    service,
    put,
    /** A dossier filed online, with every event that applicants are notified of. */
    file({ email = 'binh@example.com', ownerKey = OWNER, change = {} }: Filing = {}) {
      const dossierId = randomUUID();
      const events = EXAMPLES.map((event, n): RecordedEvent => ({ ...event, version: n + 1, dossierId }));
      const applicant = {
        kind: 'citizen',
        name: CHOSEN[1],
        identity: { type: 'personal-id', number: CHOSEN[2], country: 'VN' },
        address: CHOSEN[0],
        email,
      };
      const dossier = { dossierId, language: 'vi', ownerKey, applicant, branches: [], ...change };
      dossiers.set(dossierId, { dossier: dossier as unknown as Dossier, events });
      const later = { attempt: 0, again: async () => void put.push(dossierId) };
      return { tell: (version = 1) => tell({ dossierId, version }, later as unknown as Later), dossierId };
    },
    code: () =>
      /(\d{4}) (\d{4})/
        .exec(sent.at(-1)?.notice.text ?? '')
        ?.slice(1)
        .join('') ?? '',
    async confirm(code: string, email = 'binh@example.com', ownerKey = OWNER) {
      const call = { body: { email, code }, actor: { kind: 'citizen', subject: 's', ownerKey } };
      const outcome = await confirm(call as Parameters<typeof confirm>[0]).catch((error: unknown) => error);
      return outcome instanceof HttpProblem ? outcome.code : (outcome as { status: number }).status;
    },
  };
}
const subjects = (w: ReturnType<typeof world>) => w.sent.map(({ notice }) => notice.subject);
const ASKS = 'Xác nhận địa chỉ thư điện tử';
const wrong = (code: string) => String((Number(code) + 1) % 10 ** 8).padStart(8, '0');

describe('an unconfirmed address', () => {
  it('gets one confirmation request, regardless of the dossier’s events', async () => {
    const w = world();
    const { tell, dossierId } = w.file();
    for (const [n] of EXAMPLES.entries()) await tell(n + 1);
    for (const [n] of EXAMPLES.entries()) await tell(n + 1);
    expect(subjects(w)).toEqual([ASKS]);
    expect(w.counted.filter((metric) => metric === 'NoticeWithheld').length).toBeGreaterThan(5);
    expect(w.double.get(keys.notified(dossierId, `${dossierId}:2#mail`))).toMatchObject({ notice: 'withheld' });
  });

  it('gets one for all dossiers of a person, regardless of spelling and concurrent workers', async () => {
    const w = world();
    const spellings = ['binh@example.com', 'Binh@example.com', 'BINH@EXAMPLE.COM', 'binh@Example.com'];
    const filings = spellings.flatMap((email) => [w.file({ email }), w.file({ email })]);
    await Promise.all(filings.map(({ tell }) => tell()));
    expect(subjects(w)).toEqual([ASKS]);
  });

  it('gets no text written by the submitter or by an officer', async () => {
    for (const [n] of EXAMPLES.entries()) {
      const w = world();
      await w.file().tell(n + 1);
      const { text, html, subject } = w.sent[0]?.notice ?? { text: '', html: '', subject: '' };
      for (const words of [...CHOSEN, ...officersWords(EXAMPLES[n])]) {
        for (const part of [text, html, subject]) expect(part).not.toContain(words);
      }
      expect(text).toContain('Đăng ký khai sinh');
    }
  });

  it('is limited in number per person', async () => {
    const w = world();
    for (let n = 0; n < 30; n += 1) await w.file({ email: `victim+${n}@example.com` }).tell();
    expect(w.sent).toHaveLength(10);
    w.now.at += 31 * DAY;
    await w.file({ email: 'victim+31@example.com' }).tell();
    expect(w.sent).toHaveLength(11);
  });

  it('gets another request after a month, if there is a new notice', async () => {
    const w = world();
    await w.file().tell();
    const first = w.code();
    w.now.at += 29 * DAY;
    await w.file().tell();
    expect(w.sent).toHaveLength(1);
    w.now.at += 2 * DAY;
    expect(await w.confirm(first)).toBe('not-found');
    await w.file().tell();
    expect(w.sent).toHaveLength(2);
    expect(await w.confirm(w.code())).toBe(204);
  });

  it('gets its e-mail after a failed first attempt, and only by the same notice', async () => {
    const w = world();
    const filing = w.file();
    w.service.fails = new Error('SES is away');
    await expect(filing.tell()).rejects.toThrow('SES is away');
    w.service.fails = new ChannelThrottledError('ses-too-many-requests');
    await filing.tell();
    expect(w.put).toEqual([filing.dossierId]);
    w.service.fails = undefined;
    await w.file().tell();
    expect(w.sent).toEqual([]);
    await filing.tell();
    expect(subjects(w)).toEqual([ASKS]);
    w.service.fails = new NoticeRefusedError('ses-message-rejected');
    await expect(w.file({ email: 'rejected@example.com' }).tell()).rejects.toThrow('ses-message-rejected');
  });

  it('appears in no row, log or metric, and neither does its code', async () => {
    const w = world();
    const { tell } = w.file();
    await tell();
    await tell(2);
    const code = w.code();
    await w.confirm(wrong(code));
    await w.confirm(code);
    const kept = JSON.stringify([[...w.double.rows.values()], w.logs, w.counted]).toLowerCase();
    expect(code).toMatch(/^\d{8}$/);
    for (const secret of ['binh', 'example.com', code]) expect(kept).not.toContain(secret);
  });
});

describe('a confirmed address', () => {
  it('receives every notice from then on', async () => {
    const w = world();
    const { tell } = w.file();
    await tell();
    expect(await w.confirm(w.code(), 'BINH@example.com')).toBe(204);
    await tell(3);
    await w.file({ email: 'Binh@example.com' }).tell();
    expect(subjects(w)).toEqual([ASKS, 'Hồ sơ đã được tiếp nhận', 'Đã nhận hồ sơ đăng ký']);
    expect(await w.confirm(w.code())).toBe(204);
  });

  it('is confirmed for that owner only', async () => {
    const w = world();
    await w.file().tell();
    const code = w.code();
    expect(await w.confirm(code, undefined, OTHER)).toBe('not-found');
    expect(await w.confirm(code)).toBe(204);
    await w.file({ ownerKey: OTHER }).tell();
    expect(w.sent.at(-1)?.notice.subject).toBe(ASKS);
    expect(w.code()).not.toBe(code);
  });

  it('needs the code, with at most five wrong attempts', async () => {
    const w = world();
    await w.file().tell();
    const code = w.code();
    const tries = await Promise.all(Array.from({ length: 8 }, () => w.confirm(wrong(code))));
    expect(tries.toSorted()).toEqual([...Array(3).fill('too-many-requests'), ...Array(5).fill('wrong-code')]);
    expect(await w.confirm(code)).toBe('too-many-requests');
    w.now.at += 31 * DAY;
    await w.file().tell();
    expect(await w.confirm(w.code())).toBe(204);
  });

  it('without a confirmation request cannot be confirmed', async () => {
    expect(await world().confirm('00000000')).toBe('not-found');
  });
});

describe('a trusted address', () => {
  it.each([
    ['the identity provider', { emailVerified: true }],
    ['the officer at the counter', { openedBy: 'officer' }],
    ['the national portal', { nationalCode: '000.00.00.H50-261120-0001' }],
  ] satisfies [string, Partial<Dossier>][])('%s: receives notices at once', async (_, change) => {
    const w = world();
    await w.file({ change }).tell();
    expect(subjects(w)).toEqual(['Đã nhận hồ sơ đăng ký']);
  });
});

describe('in any order of filing, notifying, waiting and confirming', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('tell' as const), who: fc.constantFrom(OWNER, OTHER), address: fc.nat(2) }),
    fc.record({ do: fc.constant('wait' as const), days: fc.nat(20) }),
    fc.record({ do: fc.constant('confirm' as const), who: fc.constantFrom(OWNER, OTHER), address: fc.nat(2) }),
  );
  it('an unconfirmed address gets at most one e-mail in thirty days', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const w = world();
        const asked = new Map<string, number>();
        const codes = new Map<string, string>();
        const confirmed = new Set<string>();
        for (const one of steps) {
          if (one.do === 'wait') w.now.at += one.days * DAY;
          else {
            const email = `a${one.address}@example.com`;
            const id = `${one.who} ${email}`;
            if (one.do === 'confirm') {
              const code = codes.get(id);
              if (code !== undefined && (await w.confirm(code, email, one.who)) === 204) confirmed.add(id);
            } else {
              const before = w.sent.length;
              await w.file({ email, ownerKey: one.who }).tell();
              const news = w.sent.slice(before).map(({ notice }) => notice.subject);
              if (confirmed.has(id)) expect(news).toEqual(['Đã nhận hồ sơ đăng ký']);
              else {
                const due = w.now.at - (asked.get(id) ?? Number.NEGATIVE_INFINITY) >= 30 * DAY;
                if (!due) expect(news).toEqual([]);
                if (news.length > 0) {
                  expect(news).toEqual([ASKS]);
                  asked.set(id, w.now.at);
                  codes.set(id, w.code());
                }
              }
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** Free text of an event. */
function officersWords(event: unknown): string[] {
  const text = ['reason', 'legalGround', 'ground', 'note', 'content', 'guidance'];
  const found: string[] = [];
  JSON.stringify(event, (key, value) => {
    if (text.includes(key) && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}
