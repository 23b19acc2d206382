import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpointStore } from '../../../functions/webhooks/endpoint-store.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { ACTORS } from '../dossier/world.ts';
import { DynamoServer } from './dynamo-server.ts';
import { agencyOf, BEGIN, drafts, KINDS, NOW, person } from './quota-kinds.ts';

let server: DynamoServer;
let table: Table;
const MOST = 3;
beforeEach(async () => {
  server = await new DynamoServer().start();
  table = { ...server.open(), quotas: Object.fromEntries(KINDS.map((kind) => [kind, MOST])) };
});
afterEach(() => server.stop());

describe.each(KINDS)('%s', (kind) => {
  const begin = BEGIN[kind];

  it('created concurrently: exactly as many as the quota', async () => {
    const who = await person();
    // Each of the first transactions meets another one of the same holder, as on AWS.
    server.meets = 2;
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => begin(table, who)));
    expect(outcomes.toSorted()).toEqual([...Array(MOST).fill('begun'), ...Array(8 - MOST).fill('quota-reached')]);
  });

  it('count separately for each owner', async () => {
    const [one, other] = [await person(), await person()];
    for (let n = 0; n < MOST; n += 1) await begin(table, one);
    expect(await begin(table, one)).toBe('quota-reached');
    expect(await begin(table, other)).toBe('begun');
  });

  it('requested again with the same key are neither rejected nor counted', async () => {
    const who = await person();
    expect(await begin(table, who, 'first')).toBe('begun');
    expect(await begin(table, who, 'first')).toBe('begun');
    for (let n = 1; n < MOST; n += 1) expect(await begin(table, who)).toBe('begun');
    expect(await begin(table, who, 'first')).toBe('begun');
    expect(await begin(table, who)).toBe('quota-reached');
  });

  it('with a lost response count once', async () => {
    const who = await person();
    let lost = false;
    server.fault = ({ operation }) => {
      if (lost || operation !== 'TransactWriteItems') return undefined;
      lost = true;
      return 'lost';
    };
    for (let n = 0; n < MOST; n += 1) expect(await begin(table, who)).toBe('begun');
    expect(await begin(table, who)).toBe('quota-reached');
    expect(lost).toBe(true);
  });

  it('say so in the row of the holder, and in no other that it writes', async () => {
    const who = await person();
    for (let n = 0; n <= MOST; n += 1) await begin(table, who);
    const counted = [...server.double.rows.values()].filter(({ pk }) => String(pk).startsWith('QUOTA#'));
    expect(counted.map(({ held }) => held)).toEqual([MOST]);
  });
});

describe('drafts', () => {
  const dossierOf = (outcome: Awaited<ReturnType<ReturnType<typeof drafts>['open']>>) =>
    outcome.ok ? outcome.answer.dossierId : outcome.rejection.code;

  it('stop counting when submitted, each once', async () => {
    const of = drafts(table, await person());
    const ids: string[] = [];
    for (let n = 0; n < MOST; n += 1) ids.push(dossierOf(await of.open()));
    expect(dossierOf(await of.open())).toBe('quota-reached');
    expect(await of.submit(ids[0] as string)).toMatchObject({ ok: true });
    expect(await of.submit(ids[0] as string)).toMatchObject({ ok: false });
    expect(await of.open()).toMatchObject({ ok: true });
    expect(dossierOf(await of.open())).toBe('quota-reached');
  });

  it('of a past month do not count, in any state', async () => {
    let now = NOW;
    const of = drafts(table, await person(), () => now);
    for (let n = 0; n < MOST; n += 1) await of.open();
    now = '2026-12-01T00:00:00.000Z';
    for (let n = 0; n < MOST; n += 1) expect(await of.open()).toMatchObject({ ok: true });
    expect(await of.open()).toMatchObject({ rejection: { code: 'quota-reached', details: { limit: MOST } } });
  });

  it('submitted after their month expired leave no row', async () => {
    let now = NOW;
    const who = await person();
    const of = drafts(table, who, () => now);
    const id = dossierOf(await of.open());
    const { pk, sk } = keys.quota('drafts', `applicant#${who.holder.id}`, '2026-11');
    server.double.rows.delete([...server.double.rows].find(([, row]) => row.pk === pk)?.[0] as string);
    now = '2027-03-01T00:00:00.000Z';
    expect(await of.submit(id)).toMatchObject({ ok: true });
    const after = server.double.get({ pk, sk });
    expect(after?.held).toBe(0);
    expect(after?.expiresAt).toBeGreaterThan(Date.parse(now) / 1000);
  });

  it('opened at reception count for the officer, with a higher quota', async () => {
    const who = await person();
    const of = drafts(table, who);
    const desk = { ...ACTORS.reception, subject: randomUUID() };
    for (let n = 0; n < 10 * MOST; n += 1) expect(await of.open(undefined, desk)).toMatchObject({ ok: true });
    expect(await of.open(undefined, desk)).toMatchObject({ rejection: { details: { limit: 10 * MOST } } });
    expect(await of.open()).toMatchObject({ ok: true });
  });

  it('never include imports from the national portal', async () => {
    const of = drafts(table, await person());
    for (let n = 0; n < 2 * MOST; n += 1) expect(await of.import()).toMatchObject({ ok: true });
    for (let n = 0; n < MOST; n += 1) expect(await of.open()).toMatchObject({ ok: true });
    expect(await of.import()).toMatchObject({ ok: true });
  });

  it('in any order of opening and submitting, as many are open as are counted', async () => {
    const step = fc.oneof(fc.constant('open' as const), fc.nat({ max: 9 }));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const of = drafts(table, await person());
        const open: string[] = [];
        for (const what of steps) {
          if (what === 'open') {
            const outcome = await of.open();
            expect(outcome.ok).toBe(open.length < MOST);
            if (outcome.ok) open.push(outcome.answer.dossierId);
          } else {
            const [id] = open.splice(what % Math.max(1, open.length), 1);
            if (id !== undefined) expect(await of.submit(id)).toMatchObject({ ok: true });
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('webhook endpoints', () => {
  it('stop counting when deleted, each once', async () => {
    const who = await person();
    for (let n = 0; n < MOST; n += 1) await BEGIN['webhook-endpoints'](table, who);
    const store = endpointStore(table);
    const [one] = await store.list(agencyOf(who.personalId));
    if (one === undefined) throw new Error('no endpoint');
    await Promise.all([store.remove(one, NOW), store.remove(one, NOW)]);
    expect(await BEGIN['webhook-endpoints'](table, who)).toBe('begun');
    expect(await BEGIN['webhook-endpoints'](table, who)).toBe('quota-reached');
  });
});
