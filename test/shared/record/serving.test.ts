import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../../shared/dossier/actor.ts';
import { servingAgencies } from '../../../shared/dossier/jurisdiction.ts';
import { RULES } from '../../../shared/dossier/rules.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { dossierStore } from '../../../shared/record/dossier-store.ts';
import { ACTORS, AGENCIES, at, DOSSIER_ID, draft, PROCEDURE } from '../dossier/world.ts';
import { DynamoServer } from './dynamo-server.ts';

let server: DynamoServer;
beforeEach(async () => {
  server = await new DynamoServer().start();
});
afterEach(() => server.stop());

const owner = ACTORS.owner as Extract<Actor, { kind: 'citizen' }>;
const clock = () => new Date(at(0));

/** What the answer to a draft says, in a province whose directory has these agencies. */
async function refused(receivingAgency: string, place: string, directory = AGENCIES) {
  const table = server.open();
  const procedures = {
    ...catalogue(table),
    ...{ procedure: async () => PROCEDURE, newestProcedure: async () => PROCEDURE, successions: async () => [] },
    agency: async (agencyId: string) => AGENCIES.find((agency) => agency.agencyId === agencyId),
    directory: async () => directory,
  };
  const outcome = await dossierStore(
    table,
    RULES,
    { dateForm: 'YYMMDD', sequenceDigits: 4 },
    clock,
    procedures,
    async () => owner.ownerKey,
  ).execute({
    dossierId: DOSSIER_ID,
    command: { type: 'create-draft', draft: draft({ receivingAgency, place }) },
    actor: owner,
    idempotency: { scope: 'caller:x', key: 'k', bodyHash: 'x' },
  });
  return outcome.ok ? undefined : outcome.rejection;
}

const named = (agencyId: string) => {
  const { name } = AGENCIES.find((agency) => agency.agencyId === agencyId) ?? {};
  return { agencyId, name };
};

it('a draft for a commune that the desk does not serve is told who does', async () => {
  expect(await refused('H50.2', '18859')).toEqual({
    code: 'outside-jurisdiction',
    fields: ['receivingAgency'],
    details: { place: '18859', serving: ['H50.1'], agencies: [named('H50.2'), named('H50.1')] },
  });
});

it('one for a desk of the other level, too', async () => {
  expect(await refused('H50.20.1', '19333')).toEqual({
    code: 'wrong-level',
    fields: ['receivingAgency'],
    details: { level: 'province', serving: ['H50.1', 'H50.2'], agencies: [named('H50.1'), named('H50.2')] },
  });
});

it('and nobody is named where the directory knows none', async () => {
  expect(await refused('H50.2', '18859', [])).toMatchObject({ details: { agencies: [named('H50.2')] } });
  expect((await refused('H50.2', '18859', []))?.details).not.toHaveProperty('serving');
  expect((await refused('H50.20.1', '19333', []))?.details).toEqual({ level: 'province' });
});

it('a closed agency serves nobody, nor does one whose area is not known', () => {
  const ids = (sought: Parameters<typeof servingAgencies>[1], now: string) =>
    servingAgencies(AGENCIES, sought, now).map(({ agencyId }) => agencyId);
  const desks = { kind: 'reception', level: 'province', place: '19333' } as const;
  expect(ids(desks, '2026-11-18T00:00:00.000Z')).toEqual(['H50.1', 'H50.2', 'H50.3']);
  expect(ids(desks, '2026-11-20T00:00:00.000Z')).toEqual(['H50.1', 'H50.2']);
  expect(ids({ kind: 'commune', level: 'commune', place: '18859' }, at(0))).toEqual([]);
});
