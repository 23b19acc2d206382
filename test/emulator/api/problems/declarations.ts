import type { Walk } from '../../../../local/demo/walk.ts';
import { someAnswers } from '../example-bodies.ts';
import { ask } from '../good-table.ts';
import { filed, walkOf } from '../world.ts';
import { nowhere, on, type Provocation, procedureLike } from './kit.ts';

async function withoutDeclaration(): Promise<Walk> {
  const procedureCode = await procedureLike('9.000072', { declaration: undefined });
  const walk = walkOf();
  Object.assign(walk, { plan: { ...walk.plan, procedureCode } });
  return walk.open();
}

/** Of declarations. */
export const OF_DECLARATIONS: Readonly<Record<string, Provocation>> = {
  'intake.declareAnswers dossier-not-found': {
    status: 404,
    ask: () => ask('intake.declareAnswers', 'owner', { ...nowhere, body: someAnswers, ifMatch: 1 }),
  },
  'intake.declareAnswers no-declaration': {
    status: 404,
    ask: async () =>
      ask('intake.declareAnswers', 'reception', { ...on(await withoutDeclaration()), body: someAnswers, ifMatch: 1 }),
  },
  'intake.declareAnswers wrong-status': {
    status: 409,
    ask: async () => ask('intake.declareAnswers', 'reception', { ...on(await filed()), body: someAnswers, ifMatch: 2 }),
  },
  'intake.declareAnswers declaration-invalid': {
    status: 422,
    ask: async () =>
      ask('intake.declareAnswers', 'reception', {
        ...on(await walkOf().open()),
        ...{ body: { answers: { 'child-sex': 'khác' } }, ifMatch: 1 },
      }),
  },
  'intake.declareAnswers version-conflict': {
    status: 412,
    ask: async () =>
      ask('intake.declareAnswers', 'reception', { ...on(await walkOf().open()), body: someAnswers, ifMatch: 7 }),
  },
  'intake.readDeclaration dossier-not-found': {
    status: 404,
    ask: () => ask('intake.readDeclaration', 'owner', nowhere),
  },
  'intake.readDeclaration no-declaration': {
    status: 404,
    ask: async () => ask('intake.readDeclaration', 'reception', on(await withoutDeclaration())),
  },
};
