import { availableParallelism } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { parseArgs } from 'node:util';
import { provinceSlugs } from '../../infra/province/load.ts';
import { CACHE } from '../launcher/paths.ts';
import { BadOption } from './fault.ts';

export type Options = {
  readonly province: string;
  /** Working days of the period. */
  readonly days: number;
  /** First day of the period, `2026-01-01`. */
  readonly from: string;
  readonly seed: number;
  /** Dossiers that arrive in the period; absent: the province's share of the country's. */
  readonly dossiers: number | undefined;
  readonly workers: number;
  /** Folder of the CSV files. */
  readonly out: string;
  readonly help: boolean;
};

export const USAGE = `npm run simulate -- [options]
  --province <slug>  province with agencies in its file (default quang-tri)
  --days <n>         working days of the period, 1 to 780 (default 260, a year)
  --from <date>      first day of the period (default 2026-01-01)
  --seed <n>         same seed and options, same figures (default 1)
  --dossiers <n>     dossiers that arrive (default: the province's share of the country's)
  --workers <n>      threads, 1 to 16 (default: one per core, at most 8)
  --out <folder>     where the CSV files go (default .cache/simulate)`;

const MOST_DOSSIERS = 9_999_999;
/** Default: each takes about 150 MiB, and all together must stay under 2 GiB. */
const MOST_WORKERS = 8;

/** @throws {BadOption} one sentence naming the option and what to write. */
export function parseOptions(args: readonly string[], folder = process.cwd()): Options {
  const given = read(args);
  const province = given.province ?? 'quang-tri';
  if (!provinceSlugs().includes(province)) {
    throw new BadOption(`--province ${province} is not known: choose one of ${provinceSlugs().join(', ')}.`);
  }
  const from = given.from ?? '2026-01-01';
  const isDay = /^20\d{2}-\d{2}-\d{2}$/.test(from) && !Number.isNaN(Date.parse(from)) && dayAgain(from) === from;
  if (!isDay) throw new BadOption(`--from ${from} is not a day: write it as 2026-01-01.`);
  const out = given.out ?? join(CACHE, 'simulate');
  if (out === '') throw new BadOption('--out needs the name of a folder.');
  return {
    province,
    from,
    days: whole('--days', given.days, 1, 780) ?? 260,
    seed: whole('--seed', given.seed, 0, 0x7fffffff) ?? 1,
    dossiers: whole('--dossiers', given.dossiers, 1, MOST_DOSSIERS),
    workers: whole('--workers', given.workers, 1, 16) ?? Math.min(MOST_WORKERS, availableParallelism()),
    out: isAbsolute(out) ? out : join(folder, out),
    help: given.help ?? false,
  };
}

function read(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { province: text, days: text, from: text, seed: text, dossiers: text, workers: text, out: text };
  try {
    const { values } = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean', short: 'h' } } });
    return values;
  } catch (cause) {
    // The parser's own message names the option in its first sentence; the advice after it is for developers.
    const [first = ''] = (cause as Error).message.split('. ');
    throw new BadOption(`${first.replace(/\.$/, '')}: see npm run simulate -- --help.`);
  }
}

function whole(option: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new BadOption(`${option} ${text} is not usable: write a whole number from ${least} to ${most}.`);
}

/** Guards against days such as 30 February, which parse as another day. */
const dayAgain = (day: string) => new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10);
