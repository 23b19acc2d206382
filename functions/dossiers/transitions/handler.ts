import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { RULES } from '../../../shared/dossier/rules.ts';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { ownerKeys } from '../../../shared/platform/identity/owner-key.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { queuedCommandSchema } from '../../../shared/platform/queues/command-queue.ts';
import { deadLetters } from '../../../shared/platform/queues/dead-letters.ts';
import { queueConsumer } from '../../../shared/platform/queues/queue-consumer.ts';
import { openProvinceKey } from '../../../shared/platform/secrets/province-key.ts';
import { secretsEnvironment } from '../../../shared/platform/secrets/secrets.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { dossierStore } from '../../../shared/record/dossier-store.ts';
import { defectsParked } from './defects.ts';
import { transitions } from './transitions.ts';

const env = readEnvironment({ ...commonEnvironment, DEAD_LETTER_QUEUE_URL: z.url(), ...secretsEnvironment });
const logger = createLogger('transitions');
const table = openTable(env.TABLE_NAME);
const owners = ownerKeys(openProvinceKey(env));
const store = dossierStore(table, RULES, env.DOSSIER_CODE_PATTERN, undefined, undefined, owners);

export const handler = queueConsumer({
  schema: queuedCommandSchema,
  groupOf: (command) => command.dossierId,
  handle: defectsParked(transitions({ table, store, province: env.PROVINCE }), logger),
  deadLetters: deadLetters(awsClient(SQSClient), env.DEAD_LETTER_QUEUE_URL),
  logger,
  concurrency: 5,
});
