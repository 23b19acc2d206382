import { CODE_FRAGMENT } from '../../../shared/identifiers/dossier-code.ts';
import { bold, type Content, italic, type Letterhead } from '../content/content.ts';
import { dateInWords } from '../content/words.ts';
import { drawQr } from './qr.ts';
import { leading, MARGIN, type Placed, type Sheet } from './sheet.ts';

const SIZE = 8.5;
const QR_SIDE = 50;
const GAP = 8;

/**
 * Agency on the left, the state's name and motto on the right, each underlined (Decree 30/2020, annex I). An applicant's paper has
 * the state's alone, in the middle.
 */
export function drawLetterhead(sheet: Sheet, content: Content): void {
  const { letterhead, registerCode, title, subtitle } = content;
  const alone = letterhead.ofApplicant === true;
  const leftWidth = alone ? 0 : sheet.width * 0.42;
  const left: Placed = { x: MARGIN.left, y: sheet.y, width: leftWidth - GAP };
  const right: Placed = { x: MARGIN.left + leftWidth, y: sheet.y, width: sheet.width - leftWidth };

  const yLeft = alone ? left.y : drawAgency(sheet, letterhead, left);

  let yRight = right.y;
  yRight += sheet.text([bold('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')], { ...right, y: yRight }, SIZE, 'center');
  const motto = [bold('Độc lập - Tự do - Hạnh phúc')];
  const mottoWidth = sheet.lines(motto, right.width, SIZE + 0.5)[0]?.width ?? 0;
  yRight += sheet.text(motto, { ...right, y: yRight }, SIZE + 0.5, 'center');
  sheet.rule(right.x + (right.width - mottoWidth) / 2, yRight + 2, mottoWidth);
  yRight += 6;
  const date = [italic(`${letterhead.place}, ${dateInWords(letterhead.at)}`)];
  yRight += sheet.text(date, { ...right, y: yRight }, SIZE, 'center');

  sheet.y = Math.max(yLeft, yRight) + 6;
  drawTitle(sheet, title, subtitle, qrOf(content) ?? registerCode);
}

/** @returns where it ends */
function drawAgency(sheet: Sheet, { superior, agency, number }: Letterhead, left: Placed): number {
  let y = left.y;
  if (superior !== undefined) y += sheet.text([superior.toUpperCase()], { ...left, y }, SIZE, 'center');
  y += sheet.text([bold(agency.toUpperCase())], { ...left, y }, SIZE, 'center');
  sheet.rule(left.x + left.width * 0.33, y + 3, left.width * 0.34);
  y += 7;
  return number === undefined ? y : y + sheet.text([`Số: ${number}`], { ...left, y }, SIZE, 'center');
}

/** A dossier's QR code opens the look-up with its code filled in, where the province has a portal. */
export const qrOf = ({ letterhead: { lookUp }, dossierCode }: Content): string | undefined =>
  dossierCode === undefined || lookUp === undefined ? dossierCode : `${lookUp}${CODE_FRAGMENT}${dossierCode}`;

/** The QR code is left of the title, which stays centred on the page. */
function drawTitle(sheet: Sheet, title: string, subtitle: Content['subtitle'], code: string | undefined): void {
  const top = sheet.y;
  const aside = code === undefined ? 0 : QR_SIDE + GAP;
  const place: Placed = { x: MARGIN.left + aside, y: top, width: sheet.width - 2 * aside };
  const set = sheet.balanced([bold(title)], place.width, 13);
  const below = subtitle.map((text) => sheet.balanced(text, place.width, 10));
  const height = set.length * leading(13) + below.flat().length * leading(10);

  let y = top + Math.max(0, (code === undefined ? 0 : QR_SIDE) - height) / 2;
  for (const line of set) {
    sheet.line(line, { ...place, y }, 13, 'center');
    y += leading(13);
  }
  for (const line of below.flat()) {
    sheet.line(line, { ...place, y }, 10, 'center');
    y += leading(10);
  }
  if (code !== undefined) drawQr(sheet.doc, code, MARGIN.left, top, QR_SIDE);
  sheet.y = Math.max(y, code === undefined ? 0 : top + QR_SIDE) + 6;
}
