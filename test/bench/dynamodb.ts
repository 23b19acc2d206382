import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Table } from '../../shared/platform/table/table.ts';
import { CREATE, storeOf } from '../shared/record/samples.ts';
import { CLIENTS, type StoreClient } from './dynamodb-clients.ts';
import { median, quantile, round } from './statistics.ts';
import type { Report } from './table.ts';

/** Rounds in which the clients take turns, and creates of each in a round. BENCH_ROUNDS changes the first. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40);
const WARM_UP = 8;
const CREATES = 100;

export type DynamoDbRow = {
  readonly client: string;
  readonly cpuMs: number;
  readonly ratio: number;
  readonly from: number;
  readonly to: number;
};

/** Processor time of one create, milliseconds: what the store decides and writes, the client included. */
async function createMs(client: StoreClient): Promise<number> {
  const store = storeOf({ client, name: 'motcua-bench' } as unknown as Table);
  const before = process.cpuUsage();
  for (let i = 0; i < CREATES; i += 1) {
    const outcome = await store.execute(CREATE);
    if (!outcome.ok) throw new Error(`a create was refused: ${outcome.rejection.code}`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / CREATES;
}

export async function benchDynamoDb(): Promise<Report<DynamoDbRow>> {
  const server = fork(fileURLToPath(new URL('./dynamodb-server.ts', import.meta.url)));
  const [port] = (await once(server, 'message')) as [number];
  const clients = Object.entries(CLIENTS).map(([name, make]) => ({ name, client: make(port), times: [] as number[] }));
  try {
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
      // Each starts a round in turn, so that none always runs after the same other one.
      const first = round % clients.length;
      for (const { client, times } of [...clients.slice(first), ...clients.slice(0, first)]) {
        const ms = await createMs(client);
        if (round >= WARM_UP) times.push(ms);
      }
    }
  } finally {
    server.disconnect();
  }
  const [inUse] = clients;
  return {
    title: `Opening a dossier through the store: one read, one transaction, ${ROUNDS} rounds of ${CREATES} after ${WARM_UP} to warm up`,
    rows: clients.map(({ name, times }) => {
      const ratios = times.map((ms, i) => ms / (inUse?.times[i] ?? Number.NaN));
      return {
        client: name,
        cpuMs: round(median(times), 2),
        ratio: round(median(ratios), 2),
        from: round(quantile(ratios, 0.1), 2),
        to: round(quantile(ratios, 0.9), 2),
      };
    }),
    columns: [
      { title: 'client', means: 'what carries the store’s requests to the table', cell: (row) => row.client },
      {
        title: 'cpu ms',
        means: 'processor time of one create in this process, median of rounds',
        cell: (row) => row.cpuMs,
      },
      { title: 'ratio', means: 'to the client in use in the same round, median', cell: (row) => row.ratio },
      { title: '10 %', means: 'a tenth of the rounds have a smaller ratio', cell: (row) => row.from },
      { title: '90 %', means: 'a tenth of the rounds have a larger ratio', cell: (row) => row.to },
    ],
    notes: [
      'The table is a server in another process that takes everything; without TLS, which would add the same to each.',
    ],
  };
}
