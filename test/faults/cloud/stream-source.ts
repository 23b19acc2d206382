import type { Scheduler } from '../world/scheduler.ts';
import type { StreamRecord } from './dynamodb/table.ts';
import type { Lambda } from './lambda.ts';
import { fits, type Pattern } from './patterns.ts';
import type { Queue } from './sqs.ts';

export type StreamSource = {
  readonly function: string;
  readonly batchSize: number;
  readonly lanes: number;
  readonly filters: readonly Pattern[];
  readonly bisect: boolean;
  readonly maxAgeMs: number;
  readonly onFailure: Queue | undefined;
};

const RETRY_MS = 1_000;

/**
 * What a table's stream feeds to its function. Records of one partition keep their order; partitions are spread over
 * lanes, each with one batch under way. A batch that fails comes again, halved where the mapping says so, until it is
 * too old; then its address goes to the destination for failures.
 */
export class StreamReader {
  readonly #source: StreamSource;
  readonly #scheduler: Scheduler;
  readonly #lambda: Pick<Lambda, 'invoke'>;
  readonly #delay: () => number;
  readonly #lanes: StreamRecord[][];
  readonly #busy = new Set<number>();

  constructor(source: StreamSource, scheduler: Scheduler, lambda: Pick<Lambda, 'invoke'>, delay: () => number) {
    this.#source = source;
    this.#scheduler = scheduler;
    this.#lambda = lambda;
    this.#delay = delay;
    this.#lanes = Array.from({ length: source.lanes }, () => []);
  }

  get waiting(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.length, 0) + this.#busy.size;
  }

  push(record: StreamRecord): void {
    const event = { eventName: record.eventName, dynamodb: record };
    if (!this.#source.filters.some((filter) => fits(filter, event))) return;
    const lane = laneOf(record, this.#lanes.length);
    this.#lanes[lane]?.push(record);
    this.#scheduler.after(this.#delay(), () => void this.#work(lane));
  }

  async #work(lane: number): Promise<void> {
    const records = this.#lanes[lane] ?? [];
    if (this.#busy.has(lane) || records.length === 0) return;
    this.#busy.add(lane);
    let size = Math.min(records.length, this.#source.batchSize);
    while (records.length > 0) {
      const batch = records.slice(0, size);
      const ended = await this.#lambda.invoke(this.#source.function, { Records: batch.map(recordOf) });
      if (ended.kind === 'answer') {
        records.splice(0, batch.length);
        size = Math.min(records.length, this.#source.batchSize);
        continue;
      }
      const [oldest] = batch;
      if (oldest !== undefined && this.#scheduler.now - oldest.at > this.#source.maxAgeMs) {
        records.splice(0, batch.length);
        this.#giveUp(batch);
        continue;
      }
      if (this.#source.bisect && size > 1) size = Math.ceil(size / 2);
      await this.#scheduler.sleep(RETRY_MS);
    }
    this.#busy.delete(lane);
  }

  #giveUp(batch: readonly StreamRecord[]): void {
    const DDBStreamBatchInfo = {
      startSequenceNumber: batch[0]?.SequenceNumber,
      endSequenceNumber: batch.at(-1)?.SequenceNumber,
      batchSize: batch.length,
    };
    this.#source.onFailure?.send({ MessageBody: JSON.stringify({ DDBStreamBatchInfo }) }, 'lambda');
  }
}

const recordOf = (record: StreamRecord) => ({
  eventID: record.SequenceNumber,
  eventName: record.eventName,
  eventSource: 'aws:dynamodb',
  dynamodb: {
    Keys: record.Keys,
    ...(record.NewImage !== undefined && { NewImage: record.NewImage }),
    SequenceNumber: record.SequenceNumber,
    ApproximateCreationDateTime: Math.floor(record.at / 1000),
    StreamViewType: 'NEW_IMAGE',
  },
});

function laneOf({ Keys }: StreamRecord, lanes: number): number {
  let hash = 0;
  for (const letter of String(Keys.pk?.S)) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return hash % lanes;
}
