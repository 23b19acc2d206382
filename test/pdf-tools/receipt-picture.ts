import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMS } from '../../functions/forms/adapters/registry.ts';
import { renderForm } from '../../functions/forms/content/render.ts';
import { formsOfEvent } from '../../functions/forms/issuing/forms-of-event.ts';
import { namesFor } from '../../functions/forms/issuing/names.ts';
import { stateAtVersion } from '../../functions/forms/issuing/replay.ts';
import { counterWorld, tell } from '../../local/simulation/counter-day/play.ts';
import { STORIES } from '../../local/simulation/counter-day/stories.ts';
import { FONTS } from '../functions/forms/content/fonts.ts';
import { pngOf } from './png.ts';
import { drawPages } from './python-tools.ts';

export const PICTURE = join(import.meta.dirname, '..', '..', 'docs', 'receipt.png');

/** Name of the picture's text that says of which file it is: SHA-256 of the PDF, hex. */
const OF_FILE = 'pdf-sha256';

/** The receipt that the first applicant of the counter day takes home, as PDF without a signature. */
export async function receiptOfTheDay(): Promise<Uint8Array> {
  const world = counterWorld();
  const index = STORIES.findIndex(({ name }) => name === 'paper-building-permit');
  const story = STORIES[index];
  if (story === undefined) throw new Error('nobody asks for a building permit');
  const { log, procedure, dossierId } = tell(world, story, index).simulated;
  const version = log.find(({ type }) => type === 'accepted')?.version ?? 0;
  const past = await stateAtVersion(async (_, from) => log.slice(from - 1), dossierId, version);
  const province = { committee: `Ủy ban nhân dân tỉnh ${world.provinceName}`, place: world.provinceName };
  const names = await namesFor(
    past.dossier,
    async (agencyId) => known(world.agencies, agencyId),
    province,
    (id) => id,
  );
  const [form] = formsOfEvent({ dossier: past.dossier, procedure, names }, past.event, past.before);
  if (form === undefined) throw new Error('an accepted dossier has no receipt');
  // The first paper that the reception issues in this register.
  return renderForm({ ...form, number: `1/${FORMS[form.form].symbol}` }, FONTS);
}

const known = <A extends { readonly agencyId: string }>(agencies: readonly A[], agencyId: string) =>
  agencies.find((agency) => agency.agencyId === agencyId);

export const fileOf = (pdf: Uint8Array): string => createHash('sha256').update(pdf).digest('hex');

/** Hash of the PDF that a picture was drawn from. */
export function fileOfPicture(png: Uint8Array): string | undefined {
  const text = Buffer.from(png).toString('latin1');
  return new RegExp(`${OF_FILE}\\0([0-9a-f]{64})`).exec(text)?.[1];
}

async function main(): Promise<void> {
  const pdf = await receiptOfTheDay();
  const folder = mkdtempSync(join(tmpdir(), 'motcua-receipt-'));
  try {
    const path = join(folder, 'receipt.pdf');
    writeFileSync(path, pdf);
    const [picture] = await drawPages(path);
    if (picture === undefined) throw new Error('a receipt without a page');
    writeFileSync(PICTURE, pngOf(picture, [OF_FILE, fileOf(pdf)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log(`Wrote ${PICTURE}`);
}

if (import.meta.main) await main();
