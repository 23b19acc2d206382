import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { RecordedEvent } from '../dossier/events.ts';
import { keys } from '../store/keys.ts';
import type { Table } from '../store/table.ts';

/**
 * A dossier's log after `version`, oldest first, strongly consistent.
 * @throws Error when the log has a gap: a defect of the store, and nothing may be sent past it.
 */
export async function readLog({ client, name }: Table, dossierId: string, version = 0): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': keys.dossier(dossierId),
          ':first': keys.event(dossierId, version + 1).sk,
          ':last': keys.event(dossierId, 99_999_999).sk,
        },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    for (const item of page.Items ?? []) events.push(item.event as RecordedEvent);
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  events.forEach((event, index) => {
    if (event.version !== version + 1 + index) throw new Error(`log of ${dossierId} has a gap at ${event.version}`);
  });
  return events;
}

/** Version of the last event of a dossier's log, strongly consistent; 0 when there is none. */
export async function headOf({ client, name }: Table, dossierId: string): Promise<number> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': keys.dossier(dossierId),
        ':first': keys.event(dossierId, 1).sk,
        ':last': keys.event(dossierId, 99_999_999).sk,
      },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 1,
    }),
  );
  return (Items[0]?.event as RecordedEvent | undefined)?.version ?? 0;
}
