import { unmarshall } from '@aws-sdk/util-dynamodb';
import { contribution, type Increment } from '../../../functions/figures/counting/contribution.ts';
import type { ProcedureFacts } from '../../../functions/figures/counting/statistics-state.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { EVENT_PREFIX, keys } from '../../../shared/platform/table/keys.ts';
import type { Prepared } from '../../faults/app/prepare.ts';
import { ProvinceWorld } from '../../faults/app/province.ts';
import type { Item } from '../../faults/cloud/dynamodb/values.ts';
import type { Told } from '../../faults/people/main.ts';

const DAY_MS = 86_400_000;
const SEED = 7;
/** An online birth registration with an electronic result. */
export const STORY = 0;

/** A dossier that was lived to its end: all that is kept of it, and what it adds to the figures. */
export type Template = {
  readonly dossierId: string;
  readonly rows: readonly Item[];
  readonly increments: readonly Increment[];
  /** Last version before the dossier was completed. */
  readonly open: number;
};

export async function begunWorld(prepared: Prepared): Promise<ProvinceWorld> {
  const world = new ProvinceWorld(prepared, SEED);
  await world.begin();
  return world;
}

/** Lives a story until all is at rest. @throws Error when it did not end as it should */
export async function lived(world: ProvinceWorld): Promise<string> {
  const { dossierId, problem } = await world.ask<Told>('live', STORY);
  if (problem !== undefined || dossierId === undefined) throw new Error(problem);
  if (!(await world.rest(DAY_MS))) throw new Error('the province never came to rest');
  return dossierId;
}

/** Lives one dossier in a world of its own. */
export async function templateOf(prepared: Prepared): Promise<Template> {
  const world = await begunWorld(prepared);
  const dossierId = await lived(world);
  const all = [...world.table.rows.all()];
  // Rows that a time takes away, and those that lead to nothing but an answer, are no part of what a table grows by.
  const rows = all.filter(
    ({ pk, dossierId: of, expiresAt }) =>
      expiresAt === undefined && (pk?.S?.includes(dossierId) || (pk?.S?.startsWith('CODE#') && of?.S === dossierId)),
  );
  const read = <T>(item: Item | undefined) => unmarshall((item ?? {}) as never) as T;
  const log = rows
    .filter(({ sk }) => sk?.S?.startsWith(EVENT_PREFIX))
    .map((item) => read<{ event: RecordedEvent }>(item).event);
  const [first] = log;
  if (first === undefined || !('draft' in first)) throw new Error('the story left no log');
  const { pk, sk } = keys.procedure(first.draft.procedureCode, first.procedureVersion);
  const procedure = all.find((item) => item.pk?.S === pk && item.sk?.S === sk);
  const facts = read<{ procedure: ProcedureFacts }>(procedure).procedure;
  const completed = log.findIndex(({ type }) => type === 'completed');
  return { dossierId, rows, increments: contribution(log, facts), open: completed };
}
