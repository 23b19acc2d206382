import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ProviderDouble } from './provider-double.ts';
import { AN, BINH, OURS, PORTAL, RECEPTION, world } from './world.ts';

const provider = new ProviderDouble();
beforeAll(() => provider.start());
afterAll(() => provider.stop());
afterEach(() => {
  provider.answers = undefined;
  provider.wrongIdToken = {};
  provider.wrongAccessToken = {};
});

const SIGN_IN = '__Host-motcua-sign-in';
const SESSION = '__Host-motcua-session';
const reasonOf = ({ location }: { location: URL }) => location.searchParams.get('reason');

describe('signing in', () => {
  it('asks the provider with PKCE, state and nonce, and leads to where the person was', async () => {
    const { browser } = world(provider);
    const chrome = browser();
    const begun = await chrome.ask('GET /session/sign-in', { query: { return: '/ho-so?trang=2#cuoi' } });
    expect([begun.status, begun.location.pathname]).toEqual([303, '/auth']);
    const asked = Object.fromEntries(begun.location.searchParams);
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'motcua-test',
      redirect_uri: `${PORTAL}/session/callback`,
      scope: 'openid',
      code_challenge_method: 'S256',
    });
    for (const random of ['state', 'nonce', 'code_challenge']) expect(asked[random]).toMatch(/^[\w-]{43}$/);
    expect(asked.prompt).toBeUndefined();
    const done = await chrome.ask('GET /session/callback', { query: provider.approve(begun.location.href, AN) });
    expect([done.status, done.location.href]).toEqual([303, `${PORTAL}/ho-so?trang=2#cuoi`]);
    expect(await chrome.who()).toMatchObject({ signedIn: true, kind: 'citizen', name: 'Hoàng Bảo An', roles: [] });
  });

  it('says the roles of an officer', async () => {
    const chrome = world(provider).browser();
    await chrome.signIn(RECEPTION);
    expect(await chrome.who()).toMatchObject({ kind: 'officer', name: 'Lê Thị Cúc', roles: RECEPTION.motcua_roles });
  });

  it('sets cookies that no script reads, no other host sets, and no other site sends', async () => {
    const chrome = world(provider).browser();
    await chrome.signIn(AN);
    expect(chrome.cookies).toHaveLength(3);
    for (const line of chrome.cookies) {
      expect(line).toMatch(/^__Host-motcua-[a-z-]+=[\w-]*; Path=\/; Secure; HttpOnly; SameSite=Lax(; Max-Age=\d+)?$/);
    }
    expect([...chrome.jar.keys()]).toEqual([SESSION]);
  });

  it('keeps neither the identifier nor a token, and says nothing about the person in cookies, addresses or the log', async () => {
    const { browser, table, lines } = world(provider);
    const chrome = browser();
    const done = await chrome.signIn(AN, { return: '/ho-so' });
    const identifier = chrome.jar.get(SESSION) ?? '';
    const kept = JSON.stringify([...table.rows]);
    expect(identifier).toMatch(/^[\w-]{43}$/);
    expect(kept).not.toContain(identifier);
    expect(kept).not.toMatch(/eyJ/);
    for (const personal of [AN.SoDinhDanh, AN.HoVaTen]) {
      expect(chrome.cookies.join() + done.location.href + lines.join()).not.toContain(personal);
      expect([...table.rows.keys()].join()).not.toContain(personal);
    }
    expect(lines.find((line) => line.includes('signed in'))).toContain('"audit":true');
  });

  it('begins a session of its own each time, and ends the one before in the same browser', async () => {
    const { browser, table } = world(provider);
    const chrome = browser();
    await chrome.signIn(AN);
    const first = chrome.jar.get(SESSION) ?? '';
    await chrome.signIn(BINH);
    expect(chrome.jar.get(SESSION)).not.toBe(first);
    expect(await browser(new Map([[SESSION, first]])).who()).toEqual({ signedIn: false, reason: 'over' });
    expect([...table.rows.keys()].filter((key) => key.startsWith('SESSION#'))).toHaveLength(1);
  });

  it('does not take an identifier that was in the browser before', async () => {
    const { browser } = world(provider);
    const planted = 'a'.repeat(43);
    const chrome = browser(new Map([[SESSION, planted]]));
    await chrome.signIn(AN);
    expect(chrome.jar.get(SESSION)).not.toBe(planted);
    expect(await browser(new Map([[SESSION, planted]])).who()).toEqual({ signedIn: false, reason: 'over' });
  });

  it('at a kiosk asks the provider to ask again', async () => {
    const begun = await world(provider)
      .browser()
      .ask('GET /session/sign-in', { query: { kiosk: 'true' } });
    expect(begun.location.searchParams.get('prompt')).toBe('login');
  });
});

