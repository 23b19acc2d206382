import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE_FOLDER, loadCatalogue } from '../../../shared/procedure/load-catalogue.ts';
import { policiesOf } from '../../../shared/procedure/policies.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { isLastStep } from '../../../shared/procedure/steps.ts';
import { accepted, refused } from '../identifiers/outcome.ts';
import { validProcedure } from './example.ts';

describe('the catalogue that comes with the project', () => {
  const catalogue = accepted(loadCatalogue(CATALOGUE_FOLDER));
  const byCode = Object.fromEntries(catalogue.map((p) => [p.procedureCode, p]));

  it('holds the procedures of the demo at their levels', () => {
    expect(['1.001193', '1.001612', '2.000488'].map((code) => byCode[code]?.level)).toEqual([
      'commune',
      'commune',
      'province',
    ]);
  });

  it('holds procedures of both levels, each way of working among them', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(12);
    for (const level of ['province', 'commune']) {
      expect(catalogue.filter((p) => p.level === level).length).toBeGreaterThanOrEqual(4);
    }
    const where = (test: (p: Procedure) => unknown) => catalogue.filter(test).map((p) => p.procedureCode);
    expect(where((p) => p.interlinked)).toEqual(['2.002621', '2.002913']);
    expect(where((p) => p.immediate)).toEqual(['2.000815']);
    expect(where((p) => p.processedBy === 'ministry')).toEqual(['1.004222', '2.001610']);
    expect(where((p) => p.steps.some((s) => (s.next?.length ?? 0) > 1)).length).toBeGreaterThanOrEqual(4);
    expect(where((p) => p.steps.some((s) => s.onSite)).length).toBeGreaterThanOrEqual(4);
    expect(byCode['2.000635']).toMatchObject({ channels: expect.arrayContaining(['postal']), postalReturn: true });
  });

  it('has the set for a newborn in three days: birth first, then residence and insurance side by side', () => {
    const set = byCode['2.002621'];
    expect(set).toMatchObject({ workingHours: 24, interlinked: { lead: 'commune', with: ['1.001193', '1.004222'] } });
    expect(set?.steps.map((s) => (s.branches ?? []).map((b) => [b.agencyKind, b.workingHours]))).toEqual([
      [],
      [],
      [
        ['police', 16],
        ['social-insurance', 16],
      ],
      [],
    ]);
  });

  it('has the land-use change with the tax authority before payment and a refusal on the way', () => {
    const change = byCode['1.013949'] as Procedure;
    const tax = change.steps.findIndex((s) => s.branches?.some((b) => b.agencyKind === 'tax'));
    expect(tax).toBeGreaterThan(0);
    expect(change.steps[tax + 1]?.stepId).toBe('payment');
    expect(policiesOf(change).paymentStopsClock).toBe(true);
    expect(change.fees.length).toBeGreaterThan(0);
    expect(change.steps.filter((s) => isLastStep(change, s.stepId)).map((s) => s.stepId)).toEqual([
      'certificate-update',
      'refusal',
    ]);
  });

  it('has household businesses at the communes and criminal records at the provincial police', () => {
    expect(new Set(byCode['1.001612']?.steps.map((s) => s.agencyKind))).toEqual(new Set(['commune']));
    expect(byCode['2.000488']).toMatchObject({ level: 'province', steps: Array(4).fill({ agencyKind: 'police' }) });
  });

  it('has the building permit of a single house without opinions, of other works with two agencies’ at once', () => {
    const [examination] = byCode['1.013225']?.steps ?? [];
    expect(examination?.next?.map(({ outcome, to }) => [outcome, to])).toEqual([
      ['family-house', 'house-appraisal'],
      ['other-works', 'appraisal'],
    ]);
    expect(byCode['1.013225']?.steps.find((s) => s.stepId === 'house-appraisal')?.branches).toBeUndefined();
    const [asked] = byCode['1.013225']?.steps.filter((s) => s.branches) ?? [];
    expect(asked?.branches?.map((b) => [b.agencyKind, b.relation])).toEqual([
      ['police', 'up'],
      ['department', 'up'],
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
