import { describe, expect, it } from 'vitest';
import { checkProcedure } from '../../../../shared/procedure/check-procedure.ts';
import type { Declaration } from '../../../../shared/procedure/declaration/schema.ts';
import { validProcedure } from '../example.ts';
import { choice, declarationOf, question } from './example.ts';

const faultsOf = (declaration: Declaration) =>
  checkProcedure({ ...validProcedure(), declaration }, 'x.json').map(({ code, field }) => [code, field]);

describe('a declaration in the catalogue', () => {
  it('asks about what it can', () => {
    const asks = choice('known', ['yes', 'no']);
    const more = question('name', { type: 'text', maxLength: 9, when: [{ question: 'known', is: ['yes'] }] });
    expect(faultsOf(declarationOf(asks, more))).toEqual([]);
  });

  it.each<[string, string, Declaration]>([
    ['unknown-component', 'component', { ...declarationOf(choice('a', ['x', 'y'])), component: 'none' }],
    ['repeated-id', 'a', declarationOf(choice('a', ['x', 'y']), choice('a', ['x', 'y']))],
    ['repeated-id', 'x', declarationOf(choice('a', ['x', 'x']))],
    [
      'condition-of-nothing',
      'b',
      declarationOf(choice('b', ['x', 'y'], { when: [{ question: 'a', is: ['x'] }] }), choice('a', ['x', 'y'])),
    ],
    [
      'condition-of-nothing',
      'b',
      declarationOf(choice('a', ['x', 'y']), choice('b', ['x', 'y'], { when: [{ question: 'a', is: ['z'] }] })),
    ],
    ['bounds-reversed', 'n', declarationOf(question('n', { type: 'number', minimum: 2, maximum: 1 }))],
    [
      'bounds-reversed',
      'd',
      declarationOf(question('d', { type: 'date', notBefore: '2020-01-01', notAfter: '2019-01-01' })),
    ],
    ['prefill-does-not-fit', 'n', declarationOf(question('n', { type: 'date', prefill: 'owner-name' }))],
    [
      'declaration-too-long',
      'pages',
      declarationOf(...Array.from({ length: 101 }, (_, i) => question(`q${i}`, { type: 'address' }))),
    ],
  ])('is refused: %s', (code, field, declaration) => {
    expect(faultsOf(declaration)).toEqual([[code, `declaration.${field}`]]);
  });
});
