import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../shared/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { ownerKeys } from '../../shared/identity/owner-key.ts';
import { createLogger } from '../../shared/log.ts';
import { queuedCommandSchema } from '../../shared/messaging/command-queue.ts';
import { deadLetters } from '../../shared/messaging/dead-letters.ts';
import { defectsParked } from '../../shared/messaging/defects.ts';
import { queueConsumer } from '../../shared/messaging/queue-consumer.ts';
import { openProvinceKey } from '../../shared/secrets/province-key.ts';
import { secretsEnvironment } from '../../shared/secrets/secrets.ts';
import { dossierStore } from '../../shared/store/dossier-store.ts';
import { openTable } from '../../shared/store/table.ts';
import { transitions } from './transitions.ts';

const env = readEnvironment({ ...commonEnvironment, DEAD_LETTER_QUEUE_URL: z.url(), ...secretsEnvironment });
const logger = createLogger('transitions');
const table = openTable(env.TABLE_NAME);
const owners = ownerKeys(openProvinceKey(env));
const store = dossierStore(table, env.DOSSIER_CODE_PATTERN, undefined, undefined, owners);

export const handler = queueConsumer({
  schema: queuedCommandSchema,
  groupOf: (command) => command.dossierId,
  handle: defectsParked(transitions({ table, store, province: env.PROVINCE }), logger),
  deadLetters: deadLetters(awsClient(SQSClient), env.DEAD_LETTER_QUEUE_URL),
  logger,
  concurrency: 5,
});
