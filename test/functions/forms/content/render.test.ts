import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Form, formContent } from '../../../../functions/forms/adapters/registry.ts';
import type { Content, Rich } from '../../../../functions/forms/content/content.ts';
import { type Fonts, renderForm } from '../../../../functions/forms/content/render.ts';
import { printable } from '../../../../functions/forms/content/text.ts';
import { type FileReport, readPdfs } from '../../../pdf-tools/python-tools.ts';
import { FONTS } from './fonts.ts';
import { LONG_SAMPLES } from './long-samples.ts';
import { EXTREME, EXTREME_RECEIPT, REGISTER_ENTRY, SAMPLES } from './samples.ts';

const EXTREME_REGISTER: Form = {
  ...SAMPLES.register,
  entries: [
    { ...REGISTER_ENTRY, procedure: EXTREME.longName.repeat(8), note: EXTREME.emoji },
    ...Object.values(EXTREME).map((text) => ({ ...REGISTER_ENTRY, applicantName: text })),
  ],
};
const LONG_FORMS = Object.fromEntries(Object.entries(LONG_SAMPLES).map(([name, form]) => [`long ${name}`, form]));
const FORMS: Readonly<Record<string, Form>> = { ...SAMPLES, ...LONG_FORMS, EXTREME_RECEIPT, EXTREME_REGISTER };

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** Layout decides where lines and pages end, so blanks are ignored. */
const bare = (text: string) => printable(text).replaceAll(/\s/g, '');
const rich = (text: Rich) => text.map((span) => (typeof span === 'string' ? span : span.text)).join('');

function texts({ title, subtitle, blocks, signatures, letterhead }: Content): readonly string[] {
  const inBlocks = blocks.flatMap((block) =>
    block.kind === 'table'
      ? [...block.columns.map((column) => column.title), ...block.rows.flat()]
      : [`${block.marker ?? ''}${rich(block.text)}`],
  );
  const signed = signatures.flatMap(({ caption, hint, name = '' }) => [caption, hint, name]);
  return [letterhead.agency.toUpperCase(), title, ...subtitle.map(rich), ...inBlocks, ...signed];
}

/** A cell higher than a page is interleaved with the other cells' texts. */
const LONG = 1000;

/** Programs extract right-to-left words in different orders, and missing characters are printed as code points. */
const comparable = (text: string) => text.length <= LONG && !/[\u0590-\u06FF\u4E00-\u9FFF]/.test(text);

/** Page number, and the title and code that each further page begins with: a text may go on after them. */
const BETWEEN_PAGES = /Trang\d+\/\d+(?:.{0,80}?-(?:Mãhồsơ:[A-Z0-9.]+-\d+-\d{7}|Mãsố:[A-Z0-9.]+-\d{8}-\d))?/g;
/** What PDFium reads for a hyphen at the end of a line. */
const HYPHEN = '\uFFFE';

let folder = '';
const files: Record<string, Uint8Array> = {};
const reports: Record<string, FileReport> = {};
const report = (name: string): FileReport => reports[name] as FileReport;
const textOf = (name: string) =>
  report(name)
    .pages.map((page) => page.text)
    .join('\n');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-forms-'));
  const names = Object.keys(FORMS);
  for (const name of names) {
    files[name] = await renderForm(FORMS[name] as Form, FONTS);
    await writeFile(join(folder, `${name}.pdf`), files[name]);
  }
  const found = await readPdfs(names.map((name) => join(folder, `${name}.pdf`)));
  for (const [index, name] of names.entries()) reports[name] = found[index] as FileReport;
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(Object.keys(FORMS))('form %s', (name) => {
  it('contains all texts of its data', () => {
    const found = bare(textOf(name)).replaceAll(HYPHEN, '-').replaceAll(BETWEEN_PAGES, '');
    for (const text of texts(formContent(FORMS[name] as Form)).filter(comparable)) expect(found).toContain(bare(text));
    expect(found).toMatch(/CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM.*Độclập-Tựdo-Hạnhphúc/);
    // Extracted text of a glyph without a character.
    expect([...textOf(name)].filter((char) => char < '\n' || char === '\uFFFD' || char === '\uFFFE')).toEqual([]);
  });
  it('stays within the margins', () => {
    const { pages } = report(name);
    const paper = name.toLowerCase().includes('register') ? [842, 595] : [420, 595];
    for (const { width, height, boxes } of pages) {
      expect([width, height]).toEqual(paper);
      for (const [left, bottom, right, top] of boxes) {
        expect(left).toBeGreaterThan(28);
        expect(right).toBeLessThan(width - 22);
        expect(bottom).toBeGreaterThan(8);
        expect(top).toBeLessThan(height - 18);
      }
    }
  });
  it('embeds every font', () => {
    const { fonts } = report(name);
    expect(Object.keys(fonts)).toContainEqual(expect.stringContaining('Tinos-Bold'));
    expect(Object.values(fonts)).not.toContain(false);
  });
  it('has a scannable code of the dossier or register', () => {
    const form = FORMS[name] as Form;
    expect(report(name).pages[0]?.codes).toEqual(['dossierCode' in form ? form.dossierCode : form.registerCode]);
  });
  it('is byte-identical when regenerated', async () => {
    expect(sha256(await renderForm(structuredClone(FORMS[name]) as Form, FONTS))).toBe(
      sha256(files[name] as Uint8Array),
    );
    expect(report(name).info).toMatchObject({
      Title: printable(formContent(FORMS[name] as Form).title).replaceAll('\n', ' '),
      CreationDate: `D:${(FORMS[name] as Form).at.replaceAll(/\D/g, '').slice(0, 14)}Z`,
    });
  });
});

