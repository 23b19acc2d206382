import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { openTable, type Table } from '../../../../shared/platform/table/table.ts';
import { jsonService } from '../aws.ts';
import { DynamoDb } from './service.ts';
import { TableRows } from './table.ts';
import type { Item } from './values.ts';

type Row = Record<string, unknown>;

/** The simulated table with an SDK client of its own, in this process and without a world. */
export class InProcessTable {
  readonly rows = new TableRows(
    { name: 'table', key: { partition: 'pk', sort: 'sk' }, indexes: {} },
    { now: () => 0, later: (_, run) => run(), lag: () => 0, onRecord: () => {} },
  );
  readonly service = new DynamoDb(this.rows, { now: () => 0, transactionMs: () => 0, sleep: async () => {} });
  /** Comes before each request: may wait, so that workers interleave, or throw. */
  before: (operation: string) => Promise<void> = async () => {};
  readonly table: Table;

  constructor() {
    const host = jsonService('com.amazonaws.dynamodb.v20120810', '1.0', async (operation, body) => {
      await this.before(operation);
      return this.service.call(operation, body);
    });
    const handle = async ({ method, path, headers, body }: HttpRequest): Promise<{ response: HttpResponse }> => {
      const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const answer = await host(
        { method, path, headers: lower, body: Buffer.from((body as string | Uint8Array | undefined) ?? '') },
        'test',
      );
      if (answer === undefined) throw new Error('the table does not answer');
      const { status: statusCode } = answer;
      return {
        response: new HttpResponse({ statusCode, headers: answer.headers, body: Readable.from([answer.body]) }),
      };
    };
    const client = new DynamoDBClient({
      region: 'ap-southeast-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      requestHandler: { handle, metadata: { handlerProtocol: 'http/1.1' } },
    });
    this.table = openTable('table', client);
  }

  put(row: Row): void {
    const item = marshall(row, { removeUndefinedValues: true }) as Item;
    this.rows.rows.replace(this.rows.rows.get(item), item);
  }

  remove({ pk, sk }: { readonly pk: string; readonly sk: string }): void {
    this.rows.rows.replace(this.rows.rows.get({ pk: { S: pk }, sk: { S: sk } }), undefined);
  }

  /** All rows whose partition begins so, by their keys. */
  beginning(prefix: string): ReadonlyMap<string, Row> {
    const rows = [...this.rows.rows.all()].map((item) => unmarshall(item as never) as Row);
    const found = rows.filter(({ pk }) => String(pk).startsWith(prefix));
    return new Map(found.map((row) => [`${row.pk} ${row.sk}`, row]));
  }
}
