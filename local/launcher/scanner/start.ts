import { setTimeout as pause } from 'node:timers/promises';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws/client.ts';
import { clientSettings } from '../clients.ts';
import { LOCAL_ACCOUNT } from '../deploy/environment.ts';
import type { Environment } from '../environment.ts';
import { startClamd } from './daemon.ts';
import { guardDutyOf } from './guard-duty.ts';

/** Seconds a receive waits for a message; below the client's time-out. */
const WAIT_S = 2;

/**
 * Scans every new version in the documents bucket with ClamAV, as GuardDuty's managed rule does with GuardDuty.
 * @param program path of ClamAV's daemon
 * @returns a function that stops it
 */
export async function startScanner(environment: Environment, program: string): Promise<() => Promise<void>> {
  const clamd = await startClamd(program);
  const settings = clientSettings(environment);
  const [bus, sqs] = [awsClient(EventBridgeClient, settings), awsClient(SQSClient, settings)];
  const Name = `motcua-${environment.province}-scanner`;
  const bucket = environment.documentsBucket;
  const pattern = { source: ['aws.s3'], 'detail-type': ['Object Created'], detail: { bucket: { name: [bucket] } } };
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: Name }));
  await bus.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern) }));
  const Arn = `arn:aws:sqs:${environment.region}:${LOCAL_ACCOUNT}:${Name}`;
  await bus.send(
    new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'scanner', Arn, InputPath: '$.detail.object' }] }),
  );
  const guardDuty = guardDutyOf(environment, bucket, () => clamd.address);

  const stopped = new AbortController();
  async function scanNext(): Promise<void> {
    const asked = { QueueUrl, WaitTimeSeconds: WAIT_S, MaxNumberOfMessages: 10 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(asked), { abortSignal: stopped.signal });
    for (const { Body = '{}', ReceiptHandle } of Messages) {
      const { key, 'version-id': versionId } = JSON.parse(Body) as { key: string; 'version-id'?: string };
      await guardDuty.scan(key, versionId).catch((error: unknown) => {
        // For example a file that was withdrawn meanwhile. Verification waits and reports it.
        if (!stopped.signal.aborted) console.warn(`not scanned: ${key} (${String(error)})`);
      });
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
  const scanning = (async () => {
    while (!stopped.signal.aborted) await scanNext().catch(() => pause(500, undefined, { ref: false }));
  })();
  return async () => {
    stopped.abort();
    await scanning;
    await clamd.stop();
  };
}
