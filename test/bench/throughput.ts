import { createWriteStream } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { DeliveryAttempt } from '../../functions/webhooks/attempt-log.ts';
import { OUTAGE_MS } from '../../local/demo/outage.ts';
import { runDemo } from '../../local/demo/run.ts';
import { tableOf } from '../../local/launcher/clients.ts';
import type { Environment } from '../../local/launcher/environment.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import { quantile, round } from './statistics.ts';
import type { Report } from './table.ts';

export type ThroughputRow = { readonly what: string; readonly value: number; readonly unit: string };

type Told = {
  /** Moments of all events in the table, sorted. Epoch milliseconds. */
  readonly times: number[];
  readonly dossiers: number;
  /** From the commit of an event until an agency's receiver first had it. Milliseconds. */
  readonly untilWebhook: number[];
};

/** What the table holds after the demo; events of drafts are told to agencies later, so they are left out. */
async function told(environment: Environment): Promise<Told> {
  const { client, name } = tableOf(environment);
  const committed = new Map<string, RecordedEvent>();
  const delivered = new Map<string, number>();
  let dossiers = 0;
  for await (const page of paginateScan({ client }, { TableName: name })) {
    for (const item of page.Items ?? []) {
      const event = item.event as RecordedEvent | undefined;
      const attempt = item.attempt as DeliveryAttempt | undefined;
      if (event !== undefined) committed.set(`${event.dossierId}:${event.version}`, event);
      if (item.sk === 'SNAPSHOT') dossiers += 1;
      if (attempt?.outcome !== 'delivered') continue;
      const at = Date.parse(attempt.at) + attempt.durationMs;
      delivered.set(attempt.eventId, Math.min(at, delivered.get(attempt.eventId) ?? at));
    }
  }
  const untilWebhook = [...delivered].flatMap(([id, at]) => {
    const event = committed.get(id);
    return event === undefined || event.after.status === 'draft' ? [] : [at - Date.parse(event.occurredAt)];
  });
  const times = [...committed.values()].map(({ occurredAt }) => Date.parse(occurredAt));
  return { times: times.toSorted((a, b) => a - b), dossiers, untilWebhook };
}

/** Most events within a window of so many seconds. */
function busiest(times: readonly number[], seconds: number): number {
  let most = 0;
  let start = 0;
  for (const [end, time] of times.entries()) {
    while (time - (times[start] ?? time) > seconds * 1000) start += 1;
    most = Math.max(most, end - start + 1);
  }
  return most;
}

/** The demo prints a line for each dossier: those go to a file here. */
async function quietly<T>(file: string, work: () => Promise<T>): Promise<T> {
  const original = console.log;
  const log = createWriteStream(file);
  console.log = (...parts: unknown[]) => void log.write(`${parts.join(' ')}\n`);
  try {
    return await work();
  } finally {
    console.log = original;
    log.end();
  }
}

export async function benchThroughput(environment: Environment): Promise<Report<ThroughputRow>> {
  const log = join(environment.logs, 'bench-demo.log');
  const started = performance.now();
  const good = await quietly(log, () => runDemo(environment));
  const whole = (performance.now() - started) / 1000;
  const { times, dossiers, untilWebhook } = await told(environment);
  const span = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  const row = (what: string, value: number, unit: string): ThroughputRow => ({ what, value: round(value, 2), unit });
  return {
    title: `Throughput of the demo on ${cpus().length} cores, emulator and simulators included`,
    rows: [
      row('dossiers', dossiers, ''),
      row('transitions (events)', times.length, ''),
      row('from first to last transition', span, 's'),
      row('until all partners agree', whole, 's'),
      row('dossiers per second', dossiers / span, '1/s'),
      row('transitions per second', times.length / span, '1/s'),
      row('transitions per second, busiest 5 s', busiest(times, 5) / 5, '1/s'),
      row('commit to webhook, p50', quantile(untilWebhook, 0.5) / 1000, 's'),
      row('commit to webhook, p99', quantile(untilWebhook, 0.99) / 1000, 's'),
    ],
    columns: [
      { title: 'figure', means: 'rates are over the time from the first to the last transition', cell: (r) => r.what },
      { title: 'value', means: 'of one demo run', cell: (r) => r.value },
      { title: 'unit', means: 's seconds, 1/s per second', cell: (r) => r.unit },
    ],
    notes: [
      `The demo holds the national portal down for ${OUTAGE_MS / 1000} s and waits for callbacks: a story, not a load test.`,
      ...(good ? [] : [`The demo did not end as it should: see ${log}.`]),
    ],
  };
}
