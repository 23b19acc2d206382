import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { without, withPolicy } from '../rights/changed.ts';
import { Rights } from '../rights/rights.ts';
import { type Prepared, prepare } from './app/prepare.ts';
import type { ProvinceWorld } from './app/province.ts';
import { type Plan, runWorld, type Trace } from './run-world.ts';
import { ALL_TROUBLES, NO_TROUBLES } from './trouble.ts';

/** Online, supplemented, paid twice, posted, filed at the national portal, paid back, corrected: what crosses most of the functions. */
const STORIES = [3, 17, 19, 22, 33, 34];

const FOLDER = join(import.meta.dirname, 'traces');
const TRACES = readdirSync(FOLDER).map((name) => ({
  name,
  trace: JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Trace,
}));

const QUIET = { faults: NO_TROUBLES, rough: false, operated: false };
const WILD = { faults: ALL_TROUBLES, rough: true, operated: true };

describe('the province in one process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  let prepared: Prepared;
  beforeAll(async () => {
    prepared = await prepare(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('goes its way when nothing goes wrong', async () => {
    const report = await runWorld(prepared, { seed: 1, stories: STORIES, ...QUIET });
    expect(report.violations).toEqual([]);
    expect(report.redriven).toBe(0);
    expect(report.deaths).toBe(0);
  });

  it('goes its way as it is deployed, each function with libraries of its own', async () => {
    const deployed = await prepare(folder, { bundled: true, deployed: true });
    const report = await runWorld(deployed, { seed: 1, stories: [0, 22], ...QUIET });
    expect(report.violations).toEqual([]);
  });

  it.each([11, 12])('comes right after everything went wrong at once (seed %i)', async (seed) => {
    const report = await runWorld(prepared, { seed, stories: STORIES, ...WILD });
    expect(report.violations).toEqual([]);
    expect(report.deaths).toBeGreaterThan(0);
  });

  it('is the same for the same seed, and another for another', async () => {
    const plan = { stories: [0, 19], ...WILD };
    const [first, again, other] = [
      await runWorld(prepared, { seed: 21, ...plan }),
      await runWorld(prepared, { seed: 21, ...plan }),
      await runWorld(prepared, { seed: 22, ...plan }),
    ];
    const replayed = await runWorld(prepared, { seed: 21, ...plan, faults: first.faults });
    expect(again.fingerprint).toBe(first.fingerprint);
    expect(replayed.fingerprint).toBe(first.fingerprint);
    expect(replayed.faults).toEqual(first.faults);
    expect(other.fingerprint).not.toBe(first.fingerprint);
  });

  it('is the same, exchange by exchange, whether or not requests to AWS are written out by its SDK', async () => {
    // A death inside the exchange over HTTP is the one thing that cannot happen where there is none.
    const faults = { ...ALL_TROUBLES, waits: 0, firstWaits: 0 };
    const plan = { ...WILD, seed: 6, stories: STORIES, faults };
    const [handedOver, writtenOut] = [await exchangesIn(plan), await exchangesIn({ ...plan, wholeSdk: true })];
    expect(writtenOut.faults).toEqual(handedOver.faults);
    expect(writtenOut.exchanges).toEqual(handedOver.exchanges);
    expect(handedOver.exchanges.length).toBeGreaterThan(1_000);
    expect(handedOver.faults.length).toBeGreaterThan(10);
  });

  /** Lives a world. @returns who asked whom for what and when; what was asked in one moment, in the order of its names */
  async function exchangesIn(plan: Plan) {
    const exchanges: string[] = [];
    const begins = ({ network, scheduler }: ProvinceWorld) => {
      const exchange = network.exchange.bind(network);
      network.exchange = (from, to, request, onConnect) => {
        // What was encrypted differs by its random bytes, which the people only hand on.
        const path = request.path.replace(/cursor=.*/, '');
        const asked = request.headers['x-amz-target'] ?? `${request.method} ${path}`;
        exchanges.push(`${scheduler.now} ${from} ${to} ${asked}`);
        return exchange(from, to, request, onConnect);
      };
    };
    const { faults } = await runWorld(prepared, plan, { begins });
    return { faults, exchanges: exchanges.toSorted() };
  }

  it.each(TRACES)('does not fail again as it did in $name', async ({ trace: { plan } }) => {
    const report = await runWorld(prepared, plan);
    expect(report.violations).toEqual([]);
    // A trace whose faults are not come to any more shows nothing.
    expect(report.faults).toEqual(plan.faults);
  });

  it('notices a wire that is missing', async () => {
    const whole = prepared.wiring;
    const wiring = new Proxy(whole, {
      get: (_, name) => {
        if (name !== 'rules') return Reflect.get(whole, name).bind(whole);
        return (queue: Parameters<typeof whole.rules>[0]) =>
          whole.rules(queue).filter((rule) => !rule.name.endsWith('national-portal-sync'));
      },
    });
    const report = await runWorld({ ...prepared, wiring }, { seed: 1, stories: [0], ...QUIET });
    expect(report.violations).toEqual([expect.stringContaining('a partner disagrees')]);
  });

  it('notices a right that is missing', async () => {
    const rights = new Rights(withPolicy(prepared.templates, 'notificationsrole', without('dynamodb:Query')));
    const report = await runWorld({ ...prepared, rights }, { seed: 1, stories: [0], ...QUIET });
    expect(report.violations).toContainEqual(
      expect.stringMatching(
        /^notifications may not dynamodb:Query on dynamodb table\/table DOSSIER: nothing allows it$/,
      ),
    );
  });
});
