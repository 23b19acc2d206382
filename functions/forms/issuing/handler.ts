import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, json, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { readLogPage } from '../../../shared/platform/delivery/event-log.ts';
import { bucketEnvironment, documentsBucket } from '../../../shared/platform/files/bucket.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { createCounter, createLagMeter } from '../../../shared/platform/observability/metrics.ts';
import { commandQueue } from '../../../shared/platform/queues/command-queue.ts';
import { correlationAttribute } from '../../../shared/platform/queues/correlation-attribute.ts';
import { deadLetters } from '../../../shared/platform/queues/dead-letters.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { secretStore, secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { loadAnswers } from '../../../shared/record/declaration-rows.ts';
import { keepForm, numberOf } from '../../../shared/record/form-rows.ts';
import { registerRows } from '../../../shared/record/registers.ts';
import { readSnapshot } from '../../../shared/record/snapshot.ts';
import { agencyId } from '../../../shared/values.ts';
import { readFonts } from './fonts.ts';
import { formStorage } from './form-storage.ts';
import { forms } from './forms.ts';
import { messageSchema } from './messages.ts';
import { letterheadSchema } from './names.ts';
import { registers } from './registers.ts';
import { provinceSigner } from './signing.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...bucketEnvironment,
  LETTERHEAD: json(letterheadSchema),
  DESKS: json(z.array(agencyId)),
  QUEUE_URL: z.url(),
  ...secretsEnvironment,
  COMMAND_QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
});
const logger = createLogger('forms');
const table = openTable(env.TABLE_NAME);
const queues = awsClient(SQSClient);

const common = {
  readLog: (dossierId: string, fromVersion: number) => readLogPage(table, dossierId, fromVersion - 1),
  catalogue: catalogue(table),
  letterhead: env.LETTERHEAD,
  // In the bundle: the folder of the deployed code, which contains the fonts (`infra/bundle.ts`).
  fonts: readFonts(import.meta.dirname),
  signer: provinceSigner(secretStore(awsClient(SecretsManagerClient), env.SECRET_PREFIX)),
  storage: formStorage(documentsBucket(env, table.client.config)),
  clock: () => new Date(),
  count: createCounter('forms'),
  logger,
};
const makeForm = forms({
  ...common,
  loadDossier: (dossierId) => readSnapshot(table, dossierId),
  number: (form) => numberOf(table, form),
  answers: (dossierId, filed) => loadAnswers(table, dossierId, filed),
  keep: (dossierId, issued) => keepForm(table, dossierId, issued),
  commands: commandQueue(queues, env.COMMAND_QUEUE_URL),
});
const { close, make } = registers({
  ...common,
  rows: registerRows(table),
  codePattern: env.DOSSIER_CODE_PATTERN,
  desks: env.DESKS,
  measure: createLagMeter('forms'),
  async again(register) {
    const MessageBody = JSON.stringify({ register });
    const MessageAttributes = correlationAttribute();
    await queues.send(new SendMessageCommand({ QueueUrl: env.QUEUE_URL, MessageBody, MessageAttributes }));
  },
});

export const handler = queueConsumer({
  schema: messageSchema,
  handle(message) {
    if ('register' in message) return make(message.register);
    return 'closeRegistersAt' in message ? close(message.closeRegistersAt) : makeForm(message);
  },
  deadLetters: deadLetters(queues, env.DEAD_LETTER_QUEUE_URL),
  logger,
});
