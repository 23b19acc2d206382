import type { ProvinceWorld } from './app/province.ts';

/** Made within so long after the beginning. Milliseconds. */
const WITHIN_MS = 4_000;
const NONSENSE = '{"nothing":"that anybody knows"}';
/** An obsolete deadline. */
const TIMER = { kind: 'breach', of: 'appointment', id: 'appointment', at: '2026-01-05T01:00:00.000Z' };
const NOBODYS = '00000000-0000-4000-8000-00000000dead';

/**
 * Mistakes of operators: malformed messages on every queue, and obsolete deadlines. What no one can
 * process is parked, and everything else continues.
 */
export class Mishaps {
  readonly #world: ProvinceWorld;
  /** Queues that have got something by now. */
  readonly #got = new Set<string>();
  #on = true;

  constructor(world: ProvinceWorld) {
    this.#world = world;
  }

  begin(): void {
    const { scheduler, chance, queues } = this.#world;
    for (const queue of this.#worked()) {
      scheduler.after(chance.unit() * WITHIN_MS, () => {
        if (!this.#on) return;
        this.#got.add(queue.shape.name);
        const ordered = queue.shape.fifo && { MessageGroupId: 'nonsense', MessageDeduplicationId: 'nonsense' };
        queue.send({ MessageBody: NONSENSE, ...ordered }, 'operator');
      });
    }
    const commands = [...queues.values()].find(({ shape }) => shape.fifo && !isForLetters(shape.name));
    if (commands === undefined) return;
    scheduler.after(WITHIN_MS, () => {
      if (!this.#on) return;
      for (const dossierId of [NOBODYS, this.#someDossier()]) {
        const asked = { commandId: `timer:${dossierId}:long-ago`, dossierId, from: 'deadlines' };
        const MessageBody = JSON.stringify({ ...asked, command: { type: 'fire-timer', timer: TIMER } });
        const ordered = { MessageGroupId: dossierId, MessageDeduplicationId: `long-ago-${dossierId}` };
        commands.send({ MessageBody, ...ordered }, `AROASIMULATED:motcua-quang-tri-deadlines`);
      }
    });
  }

  /** Stops the mistakes. */
  calmDown(): void {
    this.#on = false;
  }

  /** Takes away what was set aside. @returns queues where it was not */
  end(): readonly string[] {
    return this.#worked().flatMap(({ shape: { name, deadLetters } }) => {
      const letters = deadLetters === undefined ? undefined : this.#world.queue(deadLetters);
      const all = letters?.messages.splice(0) ?? [];
      const [nonsense, others] = [all.filter(isMishap), all.filter((one) => !isMishap(one))];
      letters?.messages.push(...others);
      return nonsense.length > 0 || !this.#got.has(name) ? [] : [`nonsense on ${name} was not set aside`];
    });
  }

  #worked() {
    return [...this.#world.queues.values()].filter(({ shape }) => !isForLetters(shape.name));
  }

  #someDossier(): string {
    for (const { sk, dossier } of this.#world.rows()) {
      if (sk === 'SNAPSHOT') return (dossier as { dossierId: string }).dossierId;
    }
    return NOBODYS;
  }
}

const isForLetters = (name: string) => name.includes('dead-letters');
const isMishap = ({ body }: { readonly body: string }) => body === NONSENSE || body.includes(NOBODYS);
