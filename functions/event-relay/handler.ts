import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { awsClient } from '../../shared/aws/client.ts';
import { provinceEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { createLogger } from '../../shared/log.ts';
import { deadLetters } from '../../shared/messaging/dead-letters.ts';
import { invocation } from '../../shared/monitoring/invocation.ts';
import { createLagMeter } from '../../shared/monitoring/metrics.ts';
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
