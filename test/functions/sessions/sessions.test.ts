import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, limitsOf, type SessionKind, sessionLimitsSchema } from '../../../functions/sessions/limits.ts';
import { OFFICER_ROLES } from '../../../shared/dossier/actor.ts';
import { ProviderDouble } from './provider-double.ts';
import { AN, BINH, type Browser, OURS, PORTAL, world } from './world.ts';

const provider = new ProviderDouble();
beforeAll(() => provider.start());
afterAll(() => provider.stop());

const MINUTE = 60_000;
const SESSION = '__Host-motcua-session';
const OVER = { signedIn: false, reason: 'over' };
const active = (browser: Browser) => browser.ask('PUT /session/activity', { headers: OURS });

describe('a session', () => {
  it('is over half an hour after the last sign of the person, not of the page', async () => {
    const { browser, now } = world(provider);
    const chrome = browser();
    await chrome.signIn(AN);
    now.at += 29 * MINUTE;
    expect(await chrome.who()).toMatchObject({ signedIn: true });
    expect((await active(chrome)).body).toMatchObject({ signedIn: true });
    now.at += 29 * MINUTE;
    expect(await chrome.who()).toMatchObject({ signedIn: true });
    now.at += MINUTE;
    // The browser had the cookie until now; the next answer has it forgotten.
    expect(await chrome.who()).toEqual(OVER);
    expect(chrome.jar.has(SESSION)).toBe(false);
    expect(await chrome.who()).toEqual({ signedIn: false, reason: 'none' });
  });

  it('is over after eight hours however active, and no sign wakes it', async () => {
    const { browser, now, table } = world(provider);
    const chrome = browser();
    await chrome.signIn(AN);
    for (let minutes = 0; minutes < 460; minutes += 20) {
      now.at += 20 * MINUTE;
      expect((await active(chrome)).body).toMatchObject({ signedIn: true });
    }
    const { idleUntil, until } = await chrome.who();
    expect(idleUntil).toBe(until);
    now.at += 20 * MINUTE;
    const rows = JSON.stringify([...table.rows]);
    expect((await active(chrome)).body).toEqual(OVER);
    expect(JSON.stringify([...table.rows])).toBe(rows);
  });

  it('at a kiosk is over after two minutes', async () => {
    const { browser, now } = world(provider);
    const chrome = browser();
    await chrome.signIn(AN, { kiosk: 'true' });
    now.at += 2 * MINUTE;
    expect(await chrome.who()).toEqual(OVER);
  });

  it('ends with signing out, in every copy of its cookie, and the provider’s session is ended next', async () => {
    const { browser, lines, table } = world(provider);
    const chrome = browser();
    await chrome.signIn(AN);
    const copy = browser(new Map(chrome.jar));
    const { status, body } = await chrome.ask('POST /session/sign-out', { headers: OURS });
    expect([status, body.signOutUrl]).toEqual([
      200,
      `${provider.url}/session/end?client_id=motcua-test&post_logout_redirect_uri=${encodeURIComponent(`${PORTAL}/`)}`,
    ]);
    expect(chrome.jar.size).toBe(0);
    expect(await copy.who()).toEqual(OVER);
    expect(table.rows.size).toBe(0);
    expect(lines.some((line) => line.includes('signed out') && line.includes('"audit":true'))).toBe(true);
    // A second time there is nothing to end, and the way out is the same.
    expect((await copy.ask('POST /session/sign-out', { headers: OURS })).status).toBe(200);
  });

  it('with two cookies of its name is none: one of them is somebody else’s', async () => {
    const { browser } = world(provider);
    const [chrome, other] = [browser(), browser()];
    await chrome.signIn(AN);
    await other.signIn(BINH);
    const tossed = browser(new Map([[SESSION, `${other.jar.get(SESSION)}; ${SESSION}=${chrome.jar.get(SESSION)}`]]));
    expect(await tossed.who()).toEqual(OVER);
    expect((await tossed.ask('GET /session/list')).status).toBe(401);
  });
});

describe('other sites', () => {
  const { 'x-requested-by': _, ...withoutHeader } = OURS;
  it.each([
    ['without the portal’s header', withoutHeader],
    ['of another origin', { ...OURS, 'sec-fetch-site': 'cross-site' }],
    ['of a sibling domain', { ...OURS, 'sec-fetch-site': 'same-site' }],
    ['that say nothing of where they come from', { 'x-requested-by': 'portal' }],
    ['of an old browser on another page', { 'x-requested-by': 'portal', origin: 'https://elsewhere.example' }],
  ])('change nothing by requests %s', async (_name, headers) => {
    const { browser, table } = world(provider);
    const chrome = browser();
    await chrome.signIn(AN);
    const { sessionId } = await chrome.who();
    const rows = JSON.stringify([...table.rows]);
    for (const call of ['POST /session/sign-out', 'PUT /session/activity', `DELETE /session/${sessionId}`]) {
      const { status, body } = await chrome.ask(call, { headers });
      expect([status, body.code], call).toEqual([403, 'not-from-portal']);
    }
    expect(JSON.stringify([...table.rows])).toBe(rows);
  });

  it('do not even ask', async () => {
    const chrome = world(provider).browser();
    await chrome.signIn(AN);
    for (const site of ['cross-site', 'same-site']) {
      const headers = { 'sec-fetch-site': site };
      expect((await chrome.ask('GET /session', { headers })).status).toBe(403);
      expect((await chrome.ask('GET /session/list', { headers })).status).toBe(403);
    }
    const allowed: Record<string, string>[] = [{ 'sec-fetch-site': 'none' }, { 'sec-fetch-site': 'same-origin' }, {}];
    for (const headers of allowed) {
      expect((await chrome.ask('GET /session/list', { headers })).status).toBe(200);
    }
  });

  it('an old browser on the portal’s own page may', async () => {
    const chrome = world(provider).browser();
    await chrome.signIn(AN);
    const headers = { 'x-requested-by': 'portal', origin: PORTAL };
    expect((await chrome.ask('PUT /session/activity', { headers })).body).toMatchObject({ signedIn: true });
  });
});

