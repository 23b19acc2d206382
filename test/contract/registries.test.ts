import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../infra/support.ts';

type Change = {
  /** What somebody adds without all that belongs to it. */
  readonly adds: string;
  readonly file: string;
  readonly replace: readonly [from: string, to: string];
  /** Files that the compiler then names. */
  readonly asks: readonly string[];
  /** Others that read what is missing. */
  readonly also?: readonly string[];
};

const CHANGES: readonly Change[] = [
  {
    adds: 'a status without a column',
    file: 'shared/dossier/status.ts',
    replace: [
      'inWork: true, hasDeadlines: true, pausesClock: false, atReception: true',
      'inWork: true, atReception: true',
    ],
    asks: ['shared/dossier/status.ts'],
  },
  {
    adds: 'a type of event',
    file: 'shared/dossier/events.ts',
    replace: ["  | { readonly type: 'urged'", "  | { readonly type: 'cloned' }\n  | { readonly type: 'urged'"],
    asks: [
      'shared/dossier/event-types.ts',
      'shared/dossier/evolve.ts',
      'shared/dossier/public-event.ts',
      'functions/national-portal/contract/progress-text.ts',
    ],
    also: [
      'shared/dossier/limits.ts',
      'functions/national-portal/contract/progress.ts',
      'functions/notifications/notice.ts',
      'functions/notifications/office-notice.ts',
    ],
  },
  {
    adds: 'a notice to applicants without its words',
    file: 'shared/dossier/event-types.ts',
    replace: ['supplemented: { ...ROW, ...SILENT', 'supplemented: { ...ROW, ...APPLICANT'],
    asks: ['functions/notifications/catalogue.ts'],
  },
  {
    adds: 'a form without the events that bring it',
    file: 'functions/forms/adapters/refusal.ts',
    replace: ['  issuedBy: { refused: ({ event, of, issue }) => refusalOf(of, issue, event) },\n', ''],
    asks: ['functions/forms/adapters/refusal.ts'],
  },
  {
    adds: 'a function',
    file: 'infra/functions.ts',
    replace: ['  openapi: {', "  letters: { folder: 'letters', answersApi: false },\n  openapi: {"],
    asks: ['infra/capabilities/all.ts'],
  },
  {
    adds: 'a carrier without what its calls look like',
    file: 'functions/postal/carriers/viettel-post/adapter.ts',
    replace: ['  push: { knows: knowsToken, read: readPush, reply: pushReply },\n', ''],
    asks: ['functions/postal/carriers/viettel-post/adapter.ts'],
  },
  {
    adds: 'a payment provider without what hears its calls',
    file: 'functions/payments/providers/vnpay/adapter.ts',
    replace: ['  callbacks: vnpayCallbacks,\n', ''],
    asks: ['functions/payments/providers/vnpay/adapter.ts'],
  },
];

/** What the compiler says of a copy of the product with all changes in it: each is told apart by its files. */
let errors = '';
const folder = mkdtempSync(join(tmpdir(), 'motcua-registries-'));
const PRODUCT = ['events', 'shared', 'functions', 'infra'];

beforeAll(() => {
  for (const part of PRODUCT) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const settings = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...settings, include: PRODUCT }));
  for (const { file, replace } of CHANGES) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    expect(text, `${file} has the text that is changed`).toContain(replace[0]);
    writeFileSync(path, text.replace(...replace));
  }
  try {
    execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['--noEmit', '--pretty', 'false', '-p', folder], { cwd: folder });
  } catch (error) {
    errors = String((error as { stdout: Buffer }).stdout);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(CHANGES)('$adds does not compile: $asks', ({ asks }) => {
  for (const file of asks) expect(errors).toMatch(new RegExp(`^${file.replaceAll('.', '\\.')}\\(`, 'm'));
});

it('without a change it compiles, so that the errors come from the changes', () => {
  const changed = new Set(CHANGES.flatMap(({ file, asks, also = [] }) => [file, ...asks, ...also]));
  const files = [...errors.matchAll(/^([\w./-]+)\(\d+,/gm)].map(([, file = '']) => file);
  expect(files.filter((file) => !changed.has(file))).toEqual([]);
});
