import { describe, expect, it } from 'vitest';
import { checkProcedure } from '../../../shared/procedure/check-procedure.ts';
import { nationalCodes, nationalSchema } from '../../../shared/procedure/national.ts';
import { validProcedure } from './example.ts';

const own = {
  procedureCode: '1.001193',
  national: { field: 'G15-LV0001', components: { declaration: 'A1', authorisation: 'A2' }, fees: { late: 'B1' } },
};

describe('national codes', () => {
  it('are those of the catalogue; a fee without one goes under the service', () => {
    const codes = nationalCodes(own);
    expect([codes.service, codes.field, codes.result]).toEqual(['1.001193.01', 'G15-LV0001', undefined]);
    expect(['declaration', 'unknown', undefined].map(codes.component)).toEqual(['A1', undefined, undefined]);
    expect(['late', 'copy'].map(codes.fee)).toEqual(['B1', '1.001193.01']);
    expect(['A2', 'declaration', 'B1'].map(codes.componentOf)).toEqual(['authorisation', undefined, undefined]);
  });

  it('of the newest version reach a dossier in progress, which keeps those only its own version has', () => {
    const newest = {
      procedureCode: '1.001193',
      national: { field: 'G15-LV0002', components: { declaration: 'A9' }, result: 'KQ.G15.000034' },
    };
    const codes = nationalCodes(own, newest);
    expect([codes.field, codes.result]).toEqual(['G15-LV0002', 'KQ.G15.000034']);
    expect(['declaration', 'authorisation'].map(codes.component)).toEqual(['A9', 'A2']);
    expect(nationalCodes({ procedureCode: '1.001193' }, newest).field).toBe('G15-LV0002');
  });

  it('are never ids of our own, which are in lower case', () => {
    const fits = (code: string) => nationalSchema.safeParse({ field: code }).success;
    expect(['G15-LV0001', '000.00.00.G09-KQ002269', 'KQ.G15.000034', '2.000488.01'].every(fits)).toBe(true);
    const { fees, components, steps, field } = validProcedure();
    const ids = [
      field.code,
      ...fees.map((f) => f.code),
      ...components.map((c) => c.component),
      ...steps.map((s) => s.stepId),
    ];
    expect(ids.filter(fits)).toEqual([]);
  });

  it('belong to a component or fee that is there, and no two components share one', () => {
    const faults = (national: object) =>
      checkProcedure({ ...validProcedure(), national }, 'f.json').map(({ code, field }) => [code, field]);
    expect(faults({ components: { passport: 'A1' }, fees: { price: 'B1' } })).toEqual([
      ['code-of-nothing', 'national.components.passport'],
      ['code-of-nothing', 'national.fees.price'],
    ]);
    expect(faults({ components: { declaration: 'A1', authorisation: 'A1' } })).toEqual([
      ['repeated-id', 'national.components'],
    ]);
  });
});