describe('a form that shares glyphs with earlier ones', () => {
  it('has the same bytes as in a separate process', async () => {
    // A Latin and a Cyrillic letter with the same glyph.
    const noted = (note: string): Form => ({ ...SAMPLES.receipt, notes: [note] });
    const { fallbacks, ...styles } = FONTS;
    const fresh = (): Fonts => ({ ...structuredClone(styles), fallbacks: [...fallbacks] });
    const plain = noted('Chữ \u018F');
    const other = noted('Chữ \u04D8');
    const used = fresh();
    const [first, second] = [await renderForm(plain, fresh()), await renderForm(other, fresh())];
    for (const [form, bytes] of [
      [other, second],
      [plain, first],
      [other, second],
    ] as const) {
      expect(sha256(await renderForm(form, used))).toBe(sha256(bytes));
    }
    const together = await Promise.all([plain, other, plain].map((form) => renderForm(form, used)));
    expect(together.map(sha256)).toEqual([first, second, first].map(sha256));
  });
});

describe('typical forms', () => {
  // A register has as many pages as entries, a declaration as its questions need.
  const long = ['register', 'declaration'];
  it.each(Object.keys(SAMPLES).filter((name) => !long.includes(name)))('%s fits one page', (name) => {
    expect(report(name).pages).toHaveLength(1);
    expect(textOf(name)).not.toContain('Trang 1');
  });
});

describe('another process, time zone and locale', () => {
  it('gives the same bytes', async () => {
    const script = `
      import { renderForm } from './functions/forms/content/render.ts';
      import { FONTS } from './test/functions/forms/content/fonts.ts';
      import { SAMPLES } from './test/functions/forms/content/samples.ts';
      process.stdout.write(await renderForm(SAMPLES.apology, FONTS));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: join(import.meta.dirname, '../../../..'),
      env: { ...process.env, TZ: 'America/New_York', LANG: 'tr_TR.UTF-8' },
      encoding: 'buffer',
      maxBuffer: 10_000_000,
    });
    expect(sha256(stdout)).toBe(sha256(files.apology as Uint8Array));
  });
});

describe('extreme data', () => {
  it('lists all 60 documents over several pages, each with the dossier code', () => {
    const { pages } = report('EXTREME_RECEIPT');
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, { text }] of pages.entries()) {
      expect(text).toContain(`Trang ${index + 1}/${pages.length}`);
      expect(text).toContain(EXTREME_RECEIPT.dossierCode);
    }
    expect(bare(textOf('EXTREME_RECEIPT'))).toContain('Thànhphầnhồsơsố60');
  });
  it('normalises decomposed text to NFC', () => {
    expect(textOf('EXTREME_RECEIPT')).toContain(EXTREME.decomposed.normalize('NFC'));
  });
  it('prints Hebrew, Arabic, emoji and the scripts of neighbours, and code points for missing characters', () => {
    const text = textOf('EXTREME_RECEIPT');
    for (const word of ['שלום', 'עולם', 'مرحبا', 'بالعالم', '😀', '👨‍👩‍👧', '🇻🇳', '✅']) expect(text).toContain(word);
    for (const word of ['王小明', 'ลาว', 'ລາວ', 'ខមរ', '김민준']) expect(text).toContain(word);
    expect(bare(text)).toContain('[U+13000]');
    expect(text).toContain('Ký tự không có trong phông chữ được ghi bằng mã Unicode');
    expect(textOf('receipt')).not.toContain('mã Unicode');
  });
  it('does not let a name reverse the line', () => {
    expect(textOf('EXTREME_RECEIPT')).toContain('Angnort Bình');
  });
});

describe('register', () => {
  it.each(['register', 'EXTREME_REGISTER'])('%s repeats its header on every page', (name) => {
    const { pages } = report(name);
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, { text }] of pages.entries()) {
      expect(text).toContain('Tên thủ tục hành chính');
      expect(text).toContain('Ngày, tháng, năm');
      expect(text).toContain(`Trang ${index + 1}/${pages.length}`);
    }
  });
  it('continues a row that is higher than a page', () => {
    const whole = EXTREME.longName.repeat(8);
    const words = (text: string) => text.match(/Bảo/g)?.length ?? 0;
    expect(whole.length).toBeGreaterThan(LONG);
    expect(words(textOf('EXTREME_REGISTER'))).toBe(words(whole) + words(EXTREME.longName));
  });
});
