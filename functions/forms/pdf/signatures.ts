import { bold, italic, type Signature } from '../content/content.ts';
import { leading, MARGIN, type Sheet } from './sheet.ts';
import { drawSignaturePlace } from './signature-place.ts';

const SIZE = 9.5;
/** Height for a signature and a stamp. */
const ROOM = 44;
const ABOVE = 6;

/** The signatures of a form, measured and not drawn yet. */
type SetSignatures = {
  /** Points. */
  readonly height: number;
  readonly draw: () => void;
};

/** Side by side on one page; a single block is on the right. */
export function setSignatures(sheet: Sheet, signatures: readonly Signature[]): SetSignatures {
  if (signatures.length === 0) return { height: 0, draw: () => undefined };
  const columns = Math.max(2, signatures.length);
  const width = sheet.width / columns;
  const names = signatures.map(({ name }) => (name === undefined ? [] : sheet.lines([bold(name)], width - 12, SIZE)));
  const details = signatures.map(({ details = [] }) =>
    details.flatMap((text) => sheet.lines([text], width - 12, SIZE - 1)),
  );
  const captions = signatures.map(({ caption }) => sheet.lines([bold(caption)], width - 12, SIZE));
  const captionHeight = Math.max(...captions.map((set) => set.length)) * leading(SIZE);
  const nameHeights = names.map((set) => Math.max(1, set.length) * leading(SIZE));
  const below = nameHeights.map((height, index) => height + (details[index]?.length ?? 0) * leading(SIZE - 1));
  const hintHeight = leading(SIZE - 1);
  const height = ABOVE + captionHeight + hintHeight + ROOM + Math.max(...below);

  const draw = () => {
    sheet.need(height);
    const top = sheet.y + ABOVE;
    for (const [index, signature] of signatures.entries()) {
      const column = index + columns - signatures.length;
      const place = { x: MARGIN.left + column * width + 6, y: top, width: width - 12 };
      sheet.text([bold(signature.caption)], place, SIZE, 'center');
      sheet.text([italic(signature.hint)], { ...place, y: top + captionHeight }, SIZE - 1, 'center');
      const yRoom = top + captionHeight + hintHeight;
      if (signature.name !== undefined)
        sheet.text([bold(signature.name)], { ...place, y: yRoom + ROOM }, SIZE, 'center');
      for (const [line, set] of (details[index] ?? []).entries()) {
        const y = yRoom + ROOM + (nameHeights[index] ?? 0) + line * leading(SIZE - 1);
        sheet.line(set, { ...place, y }, SIZE - 1, 'center');
      }
      if (signature.digital) drawSignaturePlace(sheet.doc, { ...place, y: yRoom + 2 }, ROOM - 4);
    }
    sheet.y = top + height - ABOVE;
  };
  return { height, draw };
}
