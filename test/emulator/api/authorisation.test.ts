import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiAnswer } from '../../../local/demo/api/client.ts';
import { anonymous } from '../kit.ts';
import type { Row, Scene } from './authorisation-kit.ts';
import { ROWS } from './authorisation-table.ts';
import { CALLER_NAMES, type CALLERS, clientOf, IMPOSTORS } from './callers.ts';
import { declared, expectProblem, expectRows, pathOf, routeOf } from './declared.ts';
import { inProcessing, newEndpoint, removeEndpoints } from './world.ts';

let scene: Scene;
beforeAll(async () => {
  const walk = await inProcessing({ channel: 'online' });
  const { documents } = await walk.read();
  const [endpointId, doomedEndpointId] = [await newEndpoint(), await newEndpoint()];
  scene = {
    walk,
    dossierId: walk.dossierId,
    documentId: documents[0]?.documentId ?? '',
    endpointId,
    doomedEndpointId,
  };
});

afterAll(removeEndpoints);

/** A version the dossier never has: permitted callers get a conflict, and the dossier stays unchanged for the next caller. */
const NEVER = 99_999;

async function ask(row: Row, who: keyof typeof CALLERS | keyof typeof IMPOSTORS): Promise<ApiAnswer> {
  const { body, ...parts } = row.call(scene);
  const route = routeOf(row.route);
  return (await clientOf(who)).ask(route.method, pathOf(row.route, parts), {
    ...(body !== undefined && { body }),
    ...(route.ifMatch && { ifMatch: NEVER }),
  });
}

function check(row: Row, answer: ApiAnswer, expected: string): void {
  const [status, code] = expected.split(' ');
  if (code === undefined) {
    expect(answer.status, JSON.stringify(answer.body)).toBe(Number(status));
    if (row.says !== undefined) expect(answer.body).toMatchObject(row.says);
    return;
  }
  expectProblem(row.route, answer, Number(status), code);
  if (status === '401') expect(answer.headers.get('www-authenticate')).toBe('Bearer');
}

describe('who may call what', () => {
  it('is said here for every route there is', () => expectRows(ROWS.map((row) => row.route)));

  describe.each(ROWS.map((row) => [[row.route, row.about].filter(Boolean).join(': '), row] as const))(
    '%s',
    (_, row) => {
      it('accepts permitted callers only', async () => {
        const version = (await scene.walk.read()).version;
        for (const who of CALLER_NAMES) {
          const answer = await ask(row, who);
          try {
            check(row, answer, row.answers[who] ?? row.rest);
          } catch (error) {
            throw new Error(`${who}: ${(error as Error).message}`, { cause: error });
          }
        }
        expect((await scene.walk.read()).version, 'the calls changed the dossier').toBe(version);
      });

      it('opens to no token that is not good', async () => {
        for (const who of Object.keys(IMPOSTORS) as (keyof typeof IMPOSTORS)[]) {
          const answer = await ask(row, who);
          try {
            check(row, answer, row.impostors ?? '401 unauthenticated');
          } catch (error) {
            throw new Error(`${who}: ${(error as Error).message}`, { cause: error });
          }
        }
      });
    },
  );

  it('is: a citizen finds nothing at another one’s dossier, as if it did not exist', async () => {
    const stranger = await clientOf('other citizen');
    const onDossiers = [...declared].filter(
      ([, { path, access }]) => path.includes('{dossierId}') && access.kind === 'token' && access.citizen,
    );
    expect(onDossiers.length).toBeGreaterThan(7);
    for (const [name, route] of onDossiers) {
      const row = ROWS.find((one) => one.route === name);
      const { body } = row?.call(scene) ?? {};
      const call = (dossierId: string) =>
        stranger.ask(route.method, pathOf(name, { params: { dossierId, documentId: scene.documentId } }), {
          ...(body !== undefined && { body }),
          ...(route.ifMatch && { ifMatch: NEVER }),
          headers: { 'x-correlation-id': '5d1f8c86-46a7-4a58-b2de-2c4b7d0b8a41' },
        });
      const [there, nowhere] = [await call(scene.dossierId), await call('7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b')];
      expectProblem(name, there, 404, 'dossier-not-found');
      expect(there.body, name).toEqual(nowhere.body);
    }
  });

  it('is: nothing for an undeclared path', async () => {
    for (const path of ['/v1/nothing', '/v1/dossiers/x/y/z', '/admin', '/v1']) {
      const { status } = await anonymous.ask('GET', path);
      expect([403, 404], path).toContain(status);
    }
  });
});
