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
    for (const { name } of agencies.filter((a) => a.kind === 'commune')) {
      expect(police).toContain(name.vi.replace('Ủy ban nhân dân', 'Công an'));
    }
  });
});

test('warnings in Quảng Trị go to the mailbox of a post, on the domain of the province', () => {
  const boxes = loadProvince('quang-tri').agencies.map((a) => a.mailbox);
  const addresses = boxes.flatMap((box) => [box?.officers, box?.head, box?.leader]);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const address of addresses) expect(address).toMatch(/^[a-z0-9.]+@quangtri\.gov\.vn$/);
});
