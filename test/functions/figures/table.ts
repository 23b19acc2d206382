import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { keys } from '../../../shared/store/keys.ts';
import type { Table } from '../../../shared/store/table.ts';

type Row = Record<string, unknown> & { pk: string; sk: string };
type Update = {
  Key: { pk: string; sk: string };
  UpdateExpression: string;
  ConditionExpression?: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Record<string, unknown>;
};
type Input = {
  Key?: { pk: string; sk: string };
  Item?: Row;
  ExpressionAttributeValues?: Record<string, unknown>;
  KeyConditionExpression?: string;
  ExclusiveStartKey?: Row;
  TransactItems?: { Update: Update }[];
};

/** What the figures ask of the table, in memory: reads, additions, and all-or-nothing writes that may meet. */
export class FiguresTable {
  readonly rows = new Map<string, Row>();
  /** Rows a page of a query holds. */
  pageSize = 3;
  /** Whether the next write meets another one. */
  conflicts: () => boolean = () => false;
  /** Most items any write held. */
  largestWrite = 0;
  /** Lets others in between two requests. */
  turn: () => Promise<void> = async () => {};

  readonly table: Table = {
    name: 'table',
    client: {
      send: async (command: { input: Input; constructor: { name: string } }) => {
        await this.turn();
        return this.#answer(command.constructor.name, command.input);
      },
    } as unknown as Table['client'],
  };

  log(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#put({ ...keys.event(event.dossierId, event.version), event });
  }

  /** All rows of one set of figures. */
  figures(generation: number): Record<string, unknown> {
    const found = [...this.rows.values()].filter(({ pk }) => pk.startsWith(`FIGURES#${generation}#`));
    const named = found.map(({ pk, sk, ...counts }) => [`${pk.split('#').slice(2).join('#')} ${sk}`, nonZero(counts)]);
    return Object.fromEntries(named.filter(([, counts]) => Object.keys(counts as object).length > 0));
  }

  #put(row: Row): void {
    this.rows.set(`${row.pk} ${row.sk}`, structuredClone(row));
  }

  #answer(command: string, input: Input): unknown {
    switch (command) {
      case 'GetCommand':
        return { Item: structuredClone(this.rows.get(`${input.Key?.pk} ${input.Key?.sk}`)) };
      case 'PutCommand':
        this.#put(input.Item as Row);
        return {};
      case 'QueryCommand':
        return this.#query(input);
      case 'TransactWriteCommand':
        return this.#transact((input.TransactItems ?? []).map((item) => item.Update));
      default:
        throw new Error(`the double knows no ${command}`);
    }
  }

  #query({ ExpressionAttributeValues: values = {}, KeyConditionExpression: text = '', ExclusiveStartKey }: Input) {
    const between = text.includes('BETWEEN');
    const found = [...this.rows.values()]
      .filter(({ pk }) => pk === values[':pk'])
      .filter(({ sk }) => !between || (sk >= String(values[':first']) && sk <= String(values[':last'])))
      .filter(({ sk }) => values[':prefix'] === undefined || sk.startsWith(String(values[':prefix'])))
      .filter(({ sk }) => ExclusiveStartKey === undefined || sk > ExclusiveStartKey.sk)
      .toSorted((a, b) => (a.sk < b.sk ? -1 : 1));
    const page = found.slice(0, this.pageSize);
    return { Items: structuredClone(page), LastEvaluatedKey: page.length < found.length ? page.at(-1) : undefined };
  }

  #transact(updates: readonly Update[]) {
    this.largestWrite = Math.max(this.largestWrite, updates.length);
    const cancelled = (codes: string[]) =>
      new TransactionCanceledException({
        message: 'cancelled',
        $metadata: {},
        CancellationReasons: codes.map((Code) => ({ Code })),
      });
    if (this.conflicts()) throw cancelled(updates.map((_, n) => (n === 0 ? 'None' : 'TransactionConflict')));
    const holds = updates.map((update) => this.#holds(update));
    if (holds.includes(false)) throw cancelled(holds.map((held) => (held ? 'None' : 'ConditionalCheckFailed')));
    for (const update of updates) this.#update(update);
    return {};
  }

  #holds({ Key, ConditionExpression: text, ExpressionAttributeNames, ExpressionAttributeValues }: Update): boolean {
    if (text === undefined) return true;
    const value = this.rows.get(`${Key.pk} ${Key.sk}`)?.[ExpressionAttributeNames['#counted'] as string];
    if (text === 'attribute_not_exists(#counted)') return value === undefined;
    if (text === '#counted = :from') return value === ExpressionAttributeValues[':from'];
    throw new Error(`the double knows no condition ${text}`);
  }

  #update({ Key, UpdateExpression, ExpressionAttributeNames: names, ExpressionAttributeValues: values }: Update) {
    const row: Row = { ...Key, ...this.rows.get(`${Key.pk} ${Key.sk}`) };
    const adds = /^ADD (.*)$/.exec(UpdateExpression)?.[1]?.split(', ');
    const set = /^SET (#\w+) = (:\w+)$/.exec(UpdateExpression);
    for (const add of adds ?? []) {
      const [name = '', value = ''] = add.split(' ');
      const attribute = names[name] ?? '?';
      row[attribute] = ((row[attribute] as number | undefined) ?? 0) + (values[value] as number);
    }
    if (set !== null) row[names[set[1] as string] ?? '?'] = values[set[2] as string];
    if (adds === undefined && set === null) throw new Error(`the double knows no update ${UpdateExpression}`);
    this.#put(row);
  }
}

function nonZero(counts: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}
