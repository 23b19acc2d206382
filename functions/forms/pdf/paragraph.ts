import type { Paragraph } from '../content/content.ts';
import { leading, MARGIN, type Sheet } from './sheet.ts';

export const BODY_SIZE = 10;
const HANG = 14;
const STEP = 12;
const AFTER = 1.5;

/** Minimum number of lines that stand on one page with what must follow them. */
export const KEPT_LINES = 3;

export const linesOf = (sheet: Sheet, block: Paragraph) =>
  sheet.lines(block.text, placeOf(sheet, block).width, BODY_SIZE);
/** Points. */
export const heightOfLines = (count: number) => count * leading(BODY_SIZE) + AFTER;

function placeOf(sheet: Sheet, block: Paragraph) {
  const indent = (block.indent ?? 0) * STEP + (block.marker === undefined ? 0 : HANG);
  return { x: MARGIN.left + indent, width: sheet.width - indent };
}

/**
 * A paragraph continues over as many pages as it needs.
 * @param keep Points that must follow its last lines on the same page.
 */
export function drawParagraph(sheet: Sheet, block: Paragraph, keep = 0): void {
  const { x, width } = placeOf(sheet, block);
  const set = linesOf(sheet, block);
  const lastLines = Math.max(0, set.length - KEPT_LINES);
  for (const [index, line] of set.entries()) {
    const kept = keep > 0 && index === lastLines ? heightOfLines(set.length - index) + keep : 0;
    sheet.need(Math.max(leading(BODY_SIZE), kept));
    if (index === 0 && block.marker !== undefined) {
      sheet.text([block.marker], { x: x - HANG, y: sheet.y, width: HANG }, BODY_SIZE);
    }
    sheet.line(line, { x, y: sheet.y, width }, BODY_SIZE);
    sheet.y += leading(BODY_SIZE);
  }
  sheet.y += AFTER;
}
