import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { awsClient } from '../../shared/aws/client.ts';
import { provinceEnvironment, readEnvironment } from '../../shared/config/environment.ts';
import { createLogger } from '../../shared/log.ts';
import { deadLetters } from '../../shared/messaging/dead-letters.ts';
import { createLagMeter } from '../../shared/monitoring/metrics.ts';
import { relay } from './event-relay.ts';

const env = readEnvironment({ ...provinceEnvironment, EVENT_BUS_NAME: z.string(), DEAD_LETTER_QUEUE_URL: z.url() });

const dependencies = {
  bus: awsClient(EventBridgeClient),
  busName: env.EVENT_BUS_NAME,
  province: env.PROVINCE,
  deadLetters: deadLetters(awsClient(SQSClient), env.DEAD_LETTER_QUEUE_URL),
  logger: createLogger('event-relay'),
  measure: createLagMeter('event-relay'),
  clock: () => new Date(),
};

export const handler = middy<DynamoDBStreamEvent, void>().handler((event) => relay(event, dependencies));
