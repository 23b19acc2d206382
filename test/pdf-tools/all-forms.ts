import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Form } from '../../functions/forms/adapters/registry.ts';
import { renderForm } from '../../functions/forms/content/render.ts';
import { FONTS } from '../functions/forms/content/fonts.ts';
import { LONG_SAMPLES } from '../functions/forms/content/long-samples.ts';
import { EXTREME_RECEIPT, SAMPLES } from '../functions/forms/content/samples.ts';
import { pngOf } from './png.ts';
import { drawPages } from './python-tools.ts';

/** Each form by the name of its file: with a typical dossier, with long names, and a receipt with every optional part. */
const ALL: readonly (readonly [string, Form])[] = [
  ...Object.entries(SAMPLES),
  ...Object.entries(LONG_SAMPLES).map(([name, form]) => [`${name}-long`, form] as const),
  ['receipt-extreme', EXTREME_RECEIPT],
];

/** Writes all forms into a folder, as PDF without a signature and each page as PNG. */
async function main(): Promise<void> {
  const { out } = parseArgs({ options: { out: { type: 'string', default: '.cache/forms' } } }).values;
  const folder = resolve(out);
  mkdirSync(folder, { recursive: true });
  for (const [name, form] of ALL) {
    const path = join(folder, `${name}.pdf`);
    writeFileSync(path, await renderForm(form, FONTS));
    const pages = await drawPages(path);
    for (const [index, page] of pages.entries()) {
      writeFileSync(join(folder, `${name}-${index + 1}.png`), pngOf(page));
    }
    console.log(`${name}: ${pages.length} ${pages.length === 1 ? 'page' : 'pages'}`);
  }
  console.log(`Written to ${folder}`);
}

await main();
