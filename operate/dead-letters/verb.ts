import { holdsDeadLetters, type QueueState, readQueues, sourceOf } from '../queues.ts';
import { type Asked, type Context, type Result, UsageError, type Verb } from '../verb.ts';
import { type DeadLetter, giveBack, look, sendBack, takeOut } from './messages.ts';

const ACTIONS = ['list', 'show', 'redrive', 'drop'] as const;
type Action = (typeof ACTIONS)[number];

/** Messages a second that go back, unless told: a cause that has not passed after all is not met by all at once. */
const PER_SECOND = 10;

/** Longest text of a body that is shown: they hold identifiers, and never personal data. Characters. */
const SHOWN = 300;

/** Dead letters by queue and cause: counted, shown, sent back or dropped. */
export const deadLetters: Verb = {
  usage: 'dead-letters list|show|redrive|drop [<queue>] [--cause <cause>] [--message <id>] [--per-second 10]',
  does: 'Counts dead letters by cause, shows them, sends them back to their queue, or drops one.',
  options: ['cause', 'message', 'per-second'],
  dryRun: true,
  plan: (asked) => {
    const [action, queue] = asked.words;
    if (!ACTIONS.includes(action as Action) || asked.words.length > 2)
      throw new UsageError(`Say ${ACTIONS.join(', ')}.`);
    if (action !== 'list' && queue === undefined) throw new UsageError('Name the queue, such as postal-orders.');
    if (action === 'drop' && asked.options.message === undefined)
      throw new UsageError('Name the one to drop by --message.');
    const perSecond = Number(asked.options['per-second'] ?? PER_SECOND);
    if (!(perSecond > 0)) throw new UsageError('--per-second is a number above 0.');
    return (context) => work(action as Action, queue, asked, perSecond, context);
  },
};

async function work(
  action: Action,
  queue: string | undefined,
  { options: { cause, message }, dryRun }: Asked,
  perSecond: number,
  context: Context,
): Promise<Result> {
  const { queues } = context;
  const all = await readQueues(queues, context.province.slug);
  const of = chosen(all, queue);
  const wanted = (letter: DeadLetter) =>
    (cause === undefined || letter.cause === cause) && (message === undefined || letter.id === message);
  const found: { queue: string; cause: string; id: string; body: string }[] = [];
  let done = 0;
  for (const { name, url } of of) {
    const to = all.find((one) => one.name === sourceOf(name))?.url;
    if (action === 'redrive' && to === undefined) {
      throw new UsageError(`${name} has no queue to go back to: publish the events again (republish).`);
    }
    const left: DeadLetter[] = [];
    for await (const letter of look(queues, url)) {
      const acts = wanted(letter) && !dryRun && (action === 'redrive' || action === 'drop');
      if (wanted(letter))
        found.push({ queue: name, cause: letter.cause ?? 'moved by the queue', id: letter.id, body: letter.body });
      if (!acts) {
        // Given back at once it would come again before the others have.
        left.push(letter);
        continue;
      }
      if (action === 'drop') await takeOut(queues, url, letter);
      else await sendBack(queues, url, to as string, letter);
      done += 1;
      await context.pause(1000 / perSecond);
    }
    for (const letter of left) await giveBack(queues, url, letter);
  }
  return { data: { found, done }, lines: linesOf(action, found, done, dryRun) };
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
  found: readonly { queue: string; cause: string; id: string; body: string }[],
  done: number,
  dryRun: boolean,
): readonly string[] {
  if (action === 'show') return found.map(({ id, cause, body }) => `${id}  ${cause}\n    ${body.slice(0, SHOWN)}`);
  const counts = new Map<string, number>();
  for (const { queue, cause } of found) counts.set(`${queue}  ${cause}`, (counts.get(`${queue}  ${cause}`) ?? 0) + 1);
  const counted = [...counts].map(([what, count]) => `${String(count).padStart(5)}  ${what}`);
  if (action === 'list') return counted.length === 0 ? ['No dead letters.'] : counted;
  const verb = action === 'redrive' ? 'sent back' : 'dropped';
  return [...counted, dryRun ? `${found.length} would be ${verb}.` : `${done} ${verb}.`];
}
