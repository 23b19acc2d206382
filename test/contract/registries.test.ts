import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../infra/support.ts';
import { columnsOf, without } from './columns.ts';

type Change = {
  /** An incomplete addition to a registry. */
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
    adds: 'a type of event',
    file: 'shared/dossier/events.ts',
    replace: [
      "  | { readonly type: 'reminder-sent'",
      "  | { readonly type: 'cloned' }\n  | { readonly type: 'reminder-sent'",
    ],
    asks: [
      'shared/dossier/audiences.ts',
      'shared/dossier/event-types.ts',
      'shared/dossier/evolve.ts',
      'shared/dossier/public-event.ts',
      'functions/national-portal/contracts/classic/progress-text.ts',
    ],
    also: [
      'shared/dossier/limits.ts',
      'functions/national-portal/synced-events.ts',
      'functions/notifications/notice.ts',
      'functions/notifications/office-notice.ts',
    ],
  },
  {
    adds: 'a notice to applicants without its words',
    file: 'shared/dossier/event-types.ts',
    replace: ['supplemented: { ...ROW, ...SILENT', 'supplemented: { ...ROW, ...APPLICANT'],
    asks: ['functions/notifications/notice-texts.ts'],
  },
  {
    adds: 'a function',
    file: 'infra/functions.ts',
    replace: ['  openapi: {', "  letters: { folder: 'letters', kind: 'worker' },\n  openapi: {"],
    asks: ['infra/capabilities/all.ts'],
  },
];

/** Registries: the type that says what an entry must have, and one entry as example. */
const REGISTRIES: readonly {
  readonly entry: string;
  readonly type: readonly [name: string, file: string];
  readonly example: readonly [file: string, begins: string];
}[] = [
  {
    entry: 'a status',
    type: ['StatusRow', 'shared/dossier/status.ts'],
    example: ['shared/dossier/status.ts', 'export const STATUSES'],
  },
  {
    entry: 'a type of event',
    type: ['EventRow', 'shared/dossier/event-types.ts'],
    example: ['shared/dossier/event-types.ts', 'const ROW'],
  },
  {
    entry: 'a carrier',
    type: ['CarrierAdapter', 'functions/postal/carriers/carrier.ts'],
    example: ['functions/postal/carriers/viettel-post/adapter.ts', 'registered('],
  },
  {
    entry: 'a payment provider',
    type: ['ProviderAdapter', 'functions/payments/providers/provider.ts'],
    example: ['functions/payments/providers/vnpay/adapter.ts', 'registered('],
  },
  {
    entry: 'a form',
    type: ['FormAdapter', 'functions/forms/adapters/form.ts'],
    example: ['functions/forms/adapters/refusal.ts', 'formAdapter<Refusal>('],
  },
  {
    entry: 'a channel',
    type: ['ChannelAdapter', 'functions/notifications/channels/channel.ts'],
    example: ['functions/notifications/channels/mail/adapter.ts', 'registered('],
  },
  {
    entry: 'a consumer of events',
    type: ['ConsumerDeclaration', 'infra/capabilities/declaration.ts'],
    example: ['infra/capabilities/webhooks.ts', "'webhook-delivery': {"],
  },
  {
    entry: 'a contract of the national portal',
    type: ['PortalContract', 'functions/national-portal/contracts/contract.ts'],
    example: ['functions/national-portal/contracts/classic/adapter.ts', 'registered('],
  },
];

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** Each entry once without each of its columns, in a file beside its own. */
const ENTRIES = REGISTRIES.flatMap(({ entry, type: [type, declared], example: [file, begins] }) =>
  columnsOf(textOf(declared), type).map((column) => ({
    entry,
    column,
    copy: file.replace(/\.ts$/, `-without-${column}.ts`),
    text: without(textOf(file), begins, column),
  })),
);

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
  for (const { copy, text } of ENTRIES) writeFileSync(join(folder, copy), text);
  try {
    execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['--noEmit', '--pretty', 'false', '-p', folder], { cwd: folder });
  } catch (error) {
    errors = String((error as { stdout: Buffer }).stdout);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasErrors = (file: string) => new RegExp(`^${file.replaceAll('.', '\\.')}\\(`, 'm').test(errors);

it.each(ENTRIES)('$entry without $column does not compile', ({ copy }) => {
  expect(hasErrors(copy)).toBe(true);
});

it.each(CHANGES)('$adds does not compile: $asks', ({ asks }) => {
  expect(asks.filter((file) => !hasErrors(file))).toEqual([]);
});

it('without a change it compiles, so that the errors come from the changes', () => {
  const changed = new Set([
    ...ENTRIES.map(({ copy }) => copy),
    ...CHANGES.flatMap(({ file, asks, also = [] }) => [file, ...asks, ...also]),
  ]);
  const files = [...errors.matchAll(/^([\w./-]+)\(\d+,/gm)].map(([, file = '']) => file);
  expect(files.filter((file) => !changed.has(file))).toEqual([]);
});
