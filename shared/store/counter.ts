import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/**
 * Next number of an agency's day, from 1. Atomic: never the same number twice, whoever asks at once. A number drawn
 * for a submission that then fails stays unused; gaps are allowed, doubles are not.
 */
export async function nextNumber({ client, name }: Table, agencyId: string, day: string): Promise<number> {
  const answer = await client.send(
    new UpdateCommand({
      TableName: name,
      Key: keys.counter(agencyId, day),
      UpdateExpression: 'ADD lastNumber :one',
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return answer.Attributes?.lastNumber as number;
}
