import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { mailStanding } from '../../../shared/mail/confirmed-mail.ts';
import { mailboxKeys, readMark } from '../../../shared/mail/mailbox.ts';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, readEnvironment, wholeNumber } from '../../../shared/platform/config/environment.ts';
import { quotasEnvironment } from '../../../shared/platform/config/quotas.ts';
import { readLogPage } from '../../../shared/platform/delivery/event-log.ts';
import { deliveryMessageSchema } from '../../../shared/platform/delivery/nudge.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { createCounter } from '../../../shared/platform/observability/metrics.ts';
import { deadLetters } from '../../../shared/platform/queues/dead-letters.ts';
import { laterOn } from '../../../shared/platform/queues/delayed.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { openProvinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import { sesClient, sesMailer } from '../mailer.ts';
import { noticeLedger } from '../notice-ledger.ts';
import { paced } from '../pace.ts';
import { notifications } from './notifications.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...quotasEnvironment,
  MAIL_FROM: z.email(),
  MAIL_EVERY_MS: wholeNumber,
  MAIL_CONFIGURATION_SET: z.string(),
  ...secretsEnvironment,
  QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
});

const logger = createLogger('notifications');
const table = openTable(env.TABLE_NAME, undefined, env.QUOTAS);
const procedures = catalogue(table);
const provincesKey = openProvinceKey(env);
const mailboxes = mailboxKeys(provincesKey);
const queues = awsClient(SQSClient);
const later = laterOn(queues, env.QUEUE_URL);
const pace = paced(env.MAIL_EVERY_MS);

const tell = notifications({
  readEvent: async (dossierId, version) => {
    const [event] = await readLogPage(table, dossierId, version - 1, 1);
    return event?.version === version ? event : undefined;
  },
  loadDossier: (dossierId) => readSnapshot(table, dossierId),
  procedureName: async (code, version) => (await procedures.procedure(code, version))?.name,
  agency: (agencyId) => procedures.agency(agencyId),
  ledger: noticeLedger(table, () => new Date(), randomUUID),
  mail: { standing: mailStanding(table, provincesKey, () => new Date()) },
  mailbox: async (address) => {
    const key = await mailboxes(address);
    return { key, unreachable: await readMark(table, key) };
  },
  mailer: sesMailer(sesClient(), { from: env.MAIL_FROM, configurationSet: env.MAIL_CONFIGURATION_SET }, pace),
  count: createCounter('notifications'),
  logger,
});

export const handler = queueConsumer({
  schema: deliveryMessageSchema,
  begin: pace.begin,
  handle: (message, record) => tell(message, later(record)),
  concurrency: 5,
  deadLetters: deadLetters(queues, env.DEAD_LETTER_QUEUE_URL),
  logger,
});
