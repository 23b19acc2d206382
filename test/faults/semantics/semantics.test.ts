import { describe, expect, it } from 'vitest';
import { EMULATOR_KINDS, EMULATORS } from '../../../local/launcher/emulator/records.ts';
import { differencesPage } from './all.ts';
import { type Case, expected, titleOf } from './case.ts';
import { TABLE_CASES } from './dynamodb/index.ts';
import { eventCases } from './events.ts';
import { storeCases } from './s3.ts';
import { simulatedEvents, simulatedPartition, simulatedQueues, simulatedStore, simulatedStreams } from './simulated.ts';
import { queueCases } from './sqs/index.ts';
import { streamCases } from './streams.ts';

/** Each case in a cloud of its own. */
function ask<Place>(subject: string, cases: readonly Case<Place>[], open: () => Place): void {
  describe(`the simulated cloud answers as AWS does: ${subject}`, () => {
    it.each(cases.map((one) => [titleOf(one, 'simulated'), one] as const))('%s', async (_, one) => {
      expect(await one.run(open())).toEqual(expected(one, 'simulated'));
    });
  });
}

for (const [subject, cases] of Object.entries(TABLE_CASES)) ask(`DynamoDB, ${subject}`, cases, simulatedPartition);
ask('SQS', queueCases, simulatedQueues);
ask('EventBridge', eventCases, simulatedEvents);
ask('S3', storeCases, simulatedStore);
ask('streams of a table', streamCases, simulatedStreams);

it('has every difference of the emulators in the documentation', async () => {
  const page = differencesPage(EMULATOR_KINDS.map((kind) => ({ kind, title: EMULATORS[kind].title })));
  await expect(page).toMatchFileSnapshot('../../../docs/local-cloud-differences.md');
});
