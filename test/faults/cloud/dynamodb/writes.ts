import { conditionOf } from './conditions.ts';
import { invalid } from './errors.ts';
import type { Path } from './paths.ts';
import { type Body, placeholdersOf } from './requests.ts';
import type { RowWrite, TableRows } from './table.ts';
import type { Placeholders } from './tokens.ts';
import { updateOf } from './updates.ts';
import { checkedItem, type Item } from './values.ts';

/** A write, with the paths that its update names. */
export type Write = RowWrite & { readonly touched: readonly Path[] };

export function writeOf(kind: string, body: Body, table: TableRows): Write {
  const placeholders = placeholdersOf(body);
  const condition =
    body.ConditionExpression === undefined ? () => true : conditionOf(body.ConditionExpression, placeholders);
  const item = kind === 'Put' ? checkedItem(body.Item ?? {}) : undefined;
  const key = item === undefined ? table.bareKey(body.Key ?? {}) : table.keyOf(item);
  const { apply, touched } = changeOf(kind, item, body, placeholders);
  const { partition, sort } = table.shape.key;
  const fixed = touched.find(([name]) => name === partition || name === sort);
  if (fixed !== undefined)
    throw invalid(
      `One or more parameter values were invalid: Cannot update attribute ${fixed[0]}. This attribute is part of the key`,
    );
  placeholders.checkAllUsed();
  const returnsOld = body.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  return { key, change: apply, condition, returnsOld, touched };
}

type Change = { readonly apply: RowWrite['change']; readonly touched: readonly Path[] };

function changeOf(kind: string, item: Item | undefined, body: Body, placeholders: Placeholders): Change {
  if (kind === 'Put') return { apply: () => item, touched: [] };
  if (kind === 'Delete') return { apply: () => undefined, touched: [] };
  if (kind === 'ConditionCheck') return { apply: (before) => before, touched: [] };
  if (kind !== 'Update') throw invalid(`No such operation in a transaction: ${kind}`);
  if (body.UpdateExpression === undefined) return { apply: (before) => before ?? {}, touched: [] };
  const { apply, touched } = updateOf(body.UpdateExpression, placeholders);
  return { apply: (before) => apply(before ?? {}), touched };
}
