import { conditionOf } from './conditions.ts';
import { invalid } from './errors.ts';
import { pick, projectionOf } from './projections.ts';
import type { KeyNames } from './rows.ts';
import { Placeholders } from './tokens.ts';
import { checkedItem, type Item, type Value } from './values.ts';

/** Body of a request of the JSON protocol. */
export type Body = {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Value>>;
  readonly ReturnValues?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
  readonly ConsistentRead?: boolean;
  readonly IndexName?: string;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
  readonly Select?: string;
  readonly TransactItems?: readonly Readonly<Record<string, Body>>[];
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly ClientRequestToken?: string;
};

export const placeholdersOf = (body: Body) =>
  new Placeholders(body.ExpressionAttributeNames, checkedItem(body.ExpressionAttributeValues ?? {}));

/** What is shown of an item. */
export function shownOf({ ProjectionExpression }: Body, placeholders: Placeholders): (item: Item) => Item {
  if (ProjectionExpression === undefined) return (item) => item;
  const paths = projectionOf(ProjectionExpression, placeholders);
  return (item) => pick(item, paths);
}

export function filterOf({ FilterExpression }: Body, placeholders: Placeholders, unfiltered?: KeyNames) {
  if (FilterExpression === undefined) return () => true;
  const before = placeholders.read.length;
  const filter = conditionOf(FilterExpression, placeholders);
  const names = new Set(Object.values(unfiltered ?? {}));
  const named = placeholders.read.slice(before).find(([name]) => names.has(String(name)));
  if (named !== undefined)
    throw invalid(`Filter Expression can only contain non-primary key attributes: Primary key attribute: ${named[0]}`);
  return filter;
}
