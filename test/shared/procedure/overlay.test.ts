import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countFacts, noteOf } from '../../../shared/procedure/fact.ts';
import { loadProvinceCatalogue, provinceCatalogue } from '../../../shared/procedure/load-catalogue.ts';
import { applyOverlay } from '../../../shared/procedure/overlay.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { accepted, refused } from '../identifiers/outcome.ts';
import { step, validProcedure } from './example.ts';

const founded = { ground: 'Nghị quyết', source: 'Công báo', on: '2026-11-20', foundation: 'seen' as const };
const change = (field: string, to: unknown) => ({ field, to, ...founded });
const overlay = (...changes: ReturnType<typeof change>[]) => ({ procedureCode: '1.001193', revision: 3, changes });
const base = validProcedure();
const overlaid = (...changes: ReturnType<typeof change>[]) =>
  accepted(applyOverlay(base, overlay(...changes))) as Procedure;

describe('an overlay', () => {
  it('replaces a field, an entry, or a field of an entry, and leaves the rest', () => {
    const late = { ...base.fees[0], amount: 5000 };
    const merged = overlaid(
      change('channels', ['direct']),
      change('fees.late', late),
      change('steps.signature.workingHours', 1),
    );
    expect(merged.channels).toEqual(['direct']);
    expect(merged.fees).toEqual([late, base.fees[1]]);
    expect(merged.steps.map((s) => s.workingHours)).toEqual([3.1, 2.7, 1]);
    expect(merged.components).toEqual(base.components);
    expect(base).toEqual(validProcedure());
  });

  it('replaces a whole list, adds an entry, takes one away', () => {
    expect(overlaid(change('fees', [])).fees).toEqual([]);
    const express = { code: 'express', name: base.name, kind: 'fee', amount: 1000 };
    expect(overlaid(change('fees.express', express)).fees.map(({ code }) => code)).toEqual(['late', 'copy', 'express']);
    expect(overlaid(change('fees.late', null)).fees.map(({ code }) => code)).toEqual(['copy']);
    expect(overlaid(change('immediate', true)).immediate).toBe(true);
    expect(overlaid(change('national.components.declaration', 'KQ.G15.000034')).national).toEqual({
      components: { declaration: 'KQ.G15.000034' },
    });
  });

  it('makes a new version with every change of either', () => {
    const versions = [
      [1, 1],
      [1, 2],
      [2, 2],
      [2, 3],
    ].map(([version = 1, revision = 1]) => {
      const merged = applyOverlay({ ...base, version }, { procedureCode: '1.001193', revision, changes: [] });
      return (accepted(merged) as Procedure).version;
    });
    expect(versions).toEqual([2, 3, 4, 5]);
  });

  it('says where each changed fact comes from, in place of the base', () => {
    const note = { foundation: 'background' as const, note: 'đoán' };
    const provenance = ['fees', 'fees.late', 'steps'].map((field) => ({ field, ...note }));
    const merge = (...changes: ReturnType<typeof change>[]) =>
      (accepted(applyOverlay({ ...base, provenance }, overlay(...changes))) as Procedure).provenance;
    const seen = { foundation: 'seen', note: 'Nghị quyết', source: 'Công báo', on: '2026-11-20' };
    expect(merge(change('fees', []))).toEqual([
      { field: 'steps', ...note },
      { field: 'fees', ...seen },
    ]);
    expect(merge(change('fees.late', null))?.map(({ field }) => field)).toEqual(['fees', 'steps']);
    expect(merge(change('fees.late.amount', 9000))?.at(-1)).toEqual({ field: 'fees.late.amount', ...seen });
  });

  const wrong: [string, ReturnType<typeof change>[], string, string][] = [
    ['its code', [change('procedureCode', '1.001194')], 'overlay-field', 'procedureCode'],
    ['its version', [change('version', 9)], 'overlay-field', 'version'],
    ['no field', [change('price', 9)], 'overlay-field', 'price'],
    ['a field of no entry', [change('fees.express.amount', 1)], 'overlay-entry', 'fees.express.amount'],
    ['no entry away', [change('fees.express', null)], 'overlay-entry', 'fees.express'],
    ['an entry by another id', [change('steps.signature', step('sign', 2))], 'overlay-entry', 'steps.signature'],
    ['one of a plain list', [change('channels.direct', true)], 'overlay-entry', 'channels.direct'],
    ['twice', [change('level', 'commune'), change('level', 'province')], 'repeated-id', 'level'],
  ];
  it.each(wrong)('does not change %s', (_, changes, code, field) => {
    expect(refused(applyOverlay(base, overlay(...changes)))).toMatchObject([{ code, field }]);
  });
});

