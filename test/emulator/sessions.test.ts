import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import type { ApiAnswer, ApiClient } from '../../local/demo/api/client.ts';
import { OWNER } from './api/callers.ts';
import { applicant, draft } from './api/example-bodies.ts';
import { Browser, OURS, signedIn } from './browser.ts';
import { linesOf } from './consumers/traces.ts';
import { environment, eventually, stage, table } from './kit.ts';

const SESSION = '__Host-motcua-session';
const OVER = { signedIn: false, reason: 'over' };
const LEADER = 'lanh-dao-dong-hoi';

/** What a browser and a client get at the same state: dossiers of other tests move on meanwhile, so it is read until nothing did. */
async function readBy(browser: Browser, client: ApiClient, path: string) {
  // Places of lists are sealed anew each time.
  const shown = ({ body: { next: _, ...body } }: ApiAnswer) => JSON.stringify(body);
  for (let tries = 1; ; tries += 1) {
    const before = await client.ask('GET', path);
    const [one, two] = [await browser.ask('GET', path), await client.ask('GET', path)];
    if (tries === 20 || shown(before) === shown(two)) return [one, two] as const;
  }
}

describe('a browser at the portal', () => {
  it('signs in with the provider, and comes back to where it was with one cookie', async () => {
    const browser = new Browser();
    const answer = await browser.signIn(OWNER, 'return=/ho-so');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${environment.portalUrl}/ho-so`]);
    // Two header fields: the session begins, the sign-in is over.
    const lines = answer.headers.getSetCookie();
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/; Path=\/; Secure; HttpOnly; SameSite=Lax/);
    expect([...browser.cookies.keys()]).toEqual([SESSION]);
    expect((await browser.ask('GET', '/session')).body).toMatchObject({ signedIn: true, kind: 'citizen' });
  });

  it('gets what the same person gets with a token, and nothing else', async () => {
    const paths = [
      '/v1/dossiers?limit=5',
      '/v1/inbox?agencyId=H50.20&limit=5',
      '/v1/queues?agencyId=H50.20',
      '/v1/me',
      '/session/list',
    ];
    for (const person of [OWNER, LEADER]) {
      const [browser, client] = [await signedIn(person), await stage.as(person)];
      for (const path of paths) {
        const [one, two] = await readBy(browser, client, path);
        expect([path, one.status], person).toEqual([path, two.status]);
        if (path.startsWith('/v1') && one.status === 200) {
          // One of them says by what it is signed in.
          const { next: _, signedInBy: by, ...mine } = one.body;
          const { next: __, signedInBy: other, ...theirs } = two.body;
          if (path === '/v1/me') expect([by, other]).toEqual(['session', 'token']);
          expect(mine).toEqual(theirs);
        }
      }
    }
    const figures = '/v1/figures?from=2026-11-01&to=2026-11-30&agencyId=H50.20&groupBy=status';
    const [leader, client] = [await signedIn(LEADER), await stage.as(LEADER)];
    expect((await leader.ask('GET', figures)).status).toBe((await client.ask('GET', figures)).status);
    const queues = '/v1/queues?agencyId=H50.20';
    expect((await leader.ask('GET', queues)).status).toBe((await client.ask('GET', queues)).status);
  });

  it('files a dossier that is the person’s, however they sign in', async () => {
    const browser = await signedIn(OWNER);
    const headers = { ...OURS, 'idempotency-key': 'from-a-browser' };
    const opened = await browser.ask('POST', '/v1/dossiers', headers, { ...draft, applicant });
    expect(opened.status, JSON.stringify(opened.body)).toBe(201);
    const { dossierId } = opened.body;
    const read = await (await stage.as(OWNER)).ask('GET', `/v1/dossiers/${dossierId}`);
    expect(read.status).toBe(200);
    const ticket = { documents: `/v1/dossiers/${dossierId}/documents`, payments: `/v1/dossiers/${dossierId}/payments` };
    expect((await browser.ask('GET', ticket.documents)).status).toBe(200);
    const unpaid = { ...OURS, 'idempotency-key': 'nothing-to-pay' };
    const pay = await browser.ask('POST', ticket.payments, unpaid, { provider: 'vnpay' });
    expect(pay.body.code).toBe('no-open-obligation');
  });

  it('is let in neither beside a token nor from another site', async () => {
    const browser = await signedIn(OWNER);
    const token = `Bearer ${(await stage.as(OWNER)).token}`;
    const both = await browser.ask('GET', '/v1/dossiers?limit=1', { authorization: token });
    expect([both.status, both.body.code]).toEqual([400, 'two-credentials']);
    const idempotent = { 'idempotency-key': 'from-elsewhere' };
    const forged = await browser.ask('POST', '/v1/dossiers', idempotent, { ...draft, applicant });
    expect([forged.status, forged.body.code]).toEqual([403, 'not-from-portal']);
    const read = await browser.ask('GET', '/v1/dossiers?limit=1', { 'sec-fetch-site': 'cross-site' });
    expect([read.status, read.body.code]).toEqual([403, 'not-from-portal']);
  });

  it('is let in no longer in the request after signing out, and asked by the provider whether to sign out there', async () => {
    const [browser, thief] = [await signedIn(LEADER), new Browser()];
    thief.cookies.set(SESSION, browser.cookies.get(SESSION) ?? '');
    const inbox = '/v1/inbox?agencyId=H50.20&limit=1';
    expect((await thief.ask('GET', inbox)).status).toBe(200);
    const { status, body } = await browser.ask('POST', '/session/sign-out', OURS);
    expect(status).toBe(200);
    expect((await thief.ask('GET', inbox)).status).toBe(401);
    expect((await thief.ask('GET', '/session')).body).toEqual(OVER);
    expect(await browser.visit(String(body.signOutUrl))).toContain('Bạn có muốn đăng xuất không?');
  });

  it('is not signed in by an answer that another browser asked for, nor twice by one', async () => {
    const [attacker, victim] = [new Browser(), new Browser()];
    const callback = await attacker.provided('cong-dan-hieu');
    expect((await victim.ask('GET', callback)).headers.get('location')).toContain('/dang-nhap?reason=expired');
    const copy = new Browser();
    for (const [name, value] of attacker.cookies) copy.cookies.set(name, value);
    expect((await attacker.ask('GET', callback)).headers.get('location')).toBe(`${environment.portalUrl}/ho-so`);
    // The provider has spent the code.
    expect((await copy.ask('GET', callback)).headers.get('location')).toContain('/dang-nhap?reason=refused');
    expect((await victim.ask('GET', '/session')).body).toEqual({ signedIn: false, reason: 'none' });
  });
});

describe('sessions of a person', () => {
  it('are listed, kept alive by the person, and ended from another device', async () => {
    const [home, office] = [await signedIn('cong-dan-quy'), await signedIn('cong-dan-quy')];
    const { sessionId, idleUntil } = (await home.ask('GET', '/session')).body as Record<string, string>;
    const touched = (await home.ask('PUT', '/session/activity', OURS)).body as Record<string, string>;
    expect(Date.parse(touched.idleUntil ?? '')).toBeGreaterThan(Date.parse(idleUntil ?? ''));
    const { items } = (await office.ask('GET', '/session/list')).body as { items: { sessionId: string }[] };
    expect(items.map((one) => one.sessionId)).toContain(sessionId);
    expect((await office.ask('DELETE', `/session/${sessionId}`, OURS)).status).toBe(204);
    expect((await home.ask('GET', '/session')).body).toEqual(OVER);
    expect((await office.ask('GET', '/session')).body).toMatchObject({ signedIn: true });
  });

  it('lie in the table under hashes, and leave who signed in, and no more, in the log', async () => {
    const since = Date.now() - 5_000;
    const browser = await signedIn(OWNER);
    const identifier = browser.cookies.get(SESSION) ?? '';
    const all: Record<string, unknown>[] = [];
    const pages = paginateScan({ client: table.client }, { TableName: table.name });
    for await (const { Items = [] } of pages) all.push(...Items);
    const rows = all.filter(({ pk }) => /^(SESSION|SIGNEDIN)#/.test(pk as string));
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(all)).not.toContain(identifier);
    expect(JSON.stringify(rows.map(({ pk, sk }) => [pk, sk]))).not.toContain(applicant.identity.number);
    const subject = decodeJwt((await stage.as(OWNER)).token ?? '').sub;
    let lines: readonly string[] = [];
    await eventually('an audit line about the sign-in', async () => {
      lines = await linesOf(`/motcua/${environment.province}/session`, since);
      return lines.some((line) => line.includes('"signed in"') && line.includes(`"subject":"${subject}"`));
    });
    for (const secret of [identifier, applicant.identity.number, applicant.name, 'eyJ', 'code=']) {
      expect(lines.join()).not.toContain(secret);
    }
  });
});
