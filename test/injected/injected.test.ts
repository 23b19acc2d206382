import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiAnswer } from '../../local/demo/api/client.ts';
import { agrees, compare } from '../../local/demo/compare.ts';
import type { Scenario } from '../../local/demo/scenario.ts';
import { scenarios } from '../../local/demo/scenarios.ts';
import { Stage } from '../../local/demo/stage.ts';
import { SUBSCRIBER, subscribe } from '../../local/demo/subscriber.ts';
import type { Walk } from '../../local/demo/walk.ts';
import { EMULATORS } from '../../local/launcher/emulator/records.ts';
import { environment, eventually, windows } from '../emulator/kit.ts';

/** Share of the calls that each fault strikes: often enough to be met many times, seldom enough that a few tries get through. */
const SHARES = {
  'transaction-conflict': 0.2,
  throttling: 0.15,
  'put-events': 0.3,
  duplicate: 0.5,
  late: 0.2,
  recycle: 0.4,
};
type Fault = keyof typeof SHARES;

const TITLES = [
  'Online, result as an electronic paper',
  'Supplement in the middle of processing',
  'Paid on the national platform, its callback came four times',
  'Result by post, reports of the carrier twice and out of order',
  'Filed at the national portal, with papers',
];
const PLAYED = scenarios().filter(({ title }) => TITLES.includes(title));

/** A client comes again when the province says that it is busy: `Retry-After` asks for it. */
const busy = ({ status }: ApiAnswer) => status === 503;
const stage = new Stage(environment, busy);

/** Switches on these faults and no others. @returns how often each has struck since the last switch */
async function faults(seed: number, shares: Partial<Record<Fault, number>>): Promise<Readonly<Record<Fault, number>>> {
  const address = `${environment.endpoint}/_motcua/faults`;
  const { struck } = (await (await fetch(address)).json()) as { struck: Record<Fault, number> };
  const answer = await fetch(address, { method: 'POST', body: JSON.stringify({ seed, shares }) });
  expect(answer.status).toBe(200);
  return struck;
}

type Delivery = {
  readonly endpoint: string;
  readonly eventId: string;
  readonly valid: boolean;
  readonly status: number;
};

/** Versions of a dossier's events in the order in which the agencies' receiver first took each. */
async function delivered({ dossierId }: Walk): Promise<readonly number[]> {
  const { deliveries } = await stage.control<{ deliveries: readonly Delivery[] }>('agency', 'state');
  const own = deliveries.filter(({ endpoint, eventId }) => endpoint === SUBSCRIBER && eventId.startsWith(dossierId));
  return [...new Set(own.map(({ eventId }) => Number(eventId.slice(dossierId.length + 1))))];
}

async function deadLetters(): Promise<readonly string[]> {
  const held = await windows.queues(environment.endpoint);
  return [...held].flatMap(([address, messages]) =>
    address.includes('dead-letters') ? messages.map(({ Body }) => `${address}: ${Body}`) : [],
  );
}

async function play({ play: story, ends }: Scenario): Promise<Walk> {
  const walk = await story(stage);
  await walk.reaches(ends);
  return walk;
}

describe.skipIf(!EMULATORS[environment.emulator.kind].shows['injected-faults'])('a province whose cloud fails', () => {
  beforeAll(() => subscribe(stage));

  it.each(Object.entries(SHARES) as [Fault, number][])(
    'loses nothing and doubles nothing by %s',
    { timeout: 600_000 },
    async (fault, share) => {
      await faults(PLAYED.length, { [fault]: share });
      const walks = await Promise.all(PLAYED.map(play));
      const compared = await compare(stage, walks, environment.patienceMs);
      const struck = await faults(0, {});
      expect(struck[fault]).toBeGreaterThan(0);
      // Word for word and in order, at the national portal; and every event, under its signature, at the agencies' receiver.
      expect(compared.filter((one) => !agrees(one))).toEqual([]);
      for (const walk of walks) {
        const versions = (await walk.timeline()).map(({ version }) => version);
        expect(versions).toEqual(versions.map((_, index) => index + 1));
        expect(await delivered(walk)).toEqual(versions);
      }
      await eventually('nothing is parked', async () => (await deadLetters()).length === 0);
    },
  );

  it('is told of a fault that there is not', async () => {
    const body = JSON.stringify({ shares: { [randomUUID()]: 1 } });
    expect((await fetch(`${environment.endpoint}/_motcua/faults`, { method: 'POST', body })).status).toBe(400);
  });
});
