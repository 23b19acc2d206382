import { Logger } from '@aws-lambda-powertools/logger';
import type { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Channel } from '../../../../functions/notifications/channels/channel.ts';
import { mailChannel } from '../../../../functions/notifications/channels/mail/mail-channel.ts';
import { sesMailer } from '../../../../functions/notifications/channels/mail/ses.ts';
import { noticeLedger } from '../../../../functions/notifications/notice-ledger.ts';
import { notifications } from '../../../../functions/notifications/notices/notifications.ts';
import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { mailboxKeys } from '../../../../shared/mail/mailbox.ts';
import type { Later } from '../../../../shared/platform/queues/delayed.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import type { Agency } from '../../../../shared/procedure/schema.ts';
import { appointmentOn } from '../../../shared/dossier/samples.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { FIXED_KEY } from '../../../shared/platform/identity/fixed-key.ts';
import { DOSSIER, recorded } from './samples.ts';

export const mailboxes = mailboxKeys(FIXED_KEY);
export const ADDRESS = 'nguyen.thi.binh@example.vn';
type Mail = SendEmailCommand['input'];

/** The function with a table, a log of events and a mail service that records what it accepts, or fails. */
export function world({
  email = ADDRESS as string | null,
  language = 'vi',
  vouched = true,
  agencies = {} as Readonly<Record<string, Agency>>,
  /** Channels besides mail. */
  others = {} as Readonly<Record<string, Channel>>,
} = {}) {
  const table = new TableDouble();
  const sent: Mail[] = [];
  const counted: string[] = [];
  const events = new Map<number, RecordedEvent>();
  const now = { at: Date.parse('2026-11-20T03:00:00.000Z') };
  /** `after`: number of messages accepted before it fails. */
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
    resetRetries: () => Promise.reject(new Error('not asked for here')),
  });
  const dossier = {
    dossierId: DOSSIER,
    status: 'returned',
    receivingAgency: 'H50.1',
    branches: [{ branchId: 'tax', agencyId: 'H50.30', dueAt: '2026-12-04T10:00:00.000Z' }],
    completedSteps: [],
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
    // Closed agencies of a test are closed now.
    inForce: async (agencyId) => agencies[agencyId]?.closed?.successor ?? agencyId,
    agency: async (agencyId) => agencies[agencyId],
    procedure: async () => ({ name: { vi: 'Đăng ký khai sinh', en: 'Birth registration' }, steps: [], fees: [] }),
    ledger: noticeLedger(
      table.table,
      () => new Date(now.at),
      () => `owner-${++owners}`,
    ),
    channels: [
      {
        name: 'mail',
        channel: mailChannel({
          mailer: sesMailer(
            client,
            { from: 'motcua@quang-tri.example.vn', configurationSet: 'motcua-quang-tri-mail' },
            { next: async () => {} },
          ),
          pace: { onBatchStart: () => {} },
          table: table.table,
          key: FIXED_KEY,
          clock: () => new Date(now.at),
        }),
      },
      ...Object.entries(others).map(([name, channel]) => ({ name, channel })),
    ],
    count: (metric) => counted.push(metric),
    logger: new Logger({ logLevel: 'SILENT' }),
  });
  const row = (version: number, channel = 'mail') =>
    table.get(keys.notified(DOSSIER, `${DOSSIER}:${version}#${channel}`));
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

export const ACCEPTED = { type: 'accepted', appointment: appointmentOn('2026-12-04T10:00:00.000Z') } as const;

/** An agency that receives notices about deadlines. */
export const office = (agencyId: string, mailbox: Agency['mailbox']): Agency => ({
  agencyId,
  name: { vi: agencyId, en: agencyId },
  kind: 'department',
  level: 'province',
  mailbox,
});

/** Recipients of e-mails, in order. */
export const toldIn = (w: ReturnType<typeof world>) => w.sent.map(({ Destination }) => Destination?.ToAddresses?.[0]);
