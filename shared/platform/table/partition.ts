import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

type Rows = {
  /** Only rows whose sort key starts with it. */
  readonly prefix?: string | undefined;
  /** Strongly consistent unless told otherwise. */
  readonly consistent?: boolean;
};

/** All rows of a partition in the order of their sort keys, as many requests as it takes: for partitions that stay small. */
export async function readPartition(
  { client, name }: Table,
  pk: string,
  { prefix, consistent = true }: Rows = {},
): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: prefix === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ...(prefix !== undefined && { ':prefix': prefix }) },
        ConsistentRead: consistent,
        ExclusiveStartKey: from,
      }),
    );
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
}