describe('a return path', () => {
  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example/',
    '/\t/elsewhere.example/',
    '/.//elsewhere.example',
    'javascript:alert(1)',
    'ho-so',
    '',
    '/session/sign-in',
    `/${'a'.repeat(500)}`,
  ])('%j is refused', async (path) => {
    const chrome = world(provider).browser();
    const { status, body } = await chrome.ask('GET /session/sign-in', { query: { return: path } });
    expect([status, body.code]).toEqual([400, 'invalid-request']);
    expect(chrome.jar.size).toBe(0);
  });
});

describe('an answer of the provider', () => {
  it('that the browser did not ask for signs nobody in: the account of an attacker', async () => {
    const { browser } = world(provider);
    const [attacker, victim] = [browser(), browser()];
    const begun = await attacker.ask('GET /session/sign-in');
    const query = provider.approve(begun.location.href, BINH);
    expect(reasonOf(await victim.ask('GET /session/callback', { query }))).toBe('expired');
    // Not even while the victim signs in, too.
    await victim.ask('GET /session/sign-in');
    expect(reasonOf(await victim.ask('GET /session/callback', { query }))).toBe('refused');
    expect(await victim.who()).toEqual({ signedIn: false, reason: 'none' });
  });

  it('is taken once: the second time its cookie is gone, and the provider refuses the code', async () => {
    const { browser } = world(provider);
    const chrome = browser();
    const begun = await chrome.ask('GET /session/sign-in');
    const query = provider.approve(begun.location.href, AN);
    const copy = browser(new Map(chrome.jar));
    expect(reasonOf(await chrome.ask('GET /session/callback', { query }))).toBeNull();
    expect(reasonOf(await chrome.ask('GET /session/callback', { query }))).toBe('expired');
    expect(reasonOf(await copy.ask('GET /session/callback', { query }))).toBe('refused');
    expect(await chrome.who()).toMatchObject({ signedIn: true });
    expect(await copy.who()).toMatchObject({ signedIn: false });
  });

  it('of another issuer, or for another browser’s verifier, is refused', async () => {
    const chrome = world(provider).browser();
    const begun = await chrome.ask('GET /session/sign-in');
    const query = { ...provider.approve(begun.location.href, AN), iss: 'https://other.example' };
    expect(reasonOf(await chrome.ask('GET /session/callback', { query }))).toBe('refused');
    const [one, two] = [await chrome.ask('GET /session/sign-in'), await chrome.ask('GET /session/sign-in')];
    const stolen = provider.approve(one.location.href, AN).code ?? '';
    const state = two.location.searchParams.get('state') ?? '';
    expect(reasonOf(await chrome.ask('GET /session/callback', { query: { code: stolen, state } }))).toBe('refused');
  });

  it('with another state, or without one, is refused before the code is spent', async () => {
    for (const state of ['other', undefined]) {
      const chrome = world(provider).browser();
      const begun = await chrome.ask('GET /session/sign-in');
      const { state: _, ...answer } = provider.approve(begun.location.href, AN);
      provider.presented.length = 0;
      const query = state === undefined ? answer : { ...answer, state };
      expect(reasonOf(await chrome.ask('GET /session/callback', { query }))).toBe('refused');
      expect(provider.presented).toEqual([]);
    }
  });

  it('after ten minutes is too late', async () => {
    const { browser, now } = world(provider);
    const chrome = browser();
    const begun = await chrome.ask('GET /session/sign-in');
    now.at += 601_000;
    const query = provider.approve(begun.location.href, AN);
    expect(reasonOf(await chrome.ask('GET /session/callback', { query }))).toBe('expired');
  });

  it('with a changed or doubled cookie of the sign-in is refused', async () => {
    const { browser } = world(provider);
    const chrome = browser();
    const begun = await chrome.ask('GET /session/sign-in');
    const query = provider.approve(begun.location.href, AN);
    const sealed = chrome.jar.get(SIGN_IN) ?? '';
    const changed = browser(new Map([[SIGN_IN, `${sealed.slice(0, -2)}AA`]]));
    expect(reasonOf(await changed.ask('GET /session/callback', { query }))).toBe('expired');
    const tossed = browser(new Map([[SIGN_IN, `x; ${SIGN_IN}=${sealed}`]]));
    expect(reasonOf(await tossed.ask('GET /session/callback', { query }))).toBe('expired');
  });

  it('that the person declined says so', async () => {
    const chrome = world(provider).browser();
    const begun = await chrome.ask('GET /session/sign-in', { query: { return: '/ho-so' } });
    const state = begun.location.searchParams.get('state') ?? '';
    const { location } = await chrome.ask('GET /session/callback', { query: { error: 'access_denied', state } });
    expect(location.href).toBe(`${PORTAL}/dang-nhap?reason=cancelled&return=%2Fho-so`);
  });
});

