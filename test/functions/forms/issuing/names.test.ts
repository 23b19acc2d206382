import { expect, it } from 'vitest';
import { namesFor } from '../../../../functions/forms/issuing/names.ts';
import quangTri from '../../../../infra/provinces/quang-tri.json' with { type: 'json' };
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { inForce, successionsOf } from '../../../../shared/dossier/successions.ts';
import type { Agency } from '../../../../shared/procedure/schema.ts';

const agencies = quangTri.agencies as readonly Agency[];
const read = async (agencyId: string) => agencies.find((agency) => agency.agencyId === agencyId);
const province = { committee: 'Ủy ban nhân dân tỉnh Quảng Trị', place: 'Quảng Trị' };
/** Closed communes of the file have successors. */
const inForceNow = (agencyId: string) => inForce(agencyId, successionsOf(agencies), '2026-03-02T02:00:00.000Z');
const names = (receivingAgency: string, more: Partial<Dossier> = {}) =>
  namesFor({ receivingAgency, agencies: [receivingAgency], ...more } as Dossier, read, province, inForceNow);

it.each([
  ['H50.1', 'Ủy ban nhân dân tỉnh Quảng Trị', 'Quảng Trị'],
  ['H50.20.1', 'Ủy ban nhân dân phường Đồng Hới', 'Đồng Hới'],
  ['H50.20', 'Ủy ban nhân dân tỉnh Quảng Trị', 'Đồng Hới'],
  ['H50.40.1', 'Ủy ban nhân dân xã Khe Sanh', 'Khe Sanh'],
])('%s has the authority %s and the place %s', async (agencyId, superior, place) => {
  expect((await names(agencyId)).letterhead(agencyId)).toEqual({ superior, place });
});

it('the agency that holds the dossier has its own letterhead', async () => {
  const step = { agencyId: 'H50.20' } as Dossier['step'];
  const { letterhead } = await names('H50.1', { agencies: ['H50.1', 'H50.20'], step });
  expect(letterhead('H50.1').place).toBe('Quảng Trị');
  expect(letterhead('H50.20').place).toBe('Đồng Hới');
});

it('every agency that held the dossier appears by name', async () => {
  const { agency } = await names('H50.1', { agencies: ['H50.1', 'H50.12'], competentAgency: 'H50.20' });
  expect(['H50.1', 'H50.12', 'H50.20'].map(agency)).toEqual([
    'Trung tâm Phục vụ hành chính công tỉnh Quảng Trị',
    'Sở Tư pháp tỉnh Quảng Trị',
    'Ủy ban nhân dân phường Đồng Hới',
  ]);
});

it('the successor of a closed agency has its letterhead, place and telephone ready', async () => {
  const { letterhead, agency, inForce: now } = await names('H50.24.1');
  const successor = now('H50.24.1');
  expect(successor).toBe('H50.21.1');
  expect([letterhead(successor), agency(successor)]).toEqual([
    { superior: 'Ủy ban nhân dân phường Đông Hà', place: 'Đông Hà' },
    'Trung tâm Phục vụ hành chính công phường Đông Hà',
  ]);
});
