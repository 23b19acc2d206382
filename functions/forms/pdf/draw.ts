import { type Content, italic, type Paragraph } from '../content/content.ts';
import { bytesOf, compressAlike } from './finish.ts';
import type { Fonts } from './fonts.ts';
import { drawLetterhead } from './letterhead.ts';
import { beginningOf, drawParagraph, heightOfLines, KEPT_LINES, linesOf } from './paragraph.ts';
import { leading, MARGIN, Sheet } from './sheet.ts';
import { setSignatures } from './signatures.ts';
import { drawTable } from './table.ts';

const SMALL = 8;

/** Draws a form. The same content and fonts give the same bytes on any machine. */
export function draw(content: Content, fonts: Fonts): Promise<Uint8Array> {
  const title = content.title.replaceAll('\n', ' ');
  const sheet = new Sheet(content.paper, fonts, { title, at: content.letterhead.at });
  compressAlike(sheet.doc);
  sheet.onNewPage(() => {
    const { dossierCode, registerCode } = content;
    if (dossierCode === undefined && registerCode === undefined) return;
    const code = dossierCode === undefined ? `Mã số: ${registerCode}` : `Mã hồ sơ: ${dossierCode}`;
    const head = [italic(`${title} - ${code}`)];
    sheet.y += sheet.text(head, { x: MARGIN.left, y: sheet.y, width: sheet.width }, SMALL, 'center') + 6;
  });

  drawLetterhead(sheet, content);
  const signatures = setSignatures(sheet, content.signatures);
  const kept = keptWithEnd(sheet, content.blocks, signatures.height);
  for (const [index, block] of content.blocks.entries()) {
    if (block.kind === 'table') drawTable(sheet, block, kept[index]);
    else drawParagraph(sheet, block, kept[index]);
  }
  signatures.draw();
  drawNoteOnCharacters(sheet);
  drawPageNumbers(sheet);
  return bytesOf(sheet.doc);
}

/**
 * What must follow each block on its page, points: signatures never stand alone on a page, but with at least the last row or
 * the last lines of what is signed; and the first lines of a list stand with the line that announces it.
 */
function keptWithEnd(sheet: Sheet, blocks: Content['blocks'], signatures: number): readonly number[] {
  const kept = blocks.map(() => 0);
  let [lines, height] = [0, signatures];
  for (let index = blocks.length - 1; index >= 0 && lines < KEPT_LINES; index -= 1) {
    const block = blocks[index];
    kept[index] = height;
    if (block === undefined || block.kind === 'table') break;
    const count = linesOf(sheet, block).length;
    lines += count;
    height += heightOfLines(count);
  }
  for (let index = blocks.length - 2; index >= 0; index -= 1) {
    const [block, next] = [blocks[index], blocks[index + 1]];
    if (block?.kind !== 'paragraph' || next?.kind !== 'paragraph' || !announces(block)) continue;
    kept[index] = Math.max(kept[index] ?? 0, beginningOf(sheet, next, kept[index + 1] ?? 0));
  }
  return kept;
}

/** A line that ends with a colon announces what follows, and is not left at the end of a page. */
function announces({ text }: Paragraph): boolean {
  const last = text.at(-1);
  return (typeof last === 'string' ? last : (last?.text ?? '')).trimEnd().endsWith(':');
}

/** Explains the code points in brackets. */
function drawNoteOnCharacters(sheet: Sheet): void {
  if (!sheet.lacksCharacters) return;
  const note = [italic('Ký tự không có trong phông chữ được ghi bằng mã Unicode trong ngoặc vuông.')];
  sheet.need(leading(SMALL) * 2);
  sheet.y += sheet.text(note, { x: MARGIN.left, y: sheet.y + 2, width: sheet.width }, SMALL);
}

/** Page numbers: written last, when the number of pages is known; omitted on a single page. */
function drawPageNumbers(sheet: Sheet): void {
  const { count } = sheet.doc.bufferedPageRange();
  if (count < 2) return;
  for (let page = 0; page < count; page++) {
    sheet.doc.switchToPage(page);
    const at = { x: MARGIN.left, y: sheet.bottom + leading(SMALL) * 0.7, width: sheet.width };
    sheet.text([`Trang ${page + 1}/${count}`], at, SMALL, 'center');
  }
}