describe('tokens', () => {
  it.each([
    ['an ID token for another sign-in', 'idToken', { claims: { nonce: 'other' } }],
    ['an ID token for another client', 'idToken', { claims: { aud: 'other' } }],
    ['an ID token of another issuer', 'idToken', { claims: { iss: 'https://other.example' } }],
    ['an ID token of another person', 'idToken', { claims: { sub: 'tech-binh' } }],
    ['an ID token that is over', 'idToken', { issuedIn: -310 }],
    ['an access token for another API', 'accessToken', { claims: { aud: 'other' } }],
    ['an access token that is over', 'accessToken', { issuedIn: -310 }],
    ['an access token of nobody', 'accessToken', { claims: { LoaiTaiKhoan: '7' } }],
    [
      'an access token of a system',
      'accessToken',
      { claims: { LoaiTaiKhoan: '7', motcua_agency: 'H50.1', scope: 'dossiers.read' } },
    ],
  ] as const)('%s signs nobody in', async (_, which, wrong) => {
    const { browser, lines } = world(provider);
    const chrome = browser();
    if (which === 'idToken') provider.wrongIdToken = wrong;
    else provider.wrongAccessToken = wrong;
    expect(reasonOf(await chrome.signIn(AN))).toBe('refused');
    expect(await chrome.who()).toEqual({ signedIn: false, reason: 'none' });
    expect(lines.join()).not.toMatch(/eyJ|Hoàng/);
  });

  it('of a provider whose clock is seconds off are taken', async () => {
    for (const issuedIn of [4, -303]) {
      provider.wrongIdToken = { issuedIn };
      provider.wrongAccessToken = { issuedIn };
      const chrome = world(provider).browser();
      await chrome.signIn(AN);
      expect(await chrome.who(), String(issuedIn)).toMatchObject({ signedIn: true });
    }
  });

  it('signed with new keys are taken at once', async () => {
    const { browser } = world(provider);
    await provider.rotate();
    const chrome = browser();
    await chrome.signIn(AN);
    expect(await chrome.who()).toMatchObject({ signedIn: true });
  });
});

describe('a provider that is down', () => {
  it.each([
    ['fails', { status: 500, body: '{}' }],
    ['answers with something else', { status: 200, body: '<html>' }],
    ['does not know the portal', { status: 401, body: '{"error":"invalid_client"}' }],
    ['hangs up', 'cut'],
  ] as const)('and %s is said so, without the reason', async (_, answers) => {
    const { browser, lines, counted } = world(provider);
    provider.answers = answers;
    const chrome = browser();
    const done = await chrome.signIn(AN, { return: '/ho-so' });
    expect([done.status, done.location.href]).toEqual([303, `${PORTAL}/dang-nhap?reason=unavailable&return=%2Fho-so`]);
    expect(lines.some((line) => line.includes('identity provider unavailable'))).toBe(true);
    expect(counted).toEqual(['IdentityProviderUnavailable']);
    expect(await chrome.who()).toMatchObject({ signedIn: false });
  });

  it('does not stop who is signed in', async () => {
    const chrome = world(provider).browser();
    await chrome.signIn(AN);
    provider.answers = 'cut';
    expect(await chrome.who()).toMatchObject({ signedIn: true });
    expect((await chrome.ask('GET /session/list')).status).toBe(200);
    expect((await chrome.ask('POST /session/sign-out', { headers: OURS })).status).toBe(200);
  });
});

it('in a rotation of the client’s secret the former one is tried, too', async () => {
  const fresh = 'the-new-secret-of-the-portal-as-a-client';
  const chrome = world(provider, {}, [fresh, provider.secret]).browser();
  provider.presented.length = 0;
  await chrome.signIn(AN);
  expect(provider.presented).toEqual([fresh, provider.secret]);
  expect(await chrome.who()).toMatchObject({ signedIn: true });
});
