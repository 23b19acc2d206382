import { expect, it } from 'vitest';
import {
  feedbackSchema,
  mailFeedback,
} from '../../../../functions/notifications/channels/mail/feedback/mail-feedback.ts';
import { mailboxKeys, mark, readMark } from '../../../../shared/mail/mailbox.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { FIXED_KEY } from '../../../shared/platform/identity/fixed-key.ts';

const NOW = '2026-11-20T03:00:00.000Z';
const mailbox = await mailboxKeys(FIXED_KEY)('nguyen.thi.binh@example.vn');

function world() {
  const double = new TableDouble();
  const counted: string[] = [];
  const handle = mailFeedback({
    mark: (key, unreachable) => mark(double.table, key, unreachable, NOW),
    count: (metric) => counted.push(metric),
  });
  return {
    tell: (message: unknown) => handle(feedbackSchema.parse(message)),
    read: () => readMark(double.table, mailbox),
    row: () => double.get(keys.mailbox(mailbox)),
    counted,
  };
}

it('marks an address for a year by its pseudonym only', async () => {
  const w = world();
  await w.tell({ unreachable: 'bounced', mailbox: [mailbox] });
  expect(w.row()).toEqual({
    ...keys.mailbox(mailbox),
    unreachable: 'bounced',
    since: NOW,
    expiresAt: Date.parse('2027-11-20T03:00:00.000Z') / 1000,
  });
  expect(w.counted).toEqual(['MailboxUnreachable']);
});

it.each([
  [['bounced', 'bounced'], 'bounced'],
  [['bounced', 'complained'], 'complained'],
  [['complained', 'bounced'], 'complained'],
  [['complained', 'bounced', 'bounced', 'complained'], 'complained'],
] as const)('%j in this order leave it %s', async (told, left) => {
  const w = world();
  for (const unreachable of told) await w.tell({ unreachable, mailbox: [mailbox] });
  expect(await w.read()).toBe(left);
});

it.each([
  {},
  { unreachable: 'bounced', mailbox: [] },
  { unreachable: 'bounced', mailbox: [mailbox, mailbox] },
  { unreachable: 'transient', mailbox: [mailbox] },
  { unreachable: 'bounced', mailbox: ['nguyen.thi.binh@example.vn'] },
  { unreachable: 'bounced', mailbox: [mailbox], mail: { destination: ['nguyen.thi.binh@example.vn'] } },
])('rejects the message %j', (message) => {
  expect(feedbackSchema.safeParse(message).success).toBe(false);
});
