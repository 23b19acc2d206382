import type { Key } from '../../../shared/platform/table/keys.ts';
import type { Counts } from '../counting/counters.ts';

/** Update expression that adds counts to a row; empty for no counts. */
export function addition(counts: Counts<string>) {
  const entries = Object.entries(counts);
  return {
    text: entries.length === 0 ? '' : `ADD ${entries.map((_, n) => `#c${n} :c${n}`).join(', ')}`,
    names: Object.fromEntries(entries.map(([counter], n) => [`#c${n}`, counter])),
    values: Object.fromEntries(entries.map(([, by], n) => [`:c${n}`, by])),
  };
}

/** Transaction item that adds counts to a row and creates it if absent. */
export function rowUpdate(TableName: string, Key: Key, counts: Counts<string>) {
  const { text, names, values } = addition(counts);
  return {
    Update: {
      TableName,
      Key,
      UpdateExpression: text,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
  };
}
