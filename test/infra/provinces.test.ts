import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  loadProvince,
  PROVINCES_FOLDER,
  ProvinceFileError,
  provinceSlugs,
  withPartners,
} from '../../infra/province/load.ts';
import type { Partners } from '../../infra/province/partners.ts';
import { stageOf } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'provinces-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A copy of Quảng Trị's file with something changed. */
function changed(name: string, change: (file: Record<string, unknown>) => void): void {
  const file = JSON.parse(readFileSync(join(PROVINCES_FOLDER, 'quang-tri.json'), 'utf8')) as Record<string, unknown>;
  change(file);
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(file));
}

describe('the province files', () => {
  test('are the 34 provinces, each under its own code and slug', () => {
    const all = provinceSlugs().map((slug) => loadProvince(slug));
    expect(all).toHaveLength(34);
    expect(new Set(all.map(({ code }) => code)).size).toBe(34);
    expect(new Set(all.map(({ agencyId }) => agencyId)).size).toBe(34);
    expect(all.filter(({ type }) => type === 'city')).toHaveLength(9);
    expect(all.reduce((sum, { communes }) => sum + communes, 0)).toBe(3321);
  });

  test.each([
    ['quang-tri', 'medium'],
    ['ho-chi-minh', 'large'],
    ['lai-chau', 'small'],
  ] as const)('%s is filled in as a %s one', (slug, size) => {
    const province = loadProvince(slug);
    expect(province.size).toBe(size);
    expect(province.partnersAgreed).toBe(true);
    for (const kind of ['reception', 'department', 'commune']) {
      expect(province.agencies.filter((agency) => agency.kind === kind).length).toBeGreaterThan(1);
    }
  });

  test('where nothing is agreed, every partner address leads nowhere', () => {
    const { partners, partnersAgreed } = loadProvince('ca-mau');
    expect(partnersAgreed).toBe(false);
    const addresses = JSON.stringify(partners).match(/https?:\/\/[^/"]+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(5);
    expect(addresses.filter((address) => !address.endsWith('.invalid'))).toEqual([]);
  });
});

describe('a bad province file is refused with file and field', () => {
  test.each([
    ['a code of one digit', 'code', (file: Record<string, unknown>) => Object.assign(file, { code: '4' })],
    ['a missing field', 'retention', (file: Record<string, unknown>) => delete file.retention],
    ['an unknown field', 'colour', (file: Record<string, unknown>) => Object.assign(file, { colour: 'red' })],
    [
      'an agency of another province',
      'agencies',
      (file: Record<string, unknown>) => Object.assign(file, { agencyId: 'H29' }),
    ],
    [
      'a kiosk of another province',
      'kiosks',
      (file: Record<string, unknown>) =>
        Object.assign(file, { kiosks: [{ agencyId: 'H29.1', address: '113.160.9.9', devices: 2 }] }),
    ],
    [
      'a kiosk without an address',
      'kiosks.0.address',
      (file: Record<string, unknown>) =>
        Object.assign(file, { kiosks: [{ agencyId: 'H50.1', address: '0.0.0.0/0', devices: 2 }] }),
    ],
    [
      'a partner address that is none',
      'partners.nationalPortal.contracts.classic.url',
      (file: Record<string, unknown>) =>
        Object.assign((file.partners as Partners).nationalPortal.contracts.classic ?? {}, { url: 'nope' }),
    ],
  ])('%s', (_, field, change) => {
    changed('quang-tri', change);
    const load = () => loadProvince('quang-tri', folder);
    expect(load).toThrow(ProvinceFileError);
    expect(load).toThrow(`${join(folder, 'quang-tri.json')}: `);
    expect(load).toThrow(field);
  });

  type Agencies = { agencyId: string; area?: string[]; closed?: object }[];
  const closing =
    (agencyId: string, closed: object) =>
    ({ agencies }: Record<string, unknown>): void => {
      const found = (agencies as Agencies).find((agency) => agency.agencyId === agencyId);
      if (found === undefined) throw new Error(`no ${agencyId}`);
      found.closed = closed;
    };

  test.each([
    [
      'has a successor that is in no file',
      'closed.successor',
      'must be an agency of this file, and H50.999 is none',
      [closing('H50.40', { on: '2026-12-01', successor: 'H50.999' })],
    ],
    [
      'has a successor of another kind',
      'closed.successor',
      'must be of its kind, commune, and H50.21.1 is of kind reception',
      [closing('H50.40', { on: '2026-12-01', successor: 'H50.21.1' })],
    ],
    [
      'has a successor of another level',
      'closed.successor',
      'must be of its level, commune, and H50.1 is of level province',
      [closing('H50.40.1', { on: '2026-12-01', successor: 'H50.1' })],
    ],
    [
      'has a successor that is closed on the same day',
      'closed.successor',
      'must exist on 2026-12-01, and H50.41 is closed on 2026-12-01',
      [
        closing('H50.40', { on: '2026-12-01', successor: 'H50.41' }),
        closing('H50.41', { on: '2026-12-01', successor: 'H50.42' }),
      ],
    ],
    [
      'succeeds itself',
      'closed.successor',
      'the closings that begin with H50.40 lead back to it',
      [closing('H50.40', { on: '2026-12-01', successor: 'H50.40' })],
    ],
    [
      'succeeds its own successor',
      'closed.successor',
      'the closings that begin with H50.40 lead back to it',
      [
        closing('H50.40', { on: '2026-12-01', successor: 'H50.41' }),
        closing('H50.41', { on: '2026-12-02', successor: 'H50.40' }),
      ],
    ],
    [
      'is closed on a day that is none',
      'closed.on',
      'Invalid',
      [closing('H50.40', { on: '2026-02-30', successor: 'H50.41' })],
    ],
    ['is closed without a successor', 'closed.successor', 'Invalid', [closing('H50.40', { on: '2026-12-01' })]],
    [
      'serves a commune of another province',
      'area',
      'H50.40 serves communes that the province has not: 00004',
      [
        ({ agencies }: Record<string, unknown>) => {
          for (const agency of agencies as Agencies) if (agency.agencyId === 'H50.40') agency.area = ['00004'];
        },
      ],
    ],
  ])('an agency that %s', (_, field, rule, changes) => {
    changed('quang-tri', (file) => {
      for (const change of changes) change(file);
    });
    const load = () => loadProvince('quang-tri', folder);
    expect(load).toThrow(ProvinceFileError);
    expect(load).toThrow(new RegExp(`quang-tri\\.json: .*agencies\\.\\d+\\.${field.replace('.', '\\.')}: `));
    expect(load).toThrow(rule);
  });

  test('a slug that is not the name of the file', () => {
    copyFileSync(join(PROVINCES_FOLDER, 'quang-tri.json'), join(folder, 'thu-do.json'));
    expect(() => loadProvince('thu-do', folder)).toThrow('slug: must be "thu-do"');
  });

  test('a province there is no file for', () => {
    expect(() => loadProvince('ha-tay')).toThrow(/no province "ha-tay".*Known: an-giang, /);
  });

  test('what is not JSON', () => {
    writeFileSync(join(folder, 'broken.json'), '{');
    expect(() => loadProvince('broken', folder)).toThrow(/broken\.json: cannot be read as JSON/);
  });
});

describe('endpoints of a test environment', () => {
  test('replace the partners and nothing else', () => {
    const province = loadProvince('quang-tri');
    const file = join(folder, 'endpoints');
    const partners = { ...province.partners, notices: { mail: { from: 'test@motcua.test' } } };
    writeFileSync(file, JSON.stringify(partners));
    expect(withPartners(province, file)).toEqual({ ...province, partners });
  });

  test('are checked as the province files are', () => {
    const file = join(folder, 'endpoints');
    writeFileSync(file, JSON.stringify({ notices: { mail: { from: 'x' } } }));
    expect(() => withPartners(loadProvince('quang-tri'), file)).toThrow(/endpoints: .*identity: /);
  });
});

test('adding a province is adding its file', () => {
  changed('moi', (file) => Object.assign(file, { slug: 'moi' }));
  const stage = stageOf(loadProvince('moi', folder));
  expect(stage.stateful.stackName).toBe('motcua-moi-stateful');
  expect(stage.synth().stacks).toHaveLength(6);
});
