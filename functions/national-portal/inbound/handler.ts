import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../../shared/platform/config/environment.ts';
import { AS_SIGNED_IN, byToken } from '../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import { identityEnvironment, tokenVerifier } from '../../../shared/platform/identity/verify-token.ts';
import { createLogger } from '../../../shared/platform/observability/log.ts';
import { createCounter } from '../../../shared/platform/observability/metrics.ts';
import { commandQueue } from '../../../shared/platform/queues/command-queue.ts';
import { openTable } from '../../../shared/platform/table/table.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { fileHosts } from '../file-hosts.ts';
import { inboundFilesQueue } from '../inbound-files.ts';
import { handlers } from './national-portal-inbound.ts';
import { routes } from './routes.ts';

const env = readEnvironment({
  ...commonEnvironment,
  ...identityEnvironment,
  COMMAND_QUEUE_URL: z.url(),
  INBOUND_FILES_QUEUE_URL: z.url(),
  PORTAL_FILE_HOSTS: fileHosts,
});

const logger = createLogger('national-portal-inbound');
const table = openTable(env.TABLE_NAME);
const sqs = awsClient(SQSClient);

export const handler = apiHandler(
  routes,
  handlers({
    table,
    province: env.PROVINCE,
    catalogue: catalogue(table),
    queue: commandQueue(sqs, env.COMMAND_QUEUE_URL),
    files: inboundFilesQueue(sqs, env.INBOUND_FILES_QUEUE_URL),
    fileHosts: env.PORTAL_FILE_HOSTS,
    clock: () => new Date(),
    count: createCounter('national-portal-inbound'),
    logger,
  }),
  { logger, admission: byToken(tokenVerifier(env), AS_SIGNED_IN) },
);
