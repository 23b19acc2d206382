import { expect, it } from 'vitest';
import { reading } from '../../../../functions/dossiers/reading/reading.ts';
import type { Actor } from '../../../../shared/dossier/actor.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import type { Table } from '../../../../shared/platform/table/table.ts';
import { NOTHING_YET } from '../../../shared/dossier/samples.ts';

const OWNER: Actor = { kind: 'citizen', subject: 'c', ownerKey: 'k' };
const OFFICER: Actor = { kind: 'officer', subject: 'o', roles: [{ agencyId: 'H50.1', role: 'reception' }] };
const SYSTEM: Actor = { kind: 'partner', subject: 'p', agencyId: 'H50.1', scopes: ['dossiers.read'] };

/** The `contact` shown to readers of the dossier, and the addresses looked up for it. */
async function contactFor(actor: Actor, email: string | undefined) {
  const asked: string[] = [];
  const dossier = {
    ...NOTHING_YET,
    dossierId: '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a01',
    version: 3,
    status: 'accepted',
    ownerKey: 'k',
    resultDelivery: { method: 'counter' },
    agencies: ['H50.1'],
    applicant: { kind: 'citizen', name: 'Nguyễn Thị Bình', ...(email !== undefined && { email }) },
  } as unknown as Dossier;
  const { readDossier } = reading({
    table: { name: 'table', client: { send: async () => ({ Item: { dossier } }) } } as unknown as Table,
    procedures: {
      procedure: async () => undefined,
      calendar: async () => undefined,
      successions: async () => [],
      directory: async () => [],
    },
    officers: async () => [],
    unreachable: async (address) => {
      asked.push(address);
      return 'bounced';
    },
  });
  const call = { params: { dossierId: dossier.dossierId }, actor, language: 'vi' };
  const { body } = await readDossier(call as unknown as Parameters<typeof readDossier>[0]);
  return { contact: (body as { contact?: unknown }).contact, asked };
}

it.each([
  ['its owner', OWNER],
  ['an officer who has it', OFFICER],
])('%s sees that e-mails bounce', async (_, actor) => {
  expect(await contactFor(actor, 'binh@example.vn')).toEqual({
    contact: { mail: 'bounced' },
    asked: ['binh@example.vn'],
  });
});

it('an agency’s system does not, and no row is read for it', async () => {
  expect(await contactFor(SYSTEM, 'binh@example.vn')).toEqual({ contact: undefined, asked: [] });
});

it('no contact is shown for an applicant without an address', async () => {
  expect(await contactFor(OFFICER, undefined)).toEqual({ contact: undefined, asked: [] });
});
