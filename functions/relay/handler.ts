import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { awsClient } from '../../shared/platform/aws/client.ts';
import { provinceEnvironment, readEnvironment } from '../../shared/platform/config/environment.ts';
import { invocation } from '../../shared/platform/observability/invocation.ts';
import { createLogger } from '../../shared/platform/observability/log.ts';
import { createLagMeter } from '../../shared/platform/observability/metrics.ts';
import { deadLetters } from '../../shared/platform/queues/dead-letters.ts';
import { dossiersIn, relay } from './event-relay.ts';

const env = readEnvironment({ ...provinceEnvironment, EVENT_BUS_NAME: z.string(), DEAD_LETTER_QUEUE_URL: z.url() });

const logger = createLogger('event-relay');
const dependencies = {
  bus: awsClient(EventBridgeClient),
  busName: env.EVENT_BUS_NAME,
  province: env.PROVINCE,
  deadLetters: deadLetters(awsClient(SQSClient), env.DEAD_LETTER_QUEUE_URL),
  logger,
  measure: createLagMeter('event-relay'),
  clock: () => new Date(),
};

export const handler = invocation<DynamoDBStreamEvent, void>('stream', logger, async (event, _, note) => {
  note({ records: event.Records.length, dossierIds: dossiersIn(event) });
  const { parked, succeeded } = await relay(event, dependencies);
  note({ outcome: parked > 0 ? 'parked' : 'done', succeeded, parked });
});
