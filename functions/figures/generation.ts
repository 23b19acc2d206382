import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { putIf } from '../../shared/platform/table/write.ts';

/**
 * Which generation of figures is read, and whether another one is being built. Both are updated meanwhile, so the switch loses
 * nothing.
 */
export type Generations = {
  readonly current: number;
  readonly building?: number | undefined;
  /** Highest number ever used: numbers are not reused, because dossiers remember what they counted for each. */
  readonly last: number;
};

const FIRST: Generations = { current: 1, last: 1 };

/**
 * Strongly consistent, and cached only for messages that arrived before the read: a writer unaware of a generation being built
 * would leave it incomplete.
 */
export async function readGenerations({ client, name }: Table): Promise<Generations> {
  const Key = keys.figuresGeneration();
  const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
  if (Item === undefined) return FIRST;
  return { current: Item.current as number, building: Item.building as number | undefined, last: Item.last as number };
}

/**
 * Changes the generation. Used only by the tool that rebuilds figures.
 * @param was the generation row as read
 * @throws Error when it was changed concurrently
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
  // The row carries our own mark: the first request succeeded, but its response was lost.
  if (!done && row?.mark !== mark) throw new Error('figures are being built concurrently');
}
