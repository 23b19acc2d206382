import { like } from '../infra/kit/like.ts';

/** As much of IAM's policy language as the table's rights are written in; anything else is refused loudly. */
export type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

/** What a request needs: an action on rows of all these partitions, of the table or of an index. */
export type Need = {
  readonly action: string;
  readonly partitions: readonly string[];
  readonly index?: string | undefined;
};

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

const CONDITION = 'ForAllValues:StringLike';
const KEY = 'dynamodb:LeadingKeys';

/** Statements about rows of the table. @throws Error for a statement that would have to be understood otherwise */
export function tableStatements(statements: readonly Statement[]): readonly Statement[] {
  const about = statements.filter(({ Action }) => list(Action).some((action) => /^dynamodb:|\*/.test(action)));
  return about.filter(({ Effect, Action, Condition = {} }) => {
    const actions = list(Action);
    // Of the stream, which is no row.
    if (actions.every((action) => /:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/.test(action)))
      return false;
    const [operator, ...others] = Object.keys(Condition);
    const keys = Object.keys(Condition[operator ?? ''] ?? {});
    const understood =
      Effect === 'Allow' &&
      operator === CONDITION &&
      others.length === 0 &&
      keys.join() === KEY &&
      actions.every((action) => /^dynamodb:[A-Za-z]+$/.test(action));
    if (!understood) throw new Error(`not a right in rows: ${JSON.stringify({ Effect, Action, Condition })}`);
    return true;
  });
}

/** Whether a role with these statements may do it; nothing is allowed that is not said. */
export function allows(statements: readonly Statement[], { action, partitions, index }: Need): boolean {
  return statements.some(({ Action, Resource, Condition }) => {
    const patterns = list(Condition?.[CONDITION]?.[KEY] ?? []);
    return (
      list(Action).includes(`dynamodb:${action}`) &&
      list(Resource).some((resource) => indexOf(resource) === index) &&
      partitions.every((partition) => patterns.some((pattern) => like(pattern, partition)))
    );
  });
}

/** The index that an ARN, or a template's way to write one, names; undefined for the table itself. */
const indexOf = (resource: unknown) => /\/index\/(\w+)/.exec(JSON.stringify(resource))?.[1];

type Json = Readonly<Record<string, unknown>>;
type Item = {
  readonly Key?: Readonly<Record<string, { readonly S?: string }>>;
  readonly Item?: Readonly<Record<string, { readonly S?: string }>>;
};

const TRANSACTION: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/**
 * What a request in DynamoDB's own JSON needs. A transaction needs each action for all the items it is for, by one statement:
 * AWS does not say whether it asks item by item, and whoever is allowed all of them at once is allowed each.
 */
export function needsOf(operation: string, input: Json): readonly Need[] {
  const partition = ({ Key, Item }: Item) => (Key ?? Item)?.pk?.S ?? '';
  switch (operation) {
    case 'TransactWriteItems':
    case 'TransactGetItems': {
      const items = (input.TransactItems as Readonly<Record<string, Item>>[]).flatMap((item) => Object.entries(item));
      const byKind = Map.groupBy(items, ([kind]) => kind);
      return [...byKind].map(([kind, parts]) => ({
        action: TRANSACTION[kind] ?? kind,
        partitions: parts.map(([, part]) => partition(part)),
      }));
    }
    case 'Query': {
      const { KeyConditionExpression = '', ExpressionAttributeValues = {}, IndexName } = input;
      const value = /\b(?:gsi\d)?pk\s*=\s*(:\w+)/.exec(String(KeyConditionExpression))?.[1] ?? '';
      const given = (ExpressionAttributeValues as Record<string, { S?: string }>)[value]?.S ?? '';
      return [{ action: 'Query', partitions: [given], index: IndexName as string | undefined }];
    }
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [{ action: operation, partitions: [partition(input as Item)] }];
    // Whatever else there is names no one partition here, and is granted to nobody.
    default:
      return [{ action: operation, partitions: [''] }];
  }
}
