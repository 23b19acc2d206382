import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { awsClient } from '../../shared/aws/client.ts';
import { commonEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { byToken } from '../../shared/http/access.ts';
import { apiHandler } from '../../shared/http/api.ts';
import { identityEnvironment, tokenVerifier } from '../../shared/identity/verify-token.ts';
import { createLogger } from '../../shared/log.ts';
import { commandQueue } from '../../shared/messaging/command-queue.ts';
import { createCounter } from '../../shared/monitoring/metrics.ts';
import { fileHosts } from '../../shared/national-portal/file-hosts.ts';
import { inboundFilesQueue } from '../../shared/national-portal/inbound-files.ts';
import { catalogue } from '../../shared/store/catalogue.ts';
import { openTable } from '../../shared/store/table.ts';
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
  { logger, admission: byToken(tokenVerifier(env)) },
);
