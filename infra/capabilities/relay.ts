import { Duration } from 'aws-cdk-lib';
import { EVENT_PREFIX, HEARTBEAT } from '../../shared/platform/table/keys.ts';
import { access } from '../constructs/access.ts';
import { streamConsumer } from '../constructs/stream-consumer.ts';
import type { Declarations } from './declaration.ts';

export const relay: Declarations<'event-relay'> = {
  'event-relay': {
    stack: 'processing',
    // The stream delivers the rows; the function reads none.
    rows: {},
    add: ({ name, stack, stateful }) => {
      streamConsumer(stack, {
        name,
        businessImpact: 'Events are not published: no national-portal sync, webhook, parcel order or notice.',
        table: stateful.table,
        insertedWithPrefix: EVENT_PREFIX,
        heartbeats: HEARTBEAT,
        uses: [access.bus(stateful)],
        timeout: Duration.seconds(30),
        alarmAge: Duration.minutes(5),
      });
      return undefined;
    },
  },
};
