import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Case, Time } from '../case.ts';

/**
 * A partition of its own in a table with key `pk`, `sk` (texts) and index `gsi1` (`gsi1pk`, `gsi1sk`), which has the attribute
 * `summary` beside the keys.
 */
export type Partition = {
  readonly documents: DynamoDBDocumentClient;
  /** For what documents cannot say: numbers of 38 digits, sets with duplicates. */
  readonly client: DynamoDBClient;
  readonly TableName: string;
  readonly pk: string;
  readonly time: Time;
};

export type TableCase = Case<Partition>;

type Fields = Readonly<Record<string, unknown>>;

export const keyOf = ({ pk }: Partition, sk = 'a') => ({ pk, sk });

export const put = (partition: Partition, fields: Fields = {}, more: Fields = {}) =>
  partition.documents.send(
    new PutCommand({ TableName: partition.TableName, Item: { ...keyOf(partition), ...fields }, ...more }),
  );

/** Many items by batches; what is not processed is a fault of the test. */
export async function fill(partition: Partition, items: readonly Fields[]): Promise<void> {
  const { documents, TableName, pk } = partition;
  for (let from = 0; from < items.length; from += 25) {
    const requests = items.slice(from, from + 25).map((item) => ({ PutRequest: { Item: { pk, ...item } } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
  }
}

/** An item as it stands, without its key. */
export async function standing(partition: Partition, sk = 'a', ConsistentRead = true): Promise<Fields | undefined> {
  const { documents, TableName } = partition;
  const { Item } = await documents.send(new GetCommand({ TableName, Key: keyOf(partition, sk), ConsistentRead }));
  return Item && without(Item);
}

const without = ({ pk: _, sk: __, ...fields }: Fields): Fields => fields;

export const update = (partition: Partition, more: Partial<UpdateCommandInput>) =>
  partition.documents.send(
    new UpdateCommand({ TableName: partition.TableName, Key: keyOf(partition), ...more } as UpdateCommandInput),
  );

/** An update of item `a`, and what it has then beside its key; sets as sorted lists. */
export async function updated(
  partition: Partition,
  UpdateExpression: string,
  ExpressionAttributeValues?: Fields,
): Promise<unknown> {
  await update(partition, { UpdateExpression, ExpressionAttributeValues });
  const item = await standing(partition);
  return Object.fromEntries(
    Object.entries(item ?? {}).map(([name, value]) => [name, value instanceof Set ? [...value].sort() : value]),
  );
}

/** A query of the partition. */
export const query = (partition: Partition, more: Partial<QueryCommandInput> = {}) =>
  partition.documents.send(
    new QueryCommand({
      TableName: partition.TableName,
      KeyConditionExpression: 'pk = :pk',
      ConsistentRead: true,
      ...more,
      ExpressionAttributeValues: { ':pk': partition.pk, ...more.ExpressionAttributeValues },
    }),
  );

/** Sort keys of what a query has found. */
export const sorts = async (answer: ReturnType<typeof query>): Promise<unknown> =>
  (await answer).Items?.map(({ sk }) => sk);
