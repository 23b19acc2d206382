import { marshall } from '@aws-sdk/util-dynamodb';
import { type Entry, entryOf } from '../../../functions/search/entry.ts';
import { placesOf } from '../../../functions/search/places.ts';
import { termsOf } from '../../../functions/search/terms.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { type Key, keys } from '../../../shared/platform/table/keys.ts';
import type { Item } from '../../faults/cloud/dynamodb/values.ts';
import { type SearchWorld, term } from '../../functions/search/world.ts';
import { underWay } from '../../shared/dossier/world.ts';

/** Half of the dossiers are at one department, the others at a hundred wards. */
export const DEPARTMENT = 'H50.12';
const WARDS = 100;
const PROCEDURES = 40;
const OFFICERS = 50;
/** Dossiers of one person. */
const EACH = 3;
const DAY_MS = 86_400_000;
/** Days over which they are due, and on the middle of which it is now. */
const SPAN = 60;
const START = Date.parse('2026-11-01T02:00:00.000Z');
export const NOW = new Date(START + (SPAN / 2) * DAY_MS).toISOString();

const FAMILIES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Võ', 'Đặng', 'Bùi'];
const GIVEN = ['Thị Lan', 'Văn Hùng', 'Thị Hoa', 'Văn Đức', 'Minh Anh', 'Quốc Bảo', 'Ngọc Ánh', 'Đình Phúc'];
const letters = (n: number) =>
  `${String.fromCharCode(65 + (n % 26))}${String.fromCharCode(97 + (Math.floor(n / 26) % 26))}`;

/** A person of the population: every tenth has a name that many have, the others one of their own. */
export function personOf(n: number) {
  const person = Math.floor(n / EACH);
  const [family, given] = [FAMILIES[person % FAMILIES.length], GIVEN[Math.floor(person / 8) % GIVEN.length]];
  const own = person % 10 === 0 ? '' : `${letters(person)}${letters(Math.floor(person / 676))} `;
  return {
    name: `${family} ${own}${given}`,
    phone: `09${String(person).padStart(8, '0')}`,
    ownerKey: person.toString(16).padStart(64, '0'),
  };
}

export const procedureOf = (n: number) => `1.${String(100_000 + (n % PROCEDURES))}`;
export const officerOf = (n: number) => `officer-${n % OFFICERS}`;

let template: Dossier | undefined;

/** The n-th dossier: at work at its agency, assigned or not, due on some day. */
export function dossierOf(n: number): Dossier {
  template ??= underWay().state;
  const agencyId = n % 2 === 0 ? DEPARTMENT : `H50.${100 + (n % WARDS)}`;
  const { name, phone, ownerKey } = personOf(n);
  const { step } = template;
  if (step === undefined) throw new Error('the sample has no step');
  const dueAt = new Date(START + ((n * 7_919) % SPAN) * DAY_MS).toISOString();
  const { assignee: _, overdueSince, ...plain } = step;
  return {
    ...template,
    dossierId: `10000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
    dossierCode: `H50.12-261101-${String(n + 1).padStart(4, '0')}`,
    procedureCode: procedureOf(n),
    receivingAgency: agencyId,
    agencies: [agencyId],
    applicant: { ...template.applicant, name, phone },
    ownerKey,
    step: { ...plain, agencyId, dueAt, ...(n % 4 === 0 && { assignee: officerOf(n) }) },
    appointmentAt: dueAt,
    overdueSince: undefined,
    submittedAt: new Date(START - (n % 90) * DAY_MS).toISOString(),
  };
}

const itemOf = ({ pk, sk }: Key): Item => ({ pk: { S: pk }, sk: { S: sk } });

/** Puts the rows of so many dossiers into the table as the projection would. */
export async function fill({ store }: SearchWorld, dossiers: number): Promise<void> {
  const { rows } = store.rows;
  for (let n = 0; n < dossiers; n += 1) {
    const dossier = dossierOf(n);
    const entry = entryOf(dossier, await termsOf(dossier, term)) as Entry;
    for (const place of placesOf(entry)) rows.replace(undefined, itemOf(place));
    const found = { ...keys.found(dossier.dossierId), entry, version: dossier.version, mark: 'm'.repeat(36) };
    rows.replace(undefined, marshall(found) as Item);
  }
}
