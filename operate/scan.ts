import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../shared/platform/table/table.ts';

/** Scans the whole table, page by page: for an operator's tool, never for a function. */
export async function* scan({ client, name }: Table, filter: string, values: Record<string, unknown>) {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: name,
        FilterExpression: filter,
        ExpressionAttributeValues: values,
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    yield (page.Items ?? []) as Record<string, unknown>[];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}
