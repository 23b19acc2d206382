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
  expect(stage.synth().stacks).toHaveLength(5);
});
