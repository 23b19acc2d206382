import { Duration } from 'aws-cdk-lib';
import { EventBus, Match } from 'aws-cdk-lib/aws-events';
import { MEMORY_MIB, TIMEOUT_SECONDS } from '../../functions/documents/verification/limits.ts';
import { scanResults } from '../../functions/documents/verification/malware/scan-results.ts';
import { FORMS_PREFIX } from '../../shared/documents/object-key.ts';
import { access } from '../constructs/access.ts';
import { busConsumer, fedBy } from '../constructs/bus-consumer.ts';
import { identity, portalOrigin } from '../partner-environment.ts';
import { DECIDES_FOR_CALLERS, READ, SIGNED_IN } from '../table-rights.ts';
import type { Declarations } from './declaration.ts';
import { commands } from './uses.ts';

export const documents: Declarations<'documents' | 'document-verification' | 'draft-removal'> = {
  documents: {
    stack: 'api',
    businessImpact: 'Documents cannot be uploaded or read, so dossiers wait.',
    rows: {
      ...DECIDES_FOR_CALLERS,
      ...SIGNED_IN,
      document: [...READ, 'PutItem', 'UpdateItem'],
      // A file taken out of a draft has its time begin again.
      timer: ['PutItem', 'DeleteItem'],
      register: ['Query'],
      successions: ['GetItem'],
      quota: ['UpdateItem'],
    },
    uses: ({ stack, stateful }) => [
      identity(stack.province),
      portalOrigin(stack.province),
      access.ownerKey(stateful),
      access.documentTickets(stateful),
    ],
  },
  'draft-removal': {
    stack: 'processing',
    rows: {
      dossier: ['Query', 'DeleteItem'],
      declaration: ['Query', 'DeleteItem'],
      document: ['Query', 'UpdateItem'],
      notified: ['Query', 'DeleteItem'],
    },
    businessImpact: 'What people typed and uploaded in drafts that they deleted stays; nothing is lost.',
    hears: ['draft-deleted'],
    of: 'all',
    uses: ({ stateful }) => [access.documentRemoval(stateful)],
    queue: () => ({ timeout: Duration.seconds(60), alarmAge: Duration.minutes(30) }),
  },
  'document-verification': {
    stack: 'processing',
    rows: { document: ['GetItem', 'UpdateItem'] },
    add: (where) => {
      const { name, stack, stateful } = where;
      const bucketName = [stateful.documents.bucketName];
      // S3 and GuardDuty publish on the default bus only.
      const bus = EventBus.fromEventBusName(stack, 'DefaultBus', 'default');
      const verification = busConsumer(stack, {
        name,
        // While a scan is running the message is requeued.
        resends: true,
        businessImpact: 'Uploaded files are not checked, so applicants cannot submit their dossiers.',
        bus,
        pattern: {
          source: ['aws.s3'],
          detailType: ['Object Created'],
          detail: {
            bucket: { name: bucketName },
            // The worker `forms` writes these objects; they are no uploads.
            object: { key: Match.anythingButWildcard(`*/${FORMS_PREFIX}/*`) },
          },
        },
        // The event also holds the uploader's address, which must not be stored in a queue. Key, version, size, ETag and
        // sequencer are kept; the bucket is the one of the pattern.
        takes: '$.detail.object',
        uses: [where.table, access.documentVerdicts(stateful), access.malwareScan(stateful), commands(where)],
        timeout: Duration.seconds(TIMEOUT_SECONDS),
        memory: MEMORY_MIB,
        // Batch size 1: a file that crashes the worker affects no other file, and is retried after half a minute. A verdict
        // is final, so a duplicate delivery is harmless.
        batchSize: 1,
        hiddenFor: Duration.seconds(TIMEOUT_SECONDS + 5),
        alarmAge: Duration.minutes(10),
      });
      if (stack.province.malwareScan) {
        fedBy(stack, verification, { name: 'malware-scans', bus, pattern: scanResults(bucketName), takes: '$.detail' });
      }
      return verification;
    },
  },
};
