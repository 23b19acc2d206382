import type { Ask } from '../policy/statement.ts';
import { arnOf, ask, type Place } from './place.ts';

type Json = Readonly<Record<string, unknown>>;
type Item = {
  readonly TableName?: string;
  readonly Key?: Readonly<Record<string, { readonly S?: string }>>;
  readonly Item?: Readonly<Record<string, { readonly S?: string }>>;
};

type Batch = Readonly<Record<string, { readonly Keys: readonly NonNullable<Item['Key']>[] }>>;

const TRANSACTION: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/**
 * What a request in DynamoDB's own JSON asks for. A transaction asks for each action for all the items it is for, by one
 * statement: AWS does not say whether it asks item by item, and a role that is allowed all of them at once is allowed each.
 */
export function dynamoAsks(place: Place, operation: string, input: Json): readonly Ask[] {
  const on = (action: string, table: unknown, partitions: readonly string[]) =>
    ask(`dynamodb:${action}`, arnOf(place, 'dynamodb', `table/${table}`), { 'dynamodb:LeadingKeys': partitions });
  const partition = ({ Key, Item }: Item) => (Key ?? Item)?.pk?.S ?? '';
  switch (operation) {
    case 'TransactWriteItems':
    case 'TransactGetItems': {
      const items = (input.TransactItems as Readonly<Record<string, Item>>[]).flatMap((item) => Object.entries(item));
      const byKind = Map.groupBy(items, ([kind]) => kind);
      return [...byKind].map(([kind, parts]) =>
        on(
          TRANSACTION[kind] ?? kind,
          parts[0]?.[1].TableName,
          parts.map(([, part]) => partition(part)),
        ),
      );
    }
    case 'Query': {
      const { TableName, KeyConditionExpression = '', ExpressionAttributeValues = {}, IndexName } = input;
      const value = /\b(?:gsi\d)?pk\s*=\s*(:\w+)/.exec(String(KeyConditionExpression))?.[1] ?? '';
      const given = (ExpressionAttributeValues as Record<string, { S?: string }>)[value]?.S ?? '';
      return [on('Query', IndexName === undefined ? TableName : `${TableName}/index/${IndexName}`, [given])];
    }
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [on(operation, input.TableName, [partition(input as Item)])];
    case 'BatchGetItem': {
      const [[table, { Keys }] = ['', { Keys: [] }]] = Object.entries(input.RequestItems as Batch);
      return [
        on(
          operation,
          table,
          Keys.map((key) => partition({ Key: key })),
        ),
      ];
    }
    // All other actions name no single partition here, and are granted to no role.
    default:
      return [on(operation, input.TableName, [''])];
  }
}
