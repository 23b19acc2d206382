import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnsecuredJWT } from 'jose';
import { expect, it } from 'vitest';
import { namedRoutes } from '../../local/checks/contracts/named-routes.ts';
import { cacheFolder } from '../../local/launcher/paths.ts';
import { readReports } from '../fuzz/report.ts';
import { mayCall, ROLES } from '../fuzz/roles.ts';
import { isGood, roleLines } from '../fuzz/summary.ts';
import { defects } from '../fuzz/verdict.ts';

const registry = JSON.parse(
  readFileSync(new URL('../../local/simulators/identity/people.json', import.meta.url), 'utf8'),
) as Record<'citizens' | 'officers' | 'clients', readonly Record<string, unknown>[]>;

/** Token claims of the identity simulator. */
function tokenOf(who: string): string {
  const citizen = registry.citizens.find(({ personId }) => personId === who);
  const other = registry.officers.find(({ personId }) => personId === who);
  const client = registry.clients.find(({ clientId }) => clientId === who);
  const { motcua_roles, scope } = { ...other, ...client } as Record<string, unknown>;
  return new UnsecuredJWT({
    ...(citizen && { LoaiTaiKhoan: '1' }),
    ...(other && { motcua_roles }),
    ...(client && { scope }),
  }).encode();
}

it('every route is called by a permitted role', async () => {
  const tokens = Object.values(ROLES).map((who) => who && tokenOf(who));
  for (const { name, route } of await namedRoutes()) {
    expect(
      tokens.some((token) => mayCall(route.access, token)),
      name,
    ).toBe(true);
    const { kind } = route.access;
    expect(mayCall(route.access, undefined), name).toBe(kind !== 'token');
  }
});

const base64 = (text: string) => ({ $base64: Buffer.from(text).toString('base64') });
const refusal = (rule: string) => ({ status_code: 400, content: base64(JSON.stringify({ errors: [{ rule }] })) });
const failed = (name: string) => [
  { name: 'not_a_server_error', status: 'success' },
  { name, status: 'failure', failure_info: { failure: { title: 'Wrong', message: 'because' } } },
];
const request = (query: string, body?: string) => ({
  method: 'POST',
  uri: `http://127.0.0.1:1/v1/things?${query}`,
  headers: { Authorization: ['[Filtered]'], 'Content-Type': ['application/json'], 'User-Agent': ['x'] },
  ...(body && { body: base64(body) }),
});
const thing = { value: { method: 'POST', path: '/v1/things' } };

it('what schemathesis reports becomes one finding of each kind, in the shortest request, without a token', async () => {
  const path = join(cacheFolder('fuzz-test'), 'report.ndjson');
  const recorder = {
    cases: { a: thing, b: thing, c: thing, d: thing, lost: thing },
    checks: {
      a: failed('positive_data_acceptance'),
      b: failed('positive_data_acceptance'),
      c: failed('positive_data_acceptance'),
      d: failed('not_a_server_error'),
    },
    interactions: {
      a: { request: request('long=long-long-long'), response: refusal('too-long') },
      b: { request: request('a', "it's"), response: refusal('too-long') },
      c: { request: request('cursor=x'), response: refusal('cursor') },
      d: { request: request('d'), response: { status_code: 500 } },
      lost: { request: request('e') },
    },
  };
  const lines = [{ ScenarioFinished: { recorder: { label: 'skipped' } } }, { ScenarioFinished: { recorder } }];
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));

  const findings = await readReports([path]);
  expect(findings.requests.get('POST /v1/things')).toEqual(
    new Map([
      [400, 3],
      [500, 1],
      [0, 1],
    ]),
  );
  const found = defects(findings);
  expect(found.map(({ check, times }) => [check, times])).toEqual([
    ['positive_data_acceptance', 2],
    ['not_a_server_error', 1],
    ['answered', 1],
  ]);
  const result = { role: 'citizen', findings, silent: [], defects: found } as const;
  expect(isGood(result)).toBe(false);
  expect(isGood({ ...result, defects: [] })).toBe(true);
  const told = roleLines(result).join('\n');
  expect(told).toContain(
    `curl -X POST 'http://127.0.0.1:1/v1/things?a' -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' --data-raw 'it'\\''s'`,
  );
});
