import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { CACHE, cacheFolder } from '../../local/launcher/paths.ts';
import { benchBundles } from './bundle.ts';
import { benchCalendar } from './calendar.ts';
import { benchDynamoDb } from './dynamodb.ts';
import { benchFind } from './find.ts';
import { benchForms } from './forms.ts';
import { benchGrowth } from './growth.ts';
import { benchFormats, benchImports } from './import.ts';
import { benchProvince, PROVINCE_PARTS } from './province.ts';
import { benchSearch } from './search.ts';
import { printed, type Report } from './table.ts';

/**
 * `npm run bench [-- part …]`: what the functions weigh and cost. It ends non-zero when something could not be measured,
 * takes more than its budget of time to load, or grows with the table though it must not (`growth`, `find`). Figures also go to
 * `.cache/bench.json`, part by part.
 */
const PARTS = [
  'bundle',
  'import',
  'format',
  'calendar',
  'search',
  'dynamodb',
  'forms',
  'find',
  'growth',
  ...PROVINCE_PARTS,
] as const;
const FILE = join(CACHE, 'bench.json');

function keep(part: string, reports: readonly Report[]): void {
  cacheFolder();
  const known = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>) : {};
  const machine = { cores: cpus().length, model: cpus()[0]?.model, node: process.versions.node };
  const figures = reports.map(({ title, rows }) => ({ title, rows }));
  writeFileSync(FILE, `${JSON.stringify({ ...known, [part]: { at: new Date(), machine, figures } }, null, 2)}\n`);
}

function show(part: string, ...reports: readonly Report[]): void {
  for (const report of reports) console.log(printed(report));
  keep(part, reports);
}

async function main(asked: readonly string[]): Promise<void> {
  const unknown = asked.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}; there are ${PARTS.join(', ')}`);
  const wants = (part: string) => asked.length === 0 || asked.includes(part);
  console.log(`${cpus().length} cores, Node ${process.versions.node}. Other load on this machine is in the figures.`);
  if (wants('bundle')) {
    const bundles = await benchBundles();
    show('bundle', bundles);
    if (bundles.rows.some(({ over }) => over)) process.exitCode = 1;
  }
  if (wants('import')) {
    const imports = await benchImports();
    show('import', imports);
    if (imports.rows.some(({ over }) => over)) process.exitCode = 1;
  }
  if (wants('format')) show('format', await benchFormats());
  if (wants('calendar')) show('calendar', benchCalendar());
  if (wants('search')) show('search', benchSearch());
  if (wants('dynamodb')) show('dynamodb', await benchDynamoDb());
  if (wants('forms')) show('forms', await benchForms());
  if (wants('find')) show('find', await benchFind());
  if (wants('growth')) show('growth', await benchGrowth());
  await benchProvince(wants, show);
  console.log(`\nWritten to ${FILE}.`);
}

await main(process.argv.slice(2));
