import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { ApiAnswer } from '../../../local/demo/api/client.ts';
import { PLANS } from '../../../local/demo/plans.ts';
import { stage } from '../kit.ts';
import { type Caller, clientOf } from './callers.ts';
import { declared, expectProblem, expectRows, pathOf, routeOf } from './declared.ts';
import { ACTIONS, draft } from './example-bodies.ts';
import { CASES, type Case, type Once } from './idempotency-table.ts';
import { filed, removeEndpoints } from './world.ts';

afterEach(removeEndpoints);

async function send(name: string, who: Caller, once: Once, idempotencyKey: string): Promise<ApiAnswer> {
  const { params, body, ifMatch } = once;
  return (await clientOf(who)).ask(routeOf(name).method, pathOf(name, params ? { params } : {}), {
    idempotencyKey,
    ...(body !== undefined && { body }),
    ...(ifMatch !== undefined && { ifMatch }),
  });
}

const rows = Object.entries(CASES);

/** What has to be the same every time. */
function lasting({ status, body, headers }: ApiAnswer, { volatile = [] }: Case) {
  const kept = Object.fromEntries(Object.entries(body).filter(([key]) => !volatile.includes(key)));
  return { status, body: kept, etag: headers.get('etag'), location: headers.get('location') };
}
const isReplayed = ({ headers }: ApiAnswer) => headers.get('idempotency-replayed') === 'true';

describe('a request with a key', () => {
  it('is tried on every route that takes one', () => {
    const keyed = [...declared].filter(([, { idempotent }]) => idempotent);
    expectRows(
      Object.keys(CASES),
      keyed.map(([name]) => name),
    );
    const unkeyed = [...declared].filter(([, { method, idempotent }]) => method !== 'GET' && !idempotent);
    expect(unkeyed.map(([name]) => name).toSorted()).toEqual(WITHOUT_KEY.toSorted());
  });

  it.each(rows)('%s: is answered the same when it comes again, and done once', async (name, one) => {
    const once = await one.prepare();
    const before = await once.effects?.();
    const key = randomUUID();
    const first = await send(name, one.as, once, key);
    expect(first.status, JSON.stringify(first.body)).toBe(routeOf(name).success.status);
    expect(isReplayed(first)).toBe(false);
    for (let again = 0; again < 2; again += 1) {
      const next = await send(name, one.as, once, key);
      expect(lasting(next, one)).toEqual(lasting(first, one));
      expect(isReplayed(next)).toBe(true);
    }
    if (before !== undefined) expect(await once.effects?.()).toBe(before + (once.raises ?? 1));
  });

  it.each(rows)('%s: is refused when it asks for something else, and nothing is done', async (name, one) => {
    const once = await one.prepare();
    const key = randomUUID();
    await send(name, one.as, once, key);
    const after = await once.effects?.();
    const other = { ...once, body: once.otherBody ?? { again: true } };
    expectProblem(name, await send(name, one.as, other, key), 422, 'idempotency-key-reused');
    expect(await once.effects?.()).toBe(after);
  });

  it.each(rows)('%s: ten times at once has one effect and one answer', async (name, one) => {
    const once = await one.prepare();
    const before = await once.effects?.();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(name, one.as, once, key)));
    // A twin that comes while the first is on its way to the payment platform is told to come back.
    const busy = answers.filter(({ body }) => body.code === 'request-in-progress');
    if (name !== 'payments.startPayment') expect(busy).toEqual([]);
    const given = answers.filter((answer) => !busy.includes(answer)).map((answer) => lasting(answer, one));
    expect(new Set(given.map(({ status }) => status)), JSON.stringify(given)).toEqual(
      new Set([routeOf(name).success.status]),
    );
    for (const answer of given) expect(answer).toEqual(given[0]);
    if (before !== undefined) expect(await once.effects?.()).toBe(before + (once.raises ?? 1));
    const later = await send(name, one.as, once, key);
    expect([lasting(later, one), isReplayed(later)]).toEqual([given[0], true]);
  });

  it.each(rows)('%s: is scoped to its caller: the same key gives another caller nothing', async (name, one) => {
    const once = await one.prepare();
    const key = randomUUID();
    const first = await send(name, one.as, once, key);
    const strangers = await send(name, one.stranger, once, key);
    const [status, code] = one.strangerGets.split(' ');
    expect(isReplayed(strangers)).toBe(false);
    if (code !== undefined) return expectProblem(name, strangers, Number(status), code);
    expect(strangers.status).toBe(Number(status));
    expect(strangers.body.endpointId).not.toBe(first.body.endpointId);
    const made = `/v1/webhook-endpoints/${strangers.body.endpointId}`;
    await (await clientOf(one.stranger)).must('DELETE', made);
  });

  const moving = rows.filter(([name, { ends }]) => routeOf(name).path.includes('{dossierId}') && !ends);
  it.each(moving)('%s: gets its first answer still when the dossier has moved on', async (name, one) => {
    const once = await one.prepare();
    const key = randomUUID();
    const first = await send(name, one.as, once, key);
    if (once.moveOn === undefined) throw new Error('nothing moves the dossier on');
    await once.moveOn();
    const later = await send(name, one.as, once, key);
    expect(lasting(later, one)).toEqual(lasting(first, one));
    expect(isReplayed(later)).toBe(true);
    const fresh = await send(name, one.as, once, randomUUID());
    expect(fresh.status, 'the same request under a new key is judged by what is now').toBeGreaterThanOrEqual(400);
  });
});

