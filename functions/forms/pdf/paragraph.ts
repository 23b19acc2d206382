import type { Paragraph } from '../content/content.ts';
import { leading, MARGIN, type Sheet } from './sheet.ts';

export const BODY_SIZE = 10;
const HANG = 14;
const STEP = 12;
const AFTER = 1.5;

/** A paragraph continues over as many pages as it needs. */
export function drawParagraph(sheet: Sheet, block: Paragraph): void {
  const indent = (block.indent ?? 0) * STEP;
  const hang = block.marker === undefined ? 0 : HANG;
  const x = MARGIN.left + indent + hang;
  const width = sheet.width - indent - hang;
  for (const [index, line] of sheet.lines(block.text, width, BODY_SIZE).entries()) {
    sheet.need(leading(BODY_SIZE));
    if (index === 0 && block.marker !== undefined) {
      sheet.text([block.marker], { x: x - HANG, y: sheet.y, width: HANG }, BODY_SIZE);
    }
    sheet.line(line, { x, y: sheet.y, width }, BODY_SIZE);
    sheet.y += leading(BODY_SIZE);
  }
  sheet.y += AFTER;
}
