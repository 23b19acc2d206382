import { Duration } from 'aws-cdk-lib';
import { EventBus, Match } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { MEMORY_MIB, TIMEOUT_SECONDS } from '../../functions/documents/verification/limits.ts';
import { scanResults } from '../../functions/documents/verification/malware/scan-results.ts';
import { FORMS } from '../../shared/documents/object-key.ts';
import { eventTypesWith } from '../../shared/dossier/event-types.ts';
import { EVENT_PREFIX, HEARTBEAT } from '../../shared/platform/table/keys.ts';
import { access } from '../constructs/access.ts';
import { busConsumer, fedBy } from '../constructs/bus-consumer.ts';
import { ProvinceStack, type Site } from '../constructs/province-stack.ts';
import { queueWorker, sends } from '../constructs/queue-worker.ts';
import { scheduledFunction } from '../constructs/scheduled-function.ts';
import { streamConsumer } from '../constructs/stream-consumer.ts';
import { eventsOfSubmitted } from '../province-events.ts';
import type { StatefulStack } from './stateful.ts';

/** What happens to dossiers without anybody waiting: queued commands, events on their way out, uploaded files. */
export class ProcessingStack extends ProvinceStack {
  readonly commandQueue: Queue;

  constructor(scope: Construct, site: Site, stateful: StatefulStack) {
    super(scope, 'processing', site, 'command queue, event relay, document verification');

    const transitions = queueWorker(this, {
      name: 'transitions',
      fifo: true,
      errorCosts:
        'A payment, parcel, verified file or national-portal message is not recorded on its dossier, which stands still.',
      // Dossiers of the national portal are opened here, for owners who may come by another way tomorrow.
      uses: [access.table(stateful, 'transitions'), access.ownerKey(stateful)],
      timeout: Duration.seconds(10),
      alarmAge: Duration.minutes(5),
    });
    this.commandQueue = transitions.queue;

    scheduledFunction(this, {
      name: 'deadlines',
      errorCosts: 'Nobody is warned before a deadline and nobody is told when one is broken.',
      uses: [access.table(stateful, 'deadlines'), sends(this.commandQueue, 'COMMAND_QUEUE_URL')],
      every: Duration.minutes(1),
      timeout: Duration.seconds(55),
    });

    streamConsumer(this, {
      name: 'event-relay',
      errorCosts:
        'Nobody outside learns what happened to dossiers: no national-portal sync, webhook, parcel or notice.',
      table: stateful.table,
      insertedWithPrefix: EVENT_PREFIX,
      heartbeats: HEARTBEAT,
      uses: [access.bus(stateful)],
      timeout: Duration.seconds(30),
      alarmAge: Duration.minutes(5),
    });

    busConsumer(this, {
      name: 'figures-projection',
      errorCosts: 'Leaders and the public read figures that lag behind; nothing is lost, they catch up by themselves.',
      bus: stateful.bus,
      pattern: eventsOfSubmitted(eventTypesWith('figures', true)),
      uses: [access.table(stateful, 'figures-projection')],
      timeout: Duration.seconds(30),
      alarmAge: Duration.hours(1),
    });

    // S3 and GuardDuty speak to the default bus only.
    const bus = EventBus.fromEventBusName(this, 'DefaultBus', 'default');
    const verification = busConsumer(this, {
      name: 'document-verification',
      // A scan that is not over yet is asked about again later.
      resends: true,
      errorCosts: 'Uploaded files are never checked, so the applicants cannot submit the dossiers they belong to.',
      bus,
      pattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [stateful.documents.bucketName] },
          // Forms are made here, by the worker of that name, and nobody's upload.
          object: { key: Match.anythingButWildcard(`*/${FORMS}/*`) },
        },
      },
      // The event also holds the uploader's address, which has no business in a queue. What is left is key, version, size,
      // ETag and sequencer; the bucket is the one of the pattern.
      takes: '$.detail.object',
      uses: [
        access.table(stateful, 'document-verification'),
        access.documentVerdicts(stateful),
        access.malwareScan(stateful),
        sends(this.commandQueue, 'COMMAND_QUEUE_URL'),
      ],
      timeout: Duration.seconds(TIMEOUT_SECONDS),
      memory: MEMORY_MIB,
      // One file that ends its worker takes no other with it, and its applicant waits half a minute: a verdict stands
      // once given, so a file that is handed out a second time does no harm.
      batchSize: 1,
      hiddenFor: Duration.seconds(TIMEOUT_SECONDS + 5),
      alarmAge: Duration.minutes(10),
    });
    if (this.province.malwareScan) {
      const bucketName = [stateful.documents.bucketName];
      fedBy(this, verification, { name: 'malware-scans', bus, pattern: scanResults(bucketName), takes: '$.detail' });
    }
  }
}
