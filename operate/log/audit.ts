import { userInfo } from 'node:os';
import { CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Context } from '../verb.ts';

/** Log group for operators' reads of personal data, part of the audit trail. Declared by `infra/stacks/stateful.ts`. */
export const auditLogGroup = (province: string): string => `/motcua/${province}/operate`;

export type Reading = { readonly dossierId: string; readonly reason: string };

/**
 * Writes to the audit trail who reads which dossier, and why. Await it before showing anything.
 * @throws Error when the entry was not accepted: then nothing may be read
 */
export async function auditReading({ province, logs, clock }: Context, { dossierId, reason }: Reading): Promise<void> {
  const logGroupName = auditLogGroup(province.slug);
  const at = clock();
  // The principal that CloudTrail records; a local account name could be chosen freely.
  const { accessKeyId } = await logs.config.credentials();
  const message = JSON.stringify({
    level: 'INFO',
    message: 'personal data read',
    timestamp: at.toISOString(),
    service: 'operate',
    audit: true,
    ...{ dossierId, reason, accessKeyId, operator: userInfo().username },
  });
  const logStreamName = `${at.toISOString().slice(0, 10)}/${crypto.randomUUID()}`;
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  const logEvents = [{ timestamp: at.getTime(), message }];
  const { rejectedLogEventsInfo } = await logs.send(
    new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }),
  );
  if (rejectedLogEventsInfo !== undefined) throw new Error(`${logGroupName} did not take the line of the audit trail.`);
}
