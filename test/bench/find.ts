import { evolve } from '../../shared/dossier/evolve.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { officer, SearchWorld } from '../functions/search/world.ts';
import { inProcessing } from '../shared/dossier/world.ts';
import { DEPARTMENT, dossierOf, fill, NOW, officerOf, personOf, procedureOf } from './find/population.ts';
import type { Taken } from './growth/meter.ts';
import { round } from './statistics.ts';
import type { Report } from './table.ts';

const DOSSIERS = [1_000, 10_000, 100_000] as const;
/** Percent between the least and the most that counts as the same. */
const FLAT = 5;
/**
 * USD for a million units on demand, us-east-1 after the cut of November 2024 (aws.amazon.com/dynamodb/pricing/on-demand); other
 * regions of Asia are some 15 % above.
 */
const READ_USD = 0.125;
const WRITE_USD = 0.625;

type FindRow = { readonly what: string; readonly taken: readonly Taken[]; readonly bounded: boolean };

const usd = ({ read, write }: Taken) => (read * READ_USD + write * WRITE_USD) / 1e6;

/** A dossier whose person, procedure and officer are in every population. */
const ONE = 40;
const LEADER = officer('H50', 'approver');
const CLERK = officer(DEPARTMENT);

/** What is asked, and whether its cost is bounded rather than the same: it grows with how many match, up to the bound. */
const ASKED: readonly (readonly [string, (world: SearchWorld) => Promise<unknown>, 'bounded'?])[] = [
  [
    'a telephone number, in the province',
    (world) => world.page(LEADER, { agencyId: 'H50', phone: personOf(ONE).phone }),
  ],
  [
    'a name that few have, in the province',
    (world) => world.page(LEADER, { agencyId: 'H50', name: personOf(ONE).name }),
  ],
  [
    'a name that many have, in the province',
    (world) => world.page(LEADER, { agencyId: 'H50', name: 'thi lan' }),
    'bounded',
  ],
  ['all open, first 25, in the province', (world) => world.page(LEADER, { agencyId: 'H50' })],
  ['all open, first 25, of a department', (world) => world.page(CLERK, { agencyId: DEPARTMENT })],
  ['overdue, first 25, in the province', (world) => world.page(LEADER, { agencyId: 'H50', overdue: true })],
  ['a status, first 25, in the province', (world) => world.page(LEADER, { agencyId: 'H50', status: 'in-processing' })],
  [
    'a procedure, first 25, in the province',
    (world) => world.page(LEADER, { agencyId: 'H50', procedureCode: procedureOf(ONE) }),
  ],
  [
    'a procedure and an officer, in the province',
    (world) => world.page(LEADER, { agencyId: 'H50', procedureCode: procedureOf(ONE), assignee: officerOf(ONE) }),
    'bounded',
  ],
  [
    'a procedure by post: none, in the province',
    (world) => world.page(LEADER, { agencyId: 'H50', procedureCode: procedureOf(ONE), channel: 'postal' }),
    'bounded',
  ],
  ['a queue, first 25, of a department', (world) => world.page(CLERK, { agencyId: DEPARTMENT, queue: 'unassigned' })],
  ['all queues counted, of a department', (world) => world.queues(CLERK, DEPARTMENT), 'bounded'],
];

/** The life of a dossier as the projection sees it: each state that it is told of. */
function lifeOf(): readonly (readonly [string, Dossier])[] {
  const history = inProcessing().must('approver', { type: 'assign', officer: 'handler' });
  history.must('handler', { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT });
  const states: [string, Dossier][] = [];
  let state: Dossier | undefined;
  for (const event of history.log) {
    state = evolve(state, event);
    if (['submitted', 'accepted', 'forwarded', 'assigned'].includes(event.type)) states.push([event.type, state]);
  }
  const last = states.at(-1)?.[1] as Dossier;
  const ended: Dossier = { ...last, version: 90, status: 'completed', completedAt: NOW };
  return [
    ...states,
    ['completed', ended],
    ['returned', { ...ended, version: 91, status: 'returned', returnedAt: NOW }],
  ];
}

