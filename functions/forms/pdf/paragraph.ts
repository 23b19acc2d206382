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

/** Fewest lines of a longer paragraph on either side of a page break. */
const TOGETHER = 2;

/**
 * Numbers of lines that stand on one page: a page ends or begins with no single line of a paragraph, and with what must follow stand
 * the last three.
 */
function groupsOf(count: number, keep: number): readonly number[] {
  const last = keep > 0 ? KEPT_LINES : TOGETHER;
  if (count < TOGETHER + last) return [count];
  const middle = Array.from({ length: count - TOGETHER - last }, () => 1);
  return [TOGETHER, ...middle, last];
}

/** Points that the beginning of a paragraph needs: its first lines, with what must follow when they are all. */
export function beginningOf(sheet: Sheet, block: Paragraph, keep: number): number {
  const groups = groupsOf(linesOf(sheet, block).length, keep);
  return heightOfLines(groups[0] ?? 1) + (groups.length === 1 ? keep : 0);
}

/**
 * A paragraph continues over as many pages as it needs.
 * @param keep Points that must follow its last lines on the same page.
 */
export function drawParagraph(sheet: Sheet, block: Paragraph, keep = 0): void {
  const { x, width } = placeOf(sheet, block);
  const set = linesOf(sheet, block);
  const groups = groupsOf(set.length, keep);
  let index = 0;
  for (const [at, count] of groups.entries()) {
    const isLast = at === groups.length - 1;
    sheet.need(count * leading(BODY_SIZE) + (isLast && keep > 0 ? AFTER + keep : 0));
    for (const line of set.slice(index, index + count)) {
      if (index === 0 && block.marker !== undefined) {
        sheet.text([block.marker], { x: x - HANG, y: sheet.y, width: HANG }, BODY_SIZE);
      }
      sheet.line(line, { x, y: sheet.y, width }, BODY_SIZE);
      sheet.y += leading(BODY_SIZE);
      index += 1;
    }
  }
  sheet.y += AFTER;
}