describe('the catalogue of a province', () => {
  let root: string;
  const write = (folder: string, name: string, content: unknown) => {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  };
  const load = (slug: string) => loadProvinceCatalogue(slug, join(root, 'base'), join(root, 'overlays'));
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'catalogue-'));
    write('base', '1.001193.json', validProcedure());
    write('base', '2.000815.json', { ...validProcedure(), procedureCode: '2.000815' });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is the base where the province has no folder', () => {
    expect(accepted(load('lai-chau')).map((p) => [p.procedureCode, p.version])).toEqual([
      ['1.001193', 1],
      ['2.000815', 1],
    ]);
  });

  it('differs between two provinces whose councils set other fees', () => {
    write('overlays/an-giang', '1.001193.json', overlay(change('fees.late.amount', 5000)));
    write('overlays/ca-mau', '1.001193.json', overlay(change('fees.late.amount', 10_000)));
    const amounts = ['an-giang', 'ca-mau', 'hue'].map((slug) => accepted(load(slug))[0]?.fees[0]?.amount);
    expect(amounts).toEqual([5000, 10_000, 8000]);
  });

  it('leaves out what the province does not offer, and holds what only it has', () => {
    write('overlays/hue', '2.000815.json', { ...overlay(), procedureCode: '2.000815', notOffered: founded });
    write('overlays/hue', '1.000656.json', { ...validProcedure(), procedureCode: '1.000656' });
    expect(accepted(load('hue')).map((p) => p.procedureCode)).toEqual(['1.000656', '1.001193']);
    expect(accepted(load('lai-chau')).map((p) => p.procedureCode)).toEqual(['1.001193', '2.000815']);
  });

  it('is checked as a whole: faults of all files name the province’s file, the procedure and the field', () => {
    write('overlays/hue', '1.001193.json', overlay(change('workingHours', 9), change('fees.late.amount', 0)));
    write('overlays/hue', '2.000815.json', { ...validProcedure(), procedureCode: '2.000815' });
    write('overlays/hue', '1.000656.json', { ...overlay(), procedureCode: '1.000656' });
    write('overlays/hue', '1.000657.json', { ...overlay(), procedureCode: '1.000656' });
    write('overlays/hue', '1.000658.json', { procedureCode: '1.000658', changes: [{ field: 'a b', to: 1 }] });
    write('overlays/hue', 'broken.json', '{');
    const faults = refused(load('hue'));
    expect(faults.map(({ file, procedureCode, field, code }) => [file, procedureCode, field, code])).toEqual([
      ['hue/1.000656.json', '1.000656', undefined, 'overlay-of-nothing'],
      ['hue/1.000657.json', '1.000656', 'procedureCode', 'file-name'],
      ['hue/1.000658.json', '1.000658', 'revision', 'overlay-shape'],
      ['hue/1.000658.json', '1.000658', 'changes.0.field', 'overlay-shape'],
      ['hue/1.000658.json', '1.000658', 'changes.0.ground', 'overlay-shape'],
      ['hue/1.000658.json', '1.000658', 'changes.0.source', 'overlay-shape'],
      ['hue/1.000658.json', '1.000658', 'changes.0.on', 'overlay-shape'],
      ['hue/1.000658.json', '1.000658', 'changes.0.foundation', 'overlay-shape'],
      ['hue/1.001193.json', '1.001193', 'workingHours', 'hours-do-not-add-up'],
      ['hue/1.001193.json', '1.001193', 'fees.late', 'fee-of-nothing'],
      ['hue/2.000815.json', '2.000815', undefined, 'already-in-base'],
      ['hue/broken.json', undefined, undefined, 'not-json'],
    ]);
    expect(faults[8]?.message.en).toMatch(/^hue\/1\.001193\.json, procedure 1\.001193, field workingHours: /);
  });

  it('with a draft of the import is refused, with every open question', () => {
    const undecided = [
      { field: 'steps', question: 'Các bước?' },
      { field: 'level', question: 'Cấp nào?' },
    ];
    write('overlays/hue', '1.000656.json', { procedureCode: '1.000656', undecided });
    expect(refused(load('hue')).map(({ code, field }) => [code, field])).toEqual([
      ['draft', 'steps'],
      ['draft', 'level'],
    ]);
  });
});

describe('provenance', () => {
  const note = (field: string, foundation: 'background' | 'second-hand' | 'decided') => ({
    field,
    foundation,
    note: 'x',
  });

  it('of a fact is the closest note about it', () => {
    const provenance = [note('fees.late', 'decided'), note('fees', 'background'), note('fees', 'second-hand')];
    const where = (path: string) => noteOf({ ...base, provenance }, path)?.foundation;
    expect(['fees.late', 'fees.copy', 'fees.late.amount', 'feesX', 'steps'].map(where)).toEqual([
      'decided',
      'second-hand',
      'decided',
      undefined,
      undefined,
    ]);
  });

  it('is counted for every field and entry, once', () => {
    const plain = countFacts([base]);
    // Nine fields, three components, two fees, three steps.
    expect(plain).toEqual({ seen: 0, 'second-hand': 0, background: 0, decided: 0, example: 0, none: 17 });
    const provenance = [note('fees', 'second-hand'), note('steps.signature.workingHours', 'decided')];
    expect(countFacts([{ ...base, provenance }])).toEqual({ ...plain, 'second-hand': 2, decided: 1, none: 15 });
  });
});

describe('the provinces that come with the project', () => {
  it('differ in the charge for a building permit and in the hours of its steps', () => {
    const permit = (slug: string) => provinceCatalogue(slug).find((p) => p.procedureCode === '1.013225');
    const [north, south] = [permit('quang-tri'), permit('ho-chi-minh')];
    expect(north?.fees.find((f) => f.code === 'house-permit')).not.toEqual(
      south?.fees.find((f) => f.code === 'house-permit'),
    );
    expect(north?.steps.map((s) => s.workingHours)).not.toEqual(south?.steps.map((s) => s.workingHours));
    expect(north?.components).toEqual(south?.components);
  });
});
