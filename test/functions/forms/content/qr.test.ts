import { expect, it } from 'vitest';
import type { Content } from '../../../../functions/forms/content/content.ts';
import { qrOf } from '../../../../functions/forms/pdf/letterhead.ts';
import { parseScannedCode, SCANNED_DOSSIER_CODE } from '../../../../shared/identifiers/dossier-code.ts';
import { scannedDossierCode } from '../../../../shared/values.ts';

const CODE = 'H50.20.1-261120-0001';
const lookUp = 'https://dichvucong.quangtri.gov.vn/tra-cuu';
const contentOf = (letterhead: object, dossierCode?: string) => ({ letterhead, dossierCode }) as unknown as Content;

it('the QR code of a dossier’s form opens the look-up, with the code after # where no server sees it', () => {
  const qr = qrOf(contentOf({ lookUp }, CODE)) ?? '';
  const url = new URL(qr);
  expect([url.origin + url.pathname, url.search, url.hash]).toEqual([lookUp, '', `#ma=${CODE}`]);
  // The portal's page reads it so.
  expect(new URLSearchParams(url.hash.slice(1)).get('ma')).toBe(CODE);
});

it('holds the code alone where the province has no portal, and none on a register', () => {
  expect(qrOf(contentOf({}, CODE))).toBe(CODE);
  expect(qrOf(contentOf({ lookUp }))).toBeUndefined();
});

it.each([
  [`${lookUp}#ma=${CODE}`, CODE],
  [`http://127.0.0.1:4001/tra-cuu#ma=${CODE}`, CODE],
  [CODE, CODE],
  [` ${CODE.toLowerCase()} `, CODE],
])('officers may scan %s', (scanned, code) => {
  expect(scannedDossierCode.parse(scanned)).toBe(code);
  if (!scanned.startsWith(' ')) expect(scanned).toMatch(SCANNED_DOSSIER_CODE);
});

it.each([
  `${lookUp}?ma=${CODE}`,
  `${lookUp}#ma=`,
  `${lookUp}#ma=${CODE}#ma=${CODE}x`.replace(CODE, 'x'),
  `javascript:alert(1)#ma=${CODE}`,
  `#ma=${CODE}`,
])('but not %s', (scanned) => {
  expect(parseScannedCode(scanned).ok).toBe(false);
  expect(scanned).not.toMatch(SCANNED_DOSSIER_CODE);
});
