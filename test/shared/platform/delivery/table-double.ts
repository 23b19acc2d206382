import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../../../../shared/platform/table/table.ts';
import { holds, type Row, updated } from './expressions.ts';

type Input = {
  Key?: Row;
  Item?: Row;
  ConditionExpression?: string;
  UpdateExpression?: string;
  KeyConditionExpression?: string;
  ExpressionAttributeValues?: Row;
  ExpressionAttributeNames?: Record<string, string>;
  ReturnValues?: string;
  ReturnValuesOnConditionCheckFailure?: string;
  ExclusiveStartKey?: Row;
  ScanIndexForward?: boolean;
  Limit?: number;
  TransactItems?: Record<string, Input>[];
};

const options = { removeUndefinedValues: true };
const copy = <T>(value: T): T => structuredClone(value);

/**
 * In-memory table for the product's requests, atomic per request, so that thousands of worker interleavings can be
 * tested. It evaluates the expressions that are sent; the emulator tests run the same functions on a real table.
 */
export class TableDouble {
  readonly rows = new Map<string, Row>();
  /** Names of the commands in the order they came. */
  readonly requests: string[] = [];
  /** Items per page of a query. */
  pageSize = 100;
  /** Runs before (`in`) and after (`out`) each request; may wait, or throw an error into the caller. */
  step: (when: 'in' | 'out', request: string) => Promise<void> = async () => {};

  readonly table: Table = {
    name: 'table',
    client: {
      send: async (command: { input: Input; constructor: { name: string } }) => {
        const request = command.constructor.name.replace(/Command$/, '');
        await this.step('in', request);
        this.requests.push(request);
        const answer = this.#answer(request, command.input);
        await this.step('out', request);
        return answer;
      },
    } as unknown as Table['client'],
  };

  get(key: Row): Row | undefined {
    return this.rows.get(idOf(key));
  }

  put(item: Row): void {
    this.rows.set(idOf(item), copy(item));
  }

  #answer(request: string, input: Input): unknown {
    switch (request) {
      case 'Get':
        return { Item: copy(this.rows.get(idOf(input.Key ?? {}))) };
      case 'Put':
        this.#check(input, idOf(input.Item ?? {}));
        this.put(JSON.parse(JSON.stringify(input.Item)) as Row);
        return {};
      case 'Delete':
        this.#check(input, idOf(input.Key ?? {}));
        this.rows.delete(idOf(input.Key ?? {}));
        return {};
      case 'Update':
        return this.#update(input);
      case 'ConditionCheck':
        return {};
      case 'Query':
        return this.#query(input);
      case 'TransactWrite':
        return this.#transact(input.TransactItems ?? []);
      default:
        throw new Error(`the double knows no ${request}`);
    }
  }

  #holds(input: Input, id: string): boolean {
    const { ConditionExpression, ExpressionAttributeValues, ExpressionAttributeNames } = input;
    return holds(ConditionExpression, this.rows.get(id) ?? {}, ExpressionAttributeValues, ExpressionAttributeNames);
  }

  #check(input: Input, id: string): void {
    if (this.#holds(input, id)) return;
    const old = this.rows.get(id);
    throw new ConditionalCheckFailedException({
      message: 'The conditional request failed',
      $metadata: {},
      ...(old && input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && { Item: marshall(old, options) }),
    });
  }

  #update(input: Input): unknown {
    const id = idOf(input.Key ?? {});
    this.#check(input, id);
    const old = this.rows.get(id);
    const { UpdateExpression = '', ExpressionAttributeValues, ExpressionAttributeNames } = input;
    const row = updated(
      UpdateExpression,
      { ...old, ...input.Key },
      ExpressionAttributeValues,
      ExpressionAttributeNames,
    );
    this.rows.set(id, row);
    if (input.ReturnValues === 'ALL_OLD') return { Attributes: copy(old) };
    return { Attributes: copy(row) };
  }

  #query(input: Input): unknown {
    const rows = [...this.rows.values()]
      .filter((row) => holds(input.KeyConditionExpression, row, input.ExpressionAttributeValues))
      .filter((row) => input.ExclusiveStartKey === undefined || isAfter(row, input.ExclusiveStartKey, input))
      .toSorted((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
    if (input.ScanIndexForward === false) rows.reverse();
    const page = rows.slice(0, Math.min(input.Limit ?? this.pageSize, this.pageSize));
    const last = page.at(-1);
    return {
      Items: copy(page),
      ...(page.length < rows.length && last && { LastEvaluatedKey: { pk: last.pk, sk: last.sk } }),
    };
  }

  #transact(items: Record<string, Input>[]): unknown {
    const parts = items.flatMap((item) => Object.entries(item));
    const ids = parts.map(([, input]) => idOf(input.Item ?? input.Key ?? {}));
    if (new Set(ids).size < ids.length) throw new Error('a transaction touches a row once');
    const reasons = parts.map(([, input], n) => {
      const id = ids[n] as string;
      if (this.#holds(input, id)) return { Code: 'None' };
      const old = this.rows.get(id);
      return {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        ...(old && input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && { Item: marshall(old, options) }),
      };
    });
    if (reasons.some((reason) => reason.Code !== 'None')) {
      const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`;
      throw new TransactionCanceledException({ message, $metadata: {}, CancellationReasons: reasons });
    }
    for (const [kind, input] of parts) this.#answer(kind, input);
    return {};
  }
}

function isAfter(row: Row, start: Row, { ScanIndexForward }: Input): boolean {
  return ScanIndexForward === false ? String(row.sk) < String(start.sk) : String(row.sk) > String(start.sk);
}

function idOf(key: Row): string {
  if (typeof key.pk !== 'string' || typeof key.sk !== 'string') throw new Error('a key needs pk and sk');
  return `${key.pk}\u0000${key.sk}`;
}
