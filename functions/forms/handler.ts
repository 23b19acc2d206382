import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { commonEnvironment, json, readEnvironment } from '../../shared/config/environment.ts';
import { deliveryMessageSchema } from '../../shared/delivery/nudge.ts';
import { bucketEnvironment, documentsBucket } from '../../shared/documents/bucket.ts';
import { createLogger } from '../../shared/log.ts';
import { commandQueue } from '../../shared/messaging/command-queue.ts';
import { deadLetters } from '../../shared/messaging/dead-letters.ts';
import { queueConsumer } from '../../shared/messaging/queue-consumer.ts';
import { secretStore } from '../../shared/secrets/secrets.ts';
import { catalogue } from '../../shared/store/catalogue.ts';
import { readLog } from '../../shared/store/lists.ts';
import { readSnapshot } from '../../shared/store/snapshot.ts';
import { openTable } from '../../shared/store/table.ts';
import { readFonts } from './fonts.ts';
import { forms } from './forms.ts';
import { letterheadSchema } from './names.ts';
import { formShelf } from './shelf.ts';
import { provinceSigner } from './signing.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...bucketEnvironment,
  LETTERHEAD: json(letterheadSchema),
  SECRET_PREFIX: z.string().check(z.minLength(1)),
  COMMAND_QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
});
const logger = createLogger('forms');
const table = openTable(env.TABLE_NAME);
const queues = new SQSClient({});

export const handler = queueConsumer({
  schema: deliveryMessageSchema,
  handle: forms({
    loadDossier: (dossierId) => readSnapshot(table, dossierId),
    readLog: (dossierId, fromVersion) => readLog(table, dossierId, fromVersion),
    catalogue: catalogue(table),
    letterhead: env.LETTERHEAD,
    // In the bundle this is the folder of the deployed code, where the fonts lie (`infra/bundle.ts`).
    fonts: readFonts(import.meta.dirname),
    signer: provinceSigner(secretStore(new SecretsManagerClient({}), env.SECRET_PREFIX)),
    shelf: formShelf(documentsBucket(env, table.client.config)),
    commands: commandQueue(queues, env.COMMAND_QUEUE_URL),
    clock: () => new Date(),
    logger,
  }),
  deadLetters: deadLetters(queues, env.DEAD_LETTER_QUEUE_URL),
  logger,
});
