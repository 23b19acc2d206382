import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breaker } from '../../../../shared/platform/delivery/breaker.ts';
import type { ChangeNotification } from '../../../../shared/platform/delivery/change-notification.ts';
import { readTail } from '../../../../shared/platform/delivery/event-log.ts';
import { PartnerUnavailableError, UnknownOutcomeError } from '../../../../shared/platform/partners/outcomes.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { draft } from '../../dossier/world.ts';
import { DOSSIER, event, World } from './world.ts';

/** Visibility timeout: undeleted messages are redelivered afterwards. Milliseconds. */
const VISIBILITY_MS = 60_000;
/** Maximum turns of a run; more mean lost work or an endless loop. */
const TURNS = 5000;

type Message = { id: string; notification: ChangeNotification; visibleAt: number; done: boolean };

/**
 * Several workers on one dossier. At every request to the table and every send the run decides which worker continues,
 * which crashes, what fails, and when the clock jumps; events are appended meanwhile, each with its notification.
 */
async function run(choices: readonly number[], events: number): Promise<World> {
  const world = new World();
  let at = 0;
  // When the choices are used up nothing fails any more, so that every run ends.
  const choose = (below: number) => (at < choices.length ? (choices[at++] as number) % below : 0);
  const calm = () => at >= choices.length;

  const waiting: (() => void)[] = [];
  const gate = () => new Promise<void>((resolve) => waiting.push(resolve));
  const messages: Message[] = [];
  let working = 0;
  let appended = 0;

  world.double.put({ ...keys.snapshot(DOSSIER), dossier: { applicant: draft().applicant } });
  world.double.step = gate;
  world.destination = async () => {
    await gate();
    const fate = calm() ? 0 : choose(8);
    if (fate === 1) throw new PartnerUnavailableError('somewhere', 'down');
    if (fate === 2) throw new UnknownOutcomeError('somewhere', 'lost-request');
  };
  const send: typeof world.send = async (batch, context) => {
    await world.send(batch, context);
    await gate();
    if (!calm() && choose(6) === 1) throw new UnknownOutcomeError('somewhere', 'lost-answer');
  };

  const put = (notification: ChangeNotification, visibleAt: number) =>
    void messages.push({ id: `m-${messages.length}`, notification, visibleAt, done: false });
  const append = () => {
    appended += 1;
    world.double.put({ ...keys.event(DOSSIER, appended), event: event(appended) });
    put({ dossierId: DOSSIER, version: appended }, world.now);
  };
  const start = (message: Message) => {
    message.visibleAt = world.now + VISIBILITY_MS;
    working += 1;
    const readsBefore = choose(2) === 1;
    const delivery = {
      ...world.delivery,
      send,
      breaker: breaker(world.double.table, 'somewhere', () => world.now),
      requeue: async (notification: ChangeNotification, seconds: number) => {
        put(notification, world.now + seconds * 1000);
      },
    };
    const log = async () => {
      if (!readsBefore) return {};
      const from = Math.max(0, (message.notification.version ?? 1) - 2);
      return { log: (await readTail(world.double.table, DOSSIER, from))?.log ?? [] };
    };
    void log()
      .then((read) => world.deliver(message.notification, { ...delivery, ...read }, message.id))
      .then(() => {
        message.done = true;
      })
      .finally(() => {
        working -= 1;
      });
  };

  for (let turn = 0; turn < TURNS; turn += 1) {
    // Lets every worker run up to its next gate.
    await new Promise(setImmediate);
    const visible = messages.filter((m) => !m.done && m.visibleAt <= world.now);
    const open = messages.filter((m) => !m.done);
    if (appended === events && open.length === 0 && working === 0) return world;
    const act = calm() ? 0 : choose(12);
    if (appended < events && (act === 1 || (waiting.length === 0 && open.length === 0) || calm())) append();
    else if (act === 2 && waiting.length > 0) {
      // The worker crashes here: its pending call never returns.
      waiting.splice(choose(waiting.length), 1);
      working -= 1;
    } else if (act === 7 && open.length > 0) {
      // A duplicate message: a redelivery, or a copy made by its sender.
      const one = open[choose(open.length)] as Message;
      if (choose(2) === 0) messages.push({ ...one });
      else put(one.notification, one.visibleAt);
    } else if (act === 3) world.now += [1000, 5000, 31_000, 70_000][choose(4)] as number;
    else if ((act >= 4 && act <= 6 && visible.length > 0) || (waiting.length === 0 && visible.length > 0)) {
      start(visible[choose(visible.length)] as Message);
    } else if (waiting.length > 0) {
      waiting.splice(choose(waiting.length), 1)[0]?.();
    } else {
      // No worker can continue: time passes until the next message is visible.
      world.now = Math.max(world.now, Math.min(...open.map((m) => m.visibleAt)));
    }
  }
  throw new Error('does not settle');
}

test('for any interleaving, crash and failure every event arrives, first in order, without a gap', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(1000), { maxLength: 300, size: 'max' }),
      fc.integer({ min: 1, max: 5 }),
      async (choices, events) => {
        const { received, double } = await run(choices, events);
        const firsts = received.filter((version, index) => received.indexOf(version) === index);
        expect(firsts).toEqual(Array.from({ length: events }, (_, i) => i + 1));
        expect(double.get(keys.cursor(DOSSIER, 'somewhere'))).toMatchObject({ sent: events });
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 1000), interruptAfterTimeLimit: 60_000 },
  );
});

test('while leases are valid no worker sends an older event after a newer one', async () => {
  // No time passes and no worker crashes (choices 2 and 3 of 12 are excluded), so no lease is taken over.
  const quiet = fc.nat(800).filter((n) => n % 12 !== 2 && n % 12 !== 3);
  await fc.assert(
    fc.asyncProperty(fc.array(quiet, { maxLength: 200, size: 'max' }), async (choices) => {
      const { received } = await run(choices, 4);
      expect(received).toEqual(received.toSorted((a, b) => a - b));
    }),
    { numRuns: Number(process.env.RUNS ?? 500), interruptAfterTimeLimit: 60_000 },
  );
});
