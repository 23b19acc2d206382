import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkProcedure } from '../../../shared/procedure/check-procedure.ts';
import { parseProcedure } from '../../../shared/procedure/parse-procedure.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { accepted, refused } from '../identifiers/outcome.ts';
import { step, validProcedure } from './example.ts';

const FILE = '1.001193.json';

describe('checkProcedure', () => {
  it('finds nothing wrong with a right procedure', () => {
    expect(checkProcedure(validProcedure(), FILE)).toEqual([]);
  });

  it('adds fractions of hours without tripping over binary fractions', () => {
    const steps = [step('examination', 0.1), step('signature', 0.2, ['approver'])];
    expect(checkProcedure({ ...validProcedure(), steps, workingHours: 0.3 }, FILE)).toEqual([]);
  });

  const base = validProcedure();
  const broken: readonly [string, Partial<Procedure>, code: string, place: object][] = [
    ['hours', { workingHours: 8.5 }, 'hours-do-not-add-up', { field: 'workingHours' }],
    [
      'step twice',
      { steps: [step('signature', 4), step('signature', 4, ['approver'])] },
      'repeated-id',
      { field: 'steps.signature' },
    ],
    [
      'component twice',
      { components: [...base.components, ...base.components.slice(1, 2)] },
      'repeated-id',
      { field: 'components.authorisation' },
    ],
    [
      'more steps than a dossier has room for',
      { steps: Array.from({ length: 41 }, (_, n) => step(`step-${n}`, 1, ['approver'])), workingHours: 41 },
      'procedure-too-long',
      { field: 'steps' },
    ],
    [
      'an alternative to nothing',
      { fees: base.fees.map((fee, n) => (n === 0 ? { ...fee, group: 'one' } : fee)) },
      'fee-without-alternative',
      { field: 'fees.late' },
    ],
    ['fee twice', { fees: [...base.fees, ...base.fees.slice(0, 1)] }, 'repeated-id', { field: 'fees.late' }],
    ['channel twice', { channels: ['direct', 'direct', 'postal'] }, 'repeated-id', { field: 'channels.direct' }],
    [
      'role twice',
      { steps: [step('signature', 8, ['approver', 'approver'])] },
      'repeated-id',
      { stepId: 'signature', field: 'roles' },
    ],
    [
      'no step with a signature',
      { steps: [step('signature', 4, ['approver']), step('filing', 4)] },
      'last-step-without-approver',
      { stepId: 'filing', field: 'roles' },
    ],
    [
      'return by post without postal channel',
      { channels: ['direct', 'online'] },
      'postal-return-without-postal-channel',
      { field: 'channels' },
    ],
    [
      'fee of 0',
      { fees: [{ code: 'free', name: base.name, kind: 'fee', amount: 0 }] },
      'fee-of-nothing',
      { field: 'fees.free' },
    ],
    ['nothing required', { components: base.components.slice(1, 2) }, 'nothing-required', { field: 'components' }],
    ['no step at its level', { level: 'province' }, 'no-step-at-level', { field: 'level' }],
    [
      'note about a step that is not there',
      { provenance: [{ field: 'steps.filing', foundation: 'decided', note: 'x' }] },
      'provenance-of-nothing',
      { field: 'provenance' },
    ],
    [
      'note about no field',
      { provenance: [{ field: 'price', foundation: 'decided', note: 'x' }] },
      'provenance-of-nothing',
      { field: 'provenance' },
    ],
  ];

  it.each(broken)('%s', (_, change, code, place) => {
    const faults = checkProcedure({ ...base, ...change }, FILE);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ code, file: FILE, procedureCode: '1.001193', ...place });
    for (const message of Object.values(faults[0]?.message ?? {})) {
      for (const part of [FILE, '1.001193', ...Object.values(place)]) expect(message).toContain(part);
    }
  });

  it('accepts notes about fields and their items', () => {
    const provenance = ['fees', 'fees.late', 'steps.signature', 'components.declaration', 'workingHours'].map(
      (field) => ({ field, foundation: 'background' as const, note: 'x' }),
    );
    expect(checkProcedure({ ...base, provenance }, FILE)).toEqual([]);
  });

  it('reports everything at once', () => {
    const codes = checkProcedure({ ...base, workingHours: 1, components: [], fees: [] }, FILE).map((f) => f.code);
    expect(codes).toEqual(['hours-do-not-add-up', 'nothing-required']);
  });
});

describe('parseProcedure', () => {
  it('gives back what it was given', () => {
    expect(accepted(parseProcedure(validProcedure(), FILE))).toEqual(validProcedure());
  });

  it('normalises decomposed Vietnamese to NFC', () => {
    const nfd = JSON.parse(JSON.stringify(validProcedure()).normalize('NFD'));
    expect(accepted(parseProcedure(nfd, FILE))).toEqual(validProcedure());
  });

  it('names file, procedure, step and field of what does not fit the schema', () => {
    const wrong = {
      ...validProcedure(),
      steps: [step('examination', 8), { ...step('signature', 1), workingHours: -1 }],
    };
    const faults = refused(parseProcedure(wrong, FILE));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({
      code: 'procedure-shape',
      file: FILE,
      procedureCode: '1.001193',
      stepId: 'signature',
      field: 'steps.1.workingHours',
    });
  });

  it('refuses unknown fields and a wrong file name', () => {
    expect(refused(parseProcedure({ ...validProcedure(), price: 1 }, FILE))[0]?.code).toBe('procedure-shape');
    expect(refused(parseProcedure(validProcedure(), '1.001194.json')).map((f) => f.code)).toEqual(['file-name']);
  });

  it('answers anything that is not a procedure with faults that name the file', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        const faults = refused(parseProcedure(input, FILE));
        expect(faults.length).toBeGreaterThan(0);
        expect(faults.every((f) => f.message.vi.startsWith(FILE) && f.message.en.startsWith(FILE))).toBe(true);
      }),
    );
  });
});
