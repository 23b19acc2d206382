import { describe, expect, test } from 'vitest';
import { loadProvince } from '../../infra/province/load.ts';
import { CATALOGUE_FOLDER, loadCatalogue } from '../../shared/procedure/load-catalogue.ts';
import type { Agency, Branch, Step } from '../../shared/procedure/schema.ts';

const read = loadCatalogue(CATALOGUE_FOLDER);
if (!read.ok) throw new Error(JSON.stringify(read.error));
const procedures = read.value;

/** Whether some agency of the branch's kind stands to one of the step's kind as the branch says. */
function hasAgencies(agencies: readonly Agency[], step: Step, { agencyKind, relation }: Branch): boolean {
  const levels = { 'same-level': undefined, up: 'province', down: 'commune' } as const;
  return agencies.some(
    (from) =>
      from.kind === step.agencyKind &&
      agencies.some(
        (to) =>
          to.kind === agencyKind &&
          to !== from &&
          to.level === (levels[relation] ?? from.level) &&
          (relation === 'same-level') === (to.level === from.level),
      ),
  );
}

describe.each(['quang-tri', 'ho-chi-minh', 'lai-chau'])('the agencies of %s', (slug) => {
  const { agencies } = loadProvince(slug);

  test.each(procedures)('can do every step and branch of $procedureCode', ({ level, steps }) => {
    for (const step of steps) {
      const holders = agencies.filter((a) => a.kind === step.agencyKind);
      expect(
        holders.some((a) => a.level === level || level === 'province'),
        step.stepId,
      ).toBe(true);
      for (const branch of step.branches ?? []) {
        expect(hasAgencies(agencies, step, branch), `${step.stepId} ${branch.branchId}`).toBe(true);
      }
    }
  });

  test('have names of their own, in NFC', () => {
    const names = agencies.map((a) => a.name.vi);
    expect(new Set(names).size).toBe(names.length);
    expect(names.map((name) => name.normalize('NFC'))).toEqual(names);
  });

  test('give each commune its police', () => {
    const police = new Set(agencies.filter((a) => a.kind === 'police').map((a) => a.name.vi));
    for (const { name } of agencies.filter((a) => a.kind === 'commune' && a.closed === undefined)) {
      expect(police).toContain(name.vi.replace('Ủy ban nhân dân', 'Công an'));
    }
  });
});

test('warnings in Quảng Trị go to the mailbox of a post, on the domain of the province', () => {
  const open = loadProvince('quang-tri').agencies.filter(({ closed }) => closed === undefined);
  const boxes = open.map((a) => a.mailbox);
  const addresses = boxes.flatMap((box) => [box?.officers, box?.head, box?.leader]);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const address of addresses) expect(address).toMatch(/^[a-z0-9.]+@quangtri\.gov\.vn$/);
});

test('desks of communes in Quảng Trị serve their own commune, those of the province all; one commune was merged', () => {
  const { agencies } = loadProvince('quang-tri');
  const open = agencies.filter(({ closed }) => closed === undefined);
  for (const { kind, level, area, agencyId } of open.filter((a) => a.kind === 'reception' || a.kind === 'commune')) {
    expect(area?.length, `${kind} ${agencyId}`).toBe(level === 'commune' ? 1 : undefined);
  }
  const areas = open.filter((a) => a.kind === 'reception').flatMap(({ area = [] }) => area);
  expect(new Set(areas).size).toBe(areas.length);
  expect(agencies.filter(({ closed }) => closed).map(({ agencyId, closed }) => [agencyId, closed?.successor])).toEqual([
    ['H50.24', 'H50.21'],
    ['H50.24.1', 'H50.21.1'],
  ]);
});
