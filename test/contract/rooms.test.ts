import { describe, expect, it } from 'vitest';
import { importsOf } from '../../local/checks/rooms/imports.ts';
import { arrows, circles, ofOneCapability, roomOf, wrongImports } from '../../local/checks/rooms/rooms.ts';

const tree = (imports: Record<string, readonly string[]>) => new Map(Object.entries(imports));

describe('what a file imports', () => {
  it('is found in every form, types too, and read relative to it', () => {
    const text = `import { a } from './a.ts';
      import type { B } from '../b/b.ts';
      export { c } from "./not-ours.ts"; import 'node:fs';
      const d = await import('./d.ts');
      type E = import('../../shared/e.ts').E;`;
    expect(importsOf('functions/x/y/z.ts', text)).toEqual([
      'functions/x/y/a.ts',
      'functions/x/b/b.ts',
      'functions/x/y/d.ts',
      'functions/shared/e.ts',
    ]);
  });
});

describe('an import that is not allowed', () => {
  it.each([
    ['events/a.ts', 'shared/values.ts'],
    ['shared/dossier/decide.ts', 'shared/platform/config/environment.ts'],
    ['shared/platform/queues/a.ts', 'shared/record/keys.ts'],
    ['shared/record/a.ts', 'shared/mail/a.ts'],
    ['shared/record/a.ts', 'functions/postal/config.ts'],
    ['functions/postal/config.ts', 'functions/payments/config.ts'],
    ['functions/postal/config.ts', 'infra/app.ts'],
    ['infra/app.ts', 'local/start.ts'],
  ])('%s of %s is told', (from, to) => {
    const told = wrongImports(tree({ [from]: [to], [to]: [] }));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(from);
    expect(told[0]).toContain(to);
  });

  it.each([
    ['functions/postal/orders/handler.ts', 'functions/postal/carriers/registry.ts'],
    ['functions/postal/orders/handler.ts', 'shared/record/snapshot.ts'],
    ['shared/record/a.ts', 'shared/platform/table/keys.ts'],
    ['shared/platform/http/problem.ts', 'shared/dossier/rejections.ts'],
    ['infra/stacks/api.ts', 'functions/postal/config.ts'],
    ['test/a.test.ts', 'local/start.ts'],
  ])('%s may import %s', (from, to) => {
    expect(wrongImports(tree({ [from]: [to], [to]: [] }))).toEqual([]);
  });
});

describe('circles', () => {
  it('are found, each once, and nothing else is', () => {
    const graph = tree({
      a: ['b'],
      b: ['c'],
      c: ['a', 'd'],
      d: ['e'],
      e: [],
      f: ['g'],
      g: ['f', 'a'],
      h: ['h2'],
      h2: [],
    });
    expect(circles(graph).toSorted()).toEqual([
      ['a', 'b', 'c'],
      ['f', 'g'],
    ]);
  });

  it('of rooms are seen where no file is in one', () => {
    const imports = tree({
      'shared/record/a.ts': ['shared/documents/x.ts'],
      'shared/documents/y.ts': ['shared/record/b.ts'],
      'shared/documents/x.ts': [],
      'shared/record/b.ts': [],
    });
    expect(circles(imports)).toEqual([]);
    expect(circles(arrows(imports))).toEqual([['shared/documents', 'shared/record']]);
  });
});

it('a file belongs to its capability, to a folder of the platform, or to its own folder', () => {
  expect(
    [
      'functions/postal/orders/handler.ts',
      'shared/platform/http/api.ts',
      'shared/dossier/a.ts',
      'shared/values.ts',
      'infra/a/b.ts',
    ].map(roomOf),
  ).toEqual(['functions/postal', 'shared/platform/http', 'shared/dossier', 'shared', 'infra']);
});

it('reports what only one capability reaches, directly or not, and not what two reach, or the operator too', () => {
  const imports = tree({
    'functions/postal/orders/handler.ts': ['shared/a.ts'],
    'functions/payments/start/handler.ts': ['shared/c.ts'],
    'shared/a.ts': ['shared/b.ts', 'shared/c.ts'],
    'shared/b.ts': [],
    'shared/c.ts': [],
    'shared/unused.ts': [],
    'operate/dossiers/verb.ts': ['shared/d.ts', 'shared/e.ts'],
    'functions/postal/webhook/handler.ts': ['shared/d.ts'],
  });
  expect([...ofOneCapability(imports)]).toEqual([
    ['shared/a.ts', 'postal'],
    ['shared/b.ts', 'postal'],
  ]);
});