/** Routes that change something without a key, because they say themselves what a repetition is. */
const WITHOUT_KEY = [
  'office.decideSuspension', // suspensionId
  'office.liftSuspension', // the decision that lifts it
  'office.putDelegation', // the officer’s one delegation, replaced by the same
  'intake.confirmMail', // what is confirmed stays so
  'lookup.lookUp', // reads only
  'national-portal-inbound.push', // MaBanTin
  'payment-webhook.platformCallback', // the provider's transaction number
  'postal-webhook.carrierPush', // the carrier's report
  'search.searchDossiers', // reads only
  'session.endSession', // ended is ended
  'session.noteActivity', // the limit is moved to the same
  'session.signOut', // ended is ended
  'webhook-endpoints.deleteEndpoint', // gone is gone
];

describe('a key belongs to one caller', () => {
  it('two citizens with the same key each open their own dossier', async () => {
    const key = randomUUID();
    const opened = await Promise.all(
      ['cong-dan-an', 'cong-dan-binh'].map(async (who) => {
        const { people } = await import('../../../local/demo/stage.ts');
        const person = people.citizens.find((one) => one.personId === who);
        const applicant = {
          ...draft.applicant,
          name: person?.HoVaTen,
          identity: { type: 'personal-id', number: person?.SoDinhDanh, country: 'VN' },
        };
        const api = await stage.as(who);
        const answer = await api.ask('POST', '/v1/dossiers', { body: { ...draft, applicant }, idempotencyKey: key });
        expect([answer.status, isReplayed(answer)]).toEqual([201, false]);
        return { api, dossierId: answer.body.dossierId as string };
      }),
    );
    const [one, two] = opened;
    expect(one?.dossierId).not.toBe(two?.dossierId);
    expect((await one?.api.ask('GET', `/v1/dossiers/${two?.dossierId}`))?.status).toBe(404);
  });

  it('and to one request: the key of one dossier is refused at another', async () => {
    const [here, there] = [await filed(), await filed()];
    const idempotencyKey = randomUUID();
    const reception = await stage.as(PLANS.birth.reception.officer);
    const accept = (dossierId: string) =>
      reception.ask('POST', `/v1/dossiers/${dossierId}/actions`, { body: ACTIONS[0], ifMatch: 2, idempotencyKey });
    expect((await accept(here.dossierId)).status).toBe(200);
    expectProblem('actions.act', await accept(there.dossierId), 422, 'idempotency-key-reused');
    expect((await there.read()).status).toBe('submitted');
  });
});
