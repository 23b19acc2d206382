import { describe, expect, it } from 'vitest';
import { type Case, expected, titleOf } from '../faults/semantics/case.ts';
import { TABLE_CASES } from '../faults/semantics/dynamodb/index.ts';
import { eventCases } from '../faults/semantics/events.ts';
import { storeCases } from '../faults/semantics/s3.ts';
import { queueCases } from '../faults/semantics/sqs/index.ts';
import { environment } from './kit.ts';
import { eventsOn, partitionsOn, queuesOn, storesOn } from './semantics-places.ts';

const { kind } = environment.emulator;

/** The cases that the simulated cloud answers, asked of the emulator: the same answers, or the difference that is written down. */
function ask<Place>(subject: string, cases: readonly Case<Place>[], place: () => Promise<Place>): void {
  describe(`the emulator answers as AWS does, or as it is known to: ${subject}`, () => {
    const asked = cases.filter(({ simulatedOnly }) => simulatedOnly === undefined);
    it.each(asked.map((one) => [titleOf(one, kind), one] as const))('%s', async (_, one) => {
      expect(await one.run(await place())).toEqual(expected(one, kind));
    });
  });
}

const [partition, events, store] = await Promise.all([
  partitionsOn(environment),
  eventsOn(environment),
  storesOn(environment),
]);
for (const [subject, cases] of Object.entries(TABLE_CASES)) ask(`DynamoDB, ${subject}`, cases, partition);
ask('SQS', queueCases, queuesOn(environment));
ask('EventBridge', eventCases, events);
ask('S3', storeCases, store);
