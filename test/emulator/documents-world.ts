import { createHash, randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { documents } from '../../functions/documents/tickets/documents.ts';
import { presignedTickets } from '../../functions/documents/tickets/tickets.ts';
import { documentVerification } from '../../functions/documents/verification/document-verification.ts';
import { guardDutyScan } from '../../functions/documents/verification/malware/guard-duty.ts';
import { scanResults } from '../../functions/documents/verification/malware/scan-results.ts';
import { happened, messageSchema } from '../../functions/documents/verification/message.ts';
import { storedFiles } from '../../functions/documents/verification/stored-files.ts';
import { transitions } from '../../functions/dossiers/transitions/transitions.ts';
import { clientSettings } from '../../local/launcher/clients.ts';
import { LOCAL_ACCOUNT } from '../../local/launcher/deploy/environment.ts';
import type { Environment } from '../../local/launcher/environment.ts';
import type { Actor } from '../../shared/dossier/actor.ts';
import { RULES } from '../../shared/dossier/rules.ts';
import { documentsBucket } from '../../shared/platform/files/bucket.ts';
import { commandQueue, queuedCommandSchema, type ReceivedCommand } from '../../shared/platform/queues/command-queue.ts';
import { deadLetters } from '../../shared/platform/queues/dead-letters.ts';
import { laterOn } from '../../shared/platform/queues/delayed.ts';
import { queueConsumer } from '../../shared/platform/queues/queue-consumer.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import { openTable } from '../../shared/platform/table/table.ts';
import birth from '../../shared/procedure/catalogue/1.001193.json' with { type: 'json' };
import { parseProcedure } from '../../shared/procedure/parse-procedure.ts';
import { catalogue } from '../../shared/record/catalogue.ts';
import { loadDocument } from '../../shared/record/document-rows.ts';
import { dossierStore } from '../../shared/record/dossier-store.ts';
import { registerLists } from '../../shared/record/registers.ts';
import { fixedOwnerKeys } from '../shared/platform/identity/fixed-key.ts';

type Pattern = { readonly source: string[]; readonly detailType: string[]; readonly detail: object };

/** A synthetic citizen. */
const PERSONAL_ID = '045200000017';
export const AGENCY = 'H50.12.3';
export const citizen: Actor = {
  kind: 'citizen',
  subject: 'citizen-a',
  ownerKey: await fixedOwnerKeys({ kind: 'citizen', identifier: PERSONAL_ID }),
};
export const stranger: Actor = { kind: 'citizen', subject: 'citizen-b', ownerKey: 'f'.repeat(64) };

/**
 * A table, a bucket and queues of their own on the emulator, and the functions' logic wired to them as on AWS.
 * @param scanner where the malware scanner is asked for another scan; absent in a province that has none
 */
export async function openWorld(environment: Environment, scanner?: string) {
  // The emulator takes any key for a call, but a presigned address only under the one its functions have.
  const aws = { ...clientSettings(environment), credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const [dynamo, s3, sqs, bus] = [
    new DynamoDBClient(aws),
    new S3Client({ ...aws, forcePathStyle: true }),
    new SQSClient(aws),
    new EventBridgeClient(aws),
  ];
  const name = `documents-test-${randomUUID().slice(0, 8)}`;
  await dynamo.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: 'Enabled' } }));
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: name, NotificationConfiguration }));
  const queue = async (suffix: string, Attributes?: Record<string, string>) =>
    (await sqs.send(new CreateQueueCommand({ QueueName: `${name}${suffix}`, Attributes }))).QueueUrl ?? '';
  const uploads = await queue('-uploads');
  const parked = await queue('-parked');
  const commandsUrl = await queue('-commands.fifo', { FifoQueue: 'true' });
  const Arn = `arn:aws:sqs:${aws.region}:${LOCAL_ACCOUNT}:${name}-uploads`;
  async function feed(Rule: string, { detailType, ...pattern }: Pattern, InputPath: string): Promise<void> {
    const EventPattern = JSON.stringify({ ...pattern, 'detail-type': detailType });
    await bus.send(new PutRuleCommand({ Name: Rule, EventPattern }));
    await bus.send(new PutTargetsCommand({ Rule, Targets: [{ Id: 'uploads', Arn, InputPath }] }));
  }
  const created = { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [name] } } };
  await feed(name, created, '$.detail.object');
  if (scanner !== undefined) await feed(`${name}-scans`, scanResults([name]), '$.detail');

  const table = openTable(name, dynamo);
  const procedure = parseProcedure(birth, '1.001193.json');
  if (!procedure.ok) throw new Error('the catalogue is not valid');
  const agency = { agencyId: AGENCY, name: { vi: 'Phường Nam', en: 'Nam ward' }, kind: 'reception', level: 'commune' };
  const rows = [
    { ...keys.procedure('1.001193', procedure.value.version), procedure: procedure.value },
    { ...keys.agency(AGENCY), agency },
  ];
  for (const Item of rows) await table.client.send(new PutCommand({ TableName: name, Item }));
  const procedures = catalogue(table);
  const pattern = { dateForm: 'YYMMDD', sequenceDigits: 4 } as const;
  const store = dossierStore(table, RULES, pattern, undefined, procedures, fixedOwnerKeys);
  /** The same an hour from now, when no ticket of today is good any more. */
  const later = dossierStore(table, RULES, pattern, () => new Date(Date.now() + 3_600_000), procedures, fixedOwnerKeys);
  const bucket = documentsBucket(
    { DOCUMENTS_BUCKET: name, AWS_ENDPOINT_URL: environment.endpoint },
    table.client.config,
  );
  const logger = new Logger({ serviceName: 'test', logLevel: 'SILENT' });
  const api = documents({
    table,
    store,
    procedures,
    tickets: presignedTickets(bucket),
    registers: registerLists(table),
  });
  const counted: string[] = [];
  const malware =
    scanner === undefined
      ? undefined
      : guardDutyScan({ AWS_ENDPOINT_URL_GUARDDUTY: scanner }, table.client.config, bucket);
  const judge = documentVerification({
    table,
    files: storedFiles(bucket),
    commands: commandQueue(sqs, commandsUrl),
    malware,
    count: (metric) => void counted.push(metric),
    logger,
  });
  const back = laterOn(sqs, uploads);
  const verify = queueConsumer({
    schema: messageSchema,
    handle: (message, record) => judge(happened(message), back(record)),
    deadLetters: deadLetters(sqs, parked),
    logger,
  });

  /** Takes the next message of a queue; the receive itself waits for it. */
  async function take(url: string) {
    const asked = { QueueUrl: url, WaitTimeSeconds: 20, MessageAttributeNames: ['All'] };
    const message = (await sqs.send(new ReceiveMessageCommand(asked))).Messages?.[0];
    if (message === undefined) throw new Error('no message came');
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
    return { id: message.MessageId ?? '', body: message.Body ?? '', attributes: message.MessageAttributes };
  }

  const carry = transitions({ table, store, province: environment.province });

  return {
    store,
    later,
    s3,
    name,
    api,
    counted,
    scanAgain: async (key: string, versionId: string) => malware?.scanAgain(key, versionId),
    load: (dossierId: string, documentId: string) => loadDocument(table, dossierId, documentId),
    takeUploadEvent: async () => (await take(uploads)).body,
    /** What the queue's function would do next, a message that came back by itself included. */
    workOnce: async () => {
      const { id: messageId, body, attributes } = await take(uploads);
      const attempt = attributes?.attempt?.StringValue;
      const messageAttributes = attempt === undefined ? {} : { attempt: { stringValue: attempt, dataType: 'Number' } };
      const record = { messageId, body, attributes: {}, messageAttributes } as unknown as SQSEvent['Records'][number];
      return verify({ Records: [record] }, {} as Context);
    },
    takeParked: () => take(parked),
    carryOut: (command: ReceivedCommand) =>
      carry(command, { attributes: { SenderId: LOCAL_ACCOUNT } as SQSRecord['attributes'] }),
    takeCommand: async () => queuedCommandSchema.parse(JSON.parse((await take(commandsUrl)).body)),
    verify: async (body: string) => {
      const record = {
        messageId: randomUUID(),
        body,
        attributes: {},
        messageAttributes: {},
      } as unknown as SQSEvent['Records'][number];
      return verify({ Records: [record] }, {} as Context);
    },
    openDossier: async () => {
      const outcome = await store.execute({
        dossierId: randomUUID(),
        actor: citizen,
        idempotency: idempotency(),
        command: {
          type: 'create-draft',
          draft: {
            procedureCode: '1.001193',
            receivingAgency: AGENCY,
            channel: 'online',
            language: 'vi',
            applicant: {
              kind: 'citizen',
              name: 'Nguyễn Thử Nghiệm',
              identity: { type: 'personal-id', number: PERSONAL_ID, country: 'VN' },
              phone: '0912345678',
              address: 'Thôn Thử, Quảng Trị',
            },
            resultDelivery: { method: 'counter' },
          },
        },
      });
      if (!outcome.ok) throw new Error(outcome.rejection.code);
      return outcome.answer.dossierId;
    },
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;

export const idempotency = (key: string = randomUUID()) => ({ scope: 'test', key, bodyHash: 'same' });

export function announcementOf(bytes: Buffer, contentType = 'application/pdf', fileName = 'Tờ khai (1).pdf') {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { kind: 'component', component: 'birth-declaration', fileName, contentType, size: bytes.length, sha256 };
}
