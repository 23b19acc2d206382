import { holdsDeadLetters, type QueueState, readQueues, sourceOf } from '../queues.ts';
import { type Context, type Result, UsageError, type Verb } from '../verb.ts';
import { type DeadLetter, giveBack, look, sendBack, takeOut } from './messages.ts';

const ACTIONS = ['list', 'show', 'redrive', 'drop'] as const;
type Action = (typeof ACTIONS)[number];

/** Default redrive rate in messages a second: limits the load if the cause persists. */
const PER_SECOND = 10;

/** Longest body text shown. Bodies contain identifiers, never personal data. Characters. */
const SHOWN = 300;

/** Cause of a message that no function parked. */
const MOVED = 'moved by the queue';

/** Dead letters by queue and cause: count, show, redrive or drop. */
export const deadLetters: Verb = {
  usage:
    'dead-letters list|show|redrive|drop [<queue>] [--cause <cause>] [--message <id>] [--at-most <count>] [--per-second 10]',
  does: 'Counts dead letters by cause, shows them, sends them back, or drops them: one, or as many of a cause as a dry run has said.',
  options: ['cause', 'message', 'at-most', 'per-second'],
  dryRun: true,
  plan: (asked) => {
    const [action, queue] = asked.words;
    const { cause, message, 'at-most': most, 'per-second': rate = String(PER_SECOND) } = asked.options;
    if (!ACTIONS.includes(action as Action) || asked.words.length > 2)
      throw new UsageError(`Say ${ACTIONS.join(', ')}.`);
    if (action !== 'list' && queue === undefined) throw new UsageError('Name the queue, such as postal-orders.');
    if (action === 'drop' && message === undefined && cause === undefined)
      throw new UsageError('Name what to drop by --message or --cause.');
    const moves = (action === 'redrive' || action === 'drop') && !asked.dryRun;
    if (moves && message === undefined && most === undefined)
      throw new UsageError('Run it with --dry-run first, and give the number that it says as --at-most.');
    const atMost = Number(most ?? (message === undefined ? Number.POSITIVE_INFINITY : 1));
    if (!(atMost > 0)) throw new UsageError('--at-most is a number above 0.');
    const perSecond = Number(rate);
    if (!(perSecond > 0)) throw new UsageError('--per-second is a number above 0.');
    const wanted = (letter: DeadLetter) =>
      (cause === undefined || (letter.cause ?? MOVED) === cause) && (message === undefined || letter.id === message);
    return (context) => work({ action: action as Action, queue, wanted, atMost, perSecond, moves }, context);
  },
};

type Work = {
  readonly action: Action;
  readonly queue: string | undefined;
  readonly wanted: (letter: DeadLetter) => boolean;
  readonly atMost: number;
  readonly perSecond: number;
  /** Whether messages are redriven or dropped. */
  readonly moves: boolean;
};

type Found = {
  readonly queue: string;
  readonly cause: string;
  readonly id: string;
  readonly since: string;
  readonly body: string;
};

async function work({ action, queue, wanted, atMost, perSecond, moves }: Work, context: Context): Promise<Result> {
  const { queues } = context;
  const all = await readQueues(queues, context.province.slug);
  const found: Found[] = [];
  let looked = 0;
  let done = 0;
  const of = chosen(all, queue);
  for (const { name, url } of of) {
    const to = all.find((one) => one.name === sourceOf(name))?.url;
    if (action === 'redrive' && to === undefined) {
      throw new UsageError(`${name} has no queue to go back to: publish the events again (republish).`);
    }
    const left: DeadLetter[] = [];
    for await (const letter of look(queues, url, moves ? 1 / perSecond : 0)) {
      looked += 1;
      const { id, cause = MOVED, since, body } = letter;
      if (wanted(letter)) found.push({ queue: name, cause, id, since, body });
      // Released immediately it would be received again before the others.
      if (!moves || !wanted(letter)) left.push(letter);
      else {
        if (action === 'drop') await takeOut(queues, url, letter);
        else await sendBack(queues, url, to as string, letter);
        done += 1;
        if (done === atMost) break;
        await context.pause(1000 / perSecond);
      }
    }
    for (const letter of left) await giveBack(queues, url, letter);
    if (done === atMost) break;
  }
  // SQS's approximate count; messages behind ten others of the same dossier are not visible.
  const held = of.reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
  const hidden = moves ? 0 : Math.max(0, held - looked);
  return { data: { found, done, hidden }, lines: linesOf(action, found, { done, moves, hidden }) };
}

function chosen(all: readonly QueueState[], queue: string | undefined): readonly QueueState[] {
  const dead = all.filter(holdsDeadLetters);
  if (queue === undefined) return dead;
  const named = dead.filter(
    ({ name }) => name === queue || sourceOf(name) === queue || sourceOf(name) === `${queue}.fifo`,
  );
  if (named.length === 0)
    throw new UsageError(`There is no queue ${queue}. There are ${dead.map(({ name }) => sourceOf(name)).join(', ')}.`);
  return named;
}

function linesOf(
  action: Action,
  found: readonly Found[],
  { done, moves, hidden }: { readonly done: number; readonly moves: boolean; readonly hidden: number },
): readonly string[] {
  if (action === 'show')
    return found.map(({ id, cause, since, body }) => `${id}  ${since}  ${cause}\n    ${body.slice(0, SHOWN)}`);
  const groups = Map.groupBy(found, ({ queue, cause }) => `${queue}  ${cause}`);
  const counted = [...groups].map(([what, letters]) => {
    const oldest = letters.map(({ since }) => since).toSorted()[0];
    return `${String(letters.length).padStart(5)}  ${what}  since ${oldest}`;
  });
  const behind = hidden === 0 ? [] : [`About ${hidden} more lie behind these, or another reader has them.`];
  if (action === 'list') return [...(counted.length === 0 ? ['No dead letters seen.'] : counted), ...behind];
  const verb = action === 'redrive' ? 'sent back' : 'dropped';
  const said = moves ? `${done} ${verb}.` : `${found.length} would be ${verb}: --at-most ${found.length}`;
  return [...counted, ...behind, said];
}