describe('a person’s sessions', () => {
  type Items = { readonly items: readonly { readonly sessionId: string; readonly current: boolean }[] };
  const list = async (browser: Browser) => ((await browser.ask('GET /session/list')).body as Items).items;

  it('are listed with device and times, and nothing that opens them', async () => {
    const { browser, now, table } = world(provider);
    const [home, office] = [browser(), browser()];
    await home.signIn(AN);
    now.at += MINUTE;
    await office.signIn(AN);
    await browser().signIn(BINH);
    const items = await list(office);
    expect(items).toMatchObject([
      { current: true, device: { browser: 'Chrome', system: 'Windows' } },
      { current: false, device: { browser: 'Chrome', system: 'Windows' } },
    ]);
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual([
      'activeAt',
      'current',
      'device',
      'sessionId',
      'startedAt',
      'until',
    ]);
    for (const key of table.rows.keys()) expect(JSON.stringify(items)).not.toContain(key.split(/[# ]/)[1]);
  });

  it('are ended by their owner at once, and by nobody else', async () => {
    const { browser } = world(provider);
    const [home, office, other] = [browser(), browser(), browser()];
    await home.signIn(AN);
    await office.signIn(AN);
    await other.signIn(BINH);
    const { sessionId } = await home.who();
    const stranger = await other.ask(`DELETE /session/${sessionId}`, { headers: OURS });
    expect([stranger.status, stranger.body.code]).toEqual([404, 'not-found']);
    expect(await home.who()).toMatchObject({ signedIn: true });
    expect((await office.ask(`DELETE /session/${sessionId}`, { headers: OURS })).status).toBe(204);
    expect(await home.who()).toEqual(OVER);
    expect(await list(office)).toHaveLength(1);
  });

  it('that are ended take their own cookie along', async () => {
    const chrome = world(provider).browser();
    await chrome.signIn(AN);
    await chrome.ask(`DELETE /session/${(await chrome.who()).sessionId}`, { headers: OURS });
    expect(chrome.jar.size).toBe(0);
  });

  it('are at most ten: the oldest ends with the eleventh', async () => {
    const { browser, now } = world(provider);
    const all = Array.from({ length: 11 }, () => browser());
    for (const one of all) {
      await one.signIn(AN);
      now.at += 1000;
    }
    expect(await list(all[10] as Browser)).toHaveLength(10);
    expect(await all[0]?.who()).toEqual(OVER);
    expect(await all[1]?.who()).toMatchObject({ signedIn: true });
  });
});

describe('limits', () => {
  const officer = (...roles: readonly (typeof OFFICER_ROLES)[number][]) => ({
    kind: 'officer' as const,
    roles: roles.map((role) => ({ agencyId: 'H50.1', role })),
  });

  it('are those of the role, of several roles the strictest, and never longer at a kiosk', () => {
    expect(limitsOf({ kind: 'citizen' }, false, {})).toEqual(DEFAULT_LIMITS.citizen);
    expect(limitsOf(officer('reception'), false, {})).toEqual({ idle: 30, total: 600 });
    expect(limitsOf(officer('handler', 'administrator'), false, {})).toEqual(DEFAULT_LIMITS.administrator);
    for (const role of OFFICER_ROLES) expect(limitsOf(officer(role), true, {})).toEqual(DEFAULT_LIMITS.kiosk);
    // Roles that do not count in the province leave an officer without any.
    expect(limitsOf(officer(), false, {})).toEqual(DEFAULT_LIMITS.officer);
  });

  it('are what the province set, within bounds', () => {
    const set = sessionLimitsSchema.parse({ leader: { idle: 10, total: 60 } });
    expect(limitsOf(officer('approver'), false, set)).toEqual({ idle: 10, total: 60 });
    const bad = [
      { idle: 61, total: 100 },
      { idle: 30, total: 1441 },
      { idle: 30, total: 20 },
      { idle: 0, total: 20 },
    ];
    for (const leader of bad) expect(sessionLimitsSchema.safeParse({ leader }).success).toBe(false);
    expect(sessionLimitsSchema.safeParse({ mayor: { idle: 10, total: 60 } }).success).toBe(false);
    for (const [kind, limit] of Object.entries(DEFAULT_LIMITS) as [SessionKind, object][]) {
      expect(sessionLimitsSchema.safeParse({ [kind]: limit }).success, kind).toBe(true);
    }
  });
});
