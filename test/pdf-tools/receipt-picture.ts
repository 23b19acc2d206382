import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { FORMS } from '../../functions/forms/adapters/registry.ts';
import { renderForm } from '../../functions/forms/content/render.ts';
import { formsOfEvent } from '../../functions/forms/issuing/forms-of-event.ts';
import { namesFor } from '../../functions/forms/issuing/names.ts';
import { stateAtVersion } from '../../functions/forms/issuing/replay.ts';
import { counterWorld, tell } from '../../local/simulation/counter-day/play.ts';
import { STORIES } from '../../local/simulation/counter-day/stories.ts';
import { FONTS } from '../functions/forms/content/fonts.ts';
import { drawPage, type Picture } from './python-tools.ts';

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
  const names = await namesFor(past.dossier, async (agencyId) => known(world.agencies, agencyId), province);
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

/** A greyscale PNG (ISO/IEC 15948) with one text. */
function pngOf({ width, height, pixels }: Picture, hash: string): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Bits of a sample; colour type 0 is greyscale.
  header.writeUInt8(8, 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1) pixels.copy(rows, row * (width + 1) + 1, row * width, (row + 1) * width);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`${OF_FILE}\0${hash}`, 'latin1')),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

async function main(): Promise<void> {
  const pdf = await receiptOfTheDay();
  const folder = mkdtempSync(join(tmpdir(), 'motcua-receipt-'));
  try {
    const path = join(folder, 'receipt.pdf');
    writeFileSync(path, pdf);
    writeFileSync(PICTURE, pngOf(await drawPage(path), fileOf(pdf)));
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log(`Wrote ${PICTURE}`);
}

if (import.meta.main) await main();
