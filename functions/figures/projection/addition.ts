import type { Key } from '../../../shared/platform/table/keys.ts';
import type { Counts } from '../counting/counters.ts';

/** What adds counts to a row, as parts of an update; of no counts an empty text. */
export function addition(counts: Counts<string>) {
  const entries = Object.entries(counts);
  return {
    text: entries.length === 0 ? '' : `ADD ${entries.map((_, n) => `#c${n} :c${n}`).join(', ')}`,
    names: Object.fromEntries(entries.map(([counter], n) => [`#c${n}`, counter])),
    values: Object.fromEntries(entries.map(([, by], n) => [`:c${n}`, by])),
  };
}

/** As an item of a transaction: adds counts to a row, or makes it. */
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
