import { bold, italic, type Signature } from '../content/content.ts';
import { leading, MARGIN, type Sheet } from './sheet.ts';
import { drawSignaturePlace } from './signature-place.ts';

const SIZE = 9.5;
/** Height for a signature and a stamp. */
const ROOM = 44;

/** Side by side on one page; a single block is on the right. */
export function drawSignatures(sheet: Sheet, signatures: readonly Signature[]): void {
  if (signatures.length === 0) return;
  const columns = Math.max(2, signatures.length);
  const width = sheet.width / columns;
  const names = signatures.map(({ name }) => (name === undefined ? [] : sheet.lines([bold(name)], width - 12, SIZE)));
  const captions = signatures.map(({ caption }) => sheet.lines([bold(caption)], width - 12, SIZE));
  const captionHeight = Math.max(...captions.map((set) => set.length)) * leading(SIZE);
  const nameHeight = Math.max(1, ...names.map((set) => set.length)) * leading(SIZE);
  const hintHeight = leading(SIZE - 1);
  sheet.need(6 + captionHeight + hintHeight + ROOM + nameHeight);

  const top = sheet.y + 6;
  for (const [index, signature] of signatures.entries()) {
    const column = index + columns - signatures.length;
    const place = { x: MARGIN.left + column * width + 6, y: top, width: width - 12 };
    sheet.text([bold(signature.caption)], place, SIZE, 'center');
    sheet.text([italic(signature.hint)], { ...place, y: top + captionHeight }, SIZE - 1, 'center');
    const yRoom = top + captionHeight + hintHeight;
    if (signature.name !== undefined) sheet.text([bold(signature.name)], { ...place, y: yRoom + ROOM }, SIZE, 'center');
    if (signature.digital) drawSignaturePlace(sheet.doc, { ...place, y: yRoom + 2 }, ROOM - 4);
  }
  sheet.y = top + captionHeight + hintHeight + ROOM + nameHeight;
}
