import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catalogueReport } from '../../../local/checks/catalogue/report.ts';
import { validProcedure } from '../../shared/procedure/example.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'catalogue-'));
  mkdirSync(join(root, 'base'));
  writeFileSync(join(root, 'base', '1.001193.json'), JSON.stringify(validProcedure()));
});
afterEach(() => rmSync(root, { recursive: true }));

function report(slug: string, ...changes: object[]) {
  mkdirSync(join(root, 'overlays', slug), { recursive: true });
  const overlay = { procedureCode: '1.001193', revision: 1, changes };
  writeFileSync(join(root, 'overlays', slug, '1.001193.json'), JSON.stringify(overlay));
  return catalogueReport({ base: join(root, 'base'), overlays: join(root, 'overlays') });
}
const founded = { ground: 'x', source: 'y', on: '2026-11-20', foundation: 'second-hand' };

test('the check counts facts by their source, per province, and names what has no national code', () => {
  const { lines, faults } = report('hue', {
    field: 'national',
    to: {
      field: 'G15-LV0001',
      components: { declaration: 'A1', authorisation: 'A2' },
      fees: { late: 'B1', copy: 'B2' },
    },
    ...founded,
  });
  expect(faults).toEqual([]);
  expect(lines).toEqual([
    'base: 1 procedures, 0 facts seen, 0 second-hand, 0 background, 0 decided, 0 examples, 17 without provenance',
    '  base 1.001193 has no national code of field, components.declaration, components.authorisation, components.notification, fees.late, fees.copy, result',
    'hue: 1 procedures, 0 facts seen, 5 second-hand, 0 background, 0 decided, 0 examples, 17 without provenance',
    '  hue 1.001193 has no national code of components.notification, result',
    '33 provinces have no overlay and use the base',
  ]);
});

test('the check names file, procedure and field of a wrong overlay, and a folder that is no province', () => {
  expect(report('hue', { field: 'workingHours', to: 9, ...founded }).faults).toEqual([
    expect.stringMatching(/^hue\/1\.001193\.json, procedure 1\.001193, field workingHours: /),
  ]);
  expect(report('quang-binh').faults).toContainEqual(expect.stringMatching(/quang-binh: no-such-province/));
});
