import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE_FOLDER, loadCatalogue } from '../../../shared/procedure/load-catalogue.ts';
import { accepted, refused } from '../identifiers/outcome.ts';
import { validProcedure } from './example.ts';

describe('the catalogue that comes with the project', () => {
  const catalogue = accepted(loadCatalogue(CATALOGUE_FOLDER));
  const byCode = Object.fromEntries(catalogue.map((p) => [p.procedureCode, p]));

  it('holds the three procedures of the demo at their levels', () => {
    expect(catalogue.map((p) => [p.procedureCode, p.level])).toEqual([
      ['1.001193', 'commune'],
      ['1.001612', 'province'],
      ['2.000488', 'province'],
    ]);
  });

  it('has birth registration within a day, free when on time', () => {
    expect(byCode['1.001193']).toMatchObject({
      workingHours: 8,
      fees: [{ code: 'late-registration', kind: 'charge' }],
    });
  });

  it('has the criminal record certificate with its fee and return by post', () => {
    expect(byCode['2.000488']).toMatchObject({ postalReturn: true, workingHours: 80 });
    expect(byCode['2.000488']?.fees[0]).toMatchObject({ kind: 'fee', amount: 200_000 });
  });

  it.each(catalogue)('$procedureCode says how well its amounts, times and papers are founded', (procedure) => {
    const fields = (procedure.provenance ?? []).map((p) => p.field.split('.')[0]);
    expect(fields).toEqual(expect.arrayContaining(['fees', 'workingHours', 'components', 'steps', 'legalBasis']));
  });

  it.each(catalogue)('$procedureCode is written in NFC', (procedure) => {
    const text = JSON.stringify(procedure);
    expect(text).toBe(text.normalize('NFC'));
  });
});

describe('loadCatalogue', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads every json file of the folder and nothing else', () => {
    writeFileSync(join(folder, '1.001193.json'), JSON.stringify(validProcedure()));
    writeFileSync(join(folder, 'README.md'), 'not a procedure');
    expect(accepted(loadCatalogue(folder)).map((p) => p.procedureCode)).toEqual(['1.001193']);
  });

  it('reports the faults of all files, each with its name', () => {
    writeFileSync(join(folder, '1.001193.json'), JSON.stringify({ ...validProcedure(), workingHours: 9 }));
    writeFileSync(join(folder, '1.001194.json'), JSON.stringify(validProcedure()));
    writeFileSync(join(folder, 'broken.json'), '{ "procedureCode": ');
    const faults = refused(loadCatalogue(folder)).map((f) => [f.file, f.code]);
    expect(faults).toEqual([
      ['1.001193.json', 'hours-do-not-add-up'],
      ['1.001194.json', 'file-name'],
      ['broken.json', 'not-json'],
    ]);
  });

  it('refuses an empty folder rather than seed nothing', () => {
    expect(refused(loadCatalogue(folder)).map((f) => f.code)).toEqual(['empty-catalogue']);
  });
});
