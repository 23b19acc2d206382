import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { putIf } from '../../shared/platform/table/write.ts';

/**
 * Which set of figures is read, and whether another one is being built beside it. Both are kept up to date while that
 * lasts, so that the change from one to the other loses nothing.
 */
export type Generations = {
  readonly current: number;
  readonly building?: number | undefined;
  /** Highest number ever given: none is used twice, because dossiers remember what they counted for it. */
  readonly last: number;
};

const FIRST: Generations = { current: 1, last: 1 };

/**
 * Strongly consistent, and remembered no longer than for messages that had come before it was read: a writer that does
 * not know of a set being built would leave it wrong.
 */
export async function readGenerations({ client, name }: Table): Promise<Generations> {
  const Key = keys.figuresGeneration();
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  if (Item === undefined) return FIRST;
  return { current: Item.current as number, building: Item.building as number | undefined, last: Item.last as number };
}

/**
 * For the tool that builds figures anew; nobody else changes generations.
 * @param was as they were read
 * @throws Error when somebody else changed them meanwhile
 */
export async function writeGenerations(table: Table, was: Generations, now: Generations): Promise<void> {
  const fresh = was.last === FIRST.last ? 'attribute_not_exists(pk) OR ' : '';
  const mark = randomUUID();
  const item = { ...keys.figuresGeneration(), ...now, mark };
  const { done, row } = await putIf(table, item, {
    ConditionExpression: `${fresh}(#current = :current AND #last = :last)`,
    ExpressionAttributeNames: { '#current': 'current', '#last': 'last' },
    ExpressionAttributeValues: { ':current': was.current, ':last': was.last },
  });
  // Our own mark in a row that refuses us: the answer to the first request was lost.
  if (!done && row?.mark !== mark) throw new Error('somebody else builds figures at this moment');
}