async function measure(dossiers: number): Promise<ReadonlyMap<string, Taken & { readonly bounded: boolean }>> {
  const world = new SearchWorld();
  world.now = NOW;
  await fill(world, dossiers);
  world.keep(dossierOf(ONE));
  let taken: Taken = { requests: 0, read: 0, write: 0 };
  world.store.service.meter = (_, __, took) => {
    taken = { requests: taken.requests + 1, read: taken.read + took.read, write: taken.write + took.write };
  };
  const measured = new Map<string, Taken & { readonly bounded: boolean }>();
  const during = async (what: string, work: () => Promise<unknown>, bounded = false) => {
    taken = { requests: 0, read: 0, write: 0 };
    await work();
    measured.set(what, { ...taken, bounded });
  };
  const code = dossierOf(ONE).dossierCode;
  await during('a code', () => world.page(LEADER, { agencyId: 'H50', code }));
  for (const [what, ask, bounded] of ASKED) await during(what, () => ask(world), bounded !== undefined);
  for (const [n, [type, state]] of lifeOf().entries()) {
    world.keep(state);
    await during(`projection ${n + 1}: ${type}`, () => world.project(state.dossierId, { version: state.version }));
    if (n === 0)
      await during('projection: a duplicate', () => world.project(state.dossierId, { version: state.version }));
  }
  return measured;
}

/** What finding asks of the table, in tables of different size. Sets the exit code where it grows. */
export async function benchFind(): Promise<Report<FindRow>> {
  const all: ReadonlyMap<string, Taken & { readonly bounded: boolean }>[] = [];
  for (const dossiers of DOSSIERS) {
    const began = performance.now();
    all.push(await measure(dossiers));
    console.log(`  ${dossiers} open dossiers: ${Math.round((performance.now() - began) / 1000)} s`);
  }
  const rows = [...(all[0]?.entries() ?? [])].map(([what, { bounded }]): FindRow => {
    return { what, bounded, taken: all.flatMap((one) => one.get(what) ?? []) };
  });
  const grows = ({ taken, bounded }: FindRow) =>
    !bounded &&
    (['requests', 'read', 'write'] as const).some((unit) => {
      const values = taken.map((one) => one[unit]);
      return Math.max(...values) > Math.min(...values) * (1 + FLAT / 100);
    });
  const growing = rows.filter(grows);
  if (growing.length > 0) process.exitCode = 1;
  const of = (unit: keyof Taken) => (row: FindRow) =>
    [...new Set(row.taken.map((one) => round(one[unit])))].join(' / ');
  const projected = rows.filter(({ what }) => /^projection \d/.test(what)).map(({ taken }) => taken.at(-1) as Taken);
  const life = projected.reduce((sum, one) => sum + usd(one), 0);
  return {
    title: `What finding dossiers asks of the table, with ${DOSSIERS.join(' / ')} open dossiers in it`,
    rows,
    columns: [
      { title: 'what', means: 'asked of the search, or told to its projection', cell: ({ what }) => what },
      { title: 'requests', means: 'to DynamoDB; one figure where all tables take the same', cell: of('requests') },
      { title: 'RRU', means: 'read units by AWS’s rules', cell: of('read') },
      { title: 'WRU', means: 'write units by AWS’s rules, transactions included', cell: of('write') },
      {
        title: '',
        means: 'bounded: grows with what matches, up to the 400 rows or the 500 that are looked at',
        cell: (row) => (row.bounded ? 'bounded' : ''),
      },
      {
        title: 'USD a million',
        means: 'in the largest table',
        cell: ({ taken }) => round(usd(taken.at(-1) as Taken) * 1e6),
      },
    ],
    notes: [
      growing.length === 0 ? 'All else is flat.' : `Grows: ${growing.map(({ what }) => what).join('; ')}.`,
      `The life above is written for ${round(life * 1e6)} USD a million dossiers (${READ_USD} and ${WRITE_USD} USD a million units).`,
    ],
  };
}
