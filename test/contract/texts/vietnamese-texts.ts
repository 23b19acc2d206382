import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, parseSync } from 'oxc-parser';
import { ROOT } from '../../infra/support.ts';

/** A text for people, and where it is written. What is inserted into it when it is used is `…`. */
export type FoundText = { readonly file: string; readonly line: number; readonly text: string };

/** Letters that only Vietnamese has. */
const VIETNAMESE = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/i;

const FOLDERS = ['events', 'functions', 'infra', 'operate', 'portal', 'shared'];
const sources = (ending: string) =>
  FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith(ending) && !file.includes('generated'))
      .map((file) => join(folder, file)),
  );

type Loose = Readonly<Record<string, unknown>> & { readonly type?: string; readonly start?: number };

/** The text of a literal or a template; undefined for anything else. */
function textOf(node: Loose): string | undefined {
  if (node.type === 'JSXText') return /\p{L}/u.test(String(node.value)) ? String(node.value) : undefined;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  return (node.quasis as readonly { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…');
}

/** All Vietnamese texts of a TypeScript source: what is named `vi`, and every literal with a Vietnamese letter. */
export function textsOfSource(file: string, source: string): readonly FoundText[] {
  const found: FoundText[] = [];
  const add = (node: Loose, text: string) => {
    found.push({ file, line: source.slice(0, node.start).split('\n').length, text });
  };
  const isVi = (key: unknown) =>
    (key as Loose | undefined)?.name === 'vi' || (key as Loose | undefined)?.value === 'vi';
  const visit = (value: unknown, named: boolean): void => {
    if (Array.isArray(value)) for (const entry of value) visit(entry, named);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const node = value as Loose;
    const text = textOf(node);
    // What stands on a page between its tags is for people, whatever its letters.
    if (text !== undefined && (named || node.type === 'JSXText' || VIETNAMESE.test(text))) add(node, text);
    const isText = node.type === 'Property' && isVi(node.key);
    for (const [key, child] of Object.entries(node)) {
      if (key === 'key') continue;
      visit(child, isText && key === 'value' && ['Literal', 'TemplateLiteral'].includes(String((child as Loose).type)));
    }
  };
  visit(parseSync(file, source).program.body as readonly Node[], false);
  return found;
}

/** Values named `vi` in a JSON file. */
export function textsOfJson(file: string, source: string): readonly FoundText[] {
  return source.split('\n').flatMap((line, index) =>
    [...line.matchAll(/"vi":\s*("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => {
      return { file, line: index + 1, text: JSON.parse(text) as string };
    }),
  );
}

/** What stands between the tags of a page. */
const textsOfPage = (file: string, source: string): readonly FoundText[] =>
  source
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/>([^<>]*\p{L}[^<>]*)</gu)].map(([, text = '']) => ({ file, line: index + 1, text })),
    );

/** All Vietnamese texts of the product: rejections, problems, notices, forms, pages, texts for the portal, routes, the catalogue. */
export const vietnameseTexts = (): readonly FoundText[] => [
  ...[...sources('.ts'), ...sources('.tsx')].flatMap((file) =>
    textsOfSource(file, readFileSync(join(ROOT, file), 'utf8')),
  ),
  ...sources('.html').flatMap((file) => textsOfPage(file, readFileSync(join(ROOT, file), 'utf8'))),
  ...sources('.json').flatMap((file) => textsOfJson(file, readFileSync(join(ROOT, file), 'utf8'))),
];

/** Names in Latin letters that people know: of protocols, headers, file formats, systems; and units. */
const NAMES = new Set(
  `API CSDL DOCTYPE DOC DOCX DPI ETag HEIC HTTPS ICAO Idempotency-Key If-Match IPN ISO JPEG JSON PDF PNG RTF TIFF TT UNC Unicode URL
  UTF-8 VNeID VNPay VNPost VNR Viettel XLS XLSX XML application/json base64 byte dpi https macro webhook web email Internet internet
  Email E-mail IPv4 IPv6 SMS SHA-256 U+FFFD JavaScript LayThuTuc Lambda QR true false AND MaBanTin`.split(/\s+/),
);

/** Syllables of Vietnamese that are never written without their marks in these texts. */
const BARE = new Set(
  `khong duoc nguoi nuoc viec phut thoi giay lieu truong huyen phuong tran chuc quyet nhan cap phep tiep chuyen buoc quoc tuc muc
  dich thuc hien yeu xung xuat sach tep truoc boi voi cua`.split(/\s+/),
);

const bareOf = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
const wordsOf = (text: string) => text.match(/[\p{L}\p{M}\p{N}+/.’'-]*[\p{L}\p{N}]/gu) ?? [];
const pairsOf = (text: string) => {
  const words = wordsOf(text.toLowerCase());
  return words.slice(1).map((word, index) => `${words[index]} ${word}`);
};

/** Pairs of words without a mark whose marked form occurs in the texts: `ho so` beside `hồ sơ`. */
function bareForms(all: readonly FoundText[]): ReadonlySet<string> {
  const pairs = new Set(all.flatMap(({ text }) => pairsOf(text)));
  const unmarked = new Set<string>();
  for (const pair of pairs) {
    const bare = bareOf(pair);
    if (bare !== pair) unmarked.add(bare);
  }
  return unmarked;
}

/** Pairs that are right without marks, although others become the same without theirs. */
const RIGHT_BARE = new Set(['qua xem']);

const MOST_WORDS = 25;
/** An ellipsis for what is inserted is one word. Names in the catalogue are those of the law, however long. */
const sentencesOf = ({ file, text }: FoundText) => (file.includes('/catalogue/') ? [] : text.split(/(?<=[.!?])\s+|\n/));

const CODE = /[a-z0-9]+(?:-[a-z0-9]+)+|[a-z]+[A-Z]\w*|\w+_\w+|[0-9a-f]{8}-[0-9a-f]{4}|\b[A-Z]\d{2}(?:\.\d+)+/;

/** What is wrong with each text: codes, words without their marks, sentences over 25 words. */
export function faultsOf(texts: readonly FoundText[], all = texts): readonly string[] {
  const unmarked = bareForms(all);
  return texts.flatMap((found) => {
    const { file, line } = found;
    // The form of a code is shown by examples.
    const text = found.text.replace(/ví dụ[^:]*: .*/, 'ví dụ');
    const faults: string[] = [];
    const words = wordsOf(text);
    for (const word of words) if (CODE.test(word) && !NAMES.has(word)) faults.push(`code ${word}`);
    for (const word of words) if (BARE.has(word.toLowerCase())) faults.push(`without marks: ${word}`);
    for (const pair of pairsOf(text))
      if (unmarked.has(pair) && !RIGHT_BARE.has(pair)) faults.push(`without marks: ${pair}`);
    if (words.length > 2 && !VIETNAMESE.test(text) && words.some((w) => !NAMES.has(w))) faults.push('without any mark');
    for (const sentence of sentencesOf(found)) {
      const count = sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}…]/u.test(word)).length;
      if (count > MOST_WORDS) faults.push(`${count} words: ${sentence}`);
    }
    return faults.map((fault) => `${file}:${line} ${fault}`);
  });
}
