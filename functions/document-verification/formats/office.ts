import type { FileType } from '../../../shared/documents/file-types.ts';
import { RefusedFile } from './refused-file.ts';
import { walkXml } from './xml.ts';
import { listZip, unpack } from './zip.ts';

const CONTENT_TYPES = '[Content_Types].xml';

/** Content type of the main part, by which an Open Packaging file says what it is (ECMA-376 parts 1 and 2). */
const MAIN_PARTS: Readonly<Record<string, FileType>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml':
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml':
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Tells a Word document from a workbook by what the package says of its main part, and takes it only when every entry
 * unpacks to what it announces and no macro is in it.
 * @throws RefusedFile
 */
export function officeType(bytes: Buffer): FileType {
  const entries = listZip(bytes);
  const catalogue = entries.find((entry) => entry.name === CONTENT_TYPES);
  if (catalogue === undefined) throw new RefusedFile('type-not-allowed');
  const names = new Set(entries.map((entry) => `/${entry.name.toLowerCase()}`));
  const types = partTypes(unpack(bytes, catalogue));
  const hasMacros = [...types.values()].some((type) => /macroenabled|vbaproject/i.test(type));
  if (hasMacros || [...names].some((name) => name.endsWith('vbaproject.bin'))) throw new RefusedFile('macros');
  const [main, ...others] = [...types].flatMap(([part, type]) => (MAIN_PARTS[type] && names.has(part) ? [type] : []));
  const fileType = main === undefined ? undefined : MAIN_PARTS[main];
  if (fileType === undefined || others.length > 0) throw new RefusedFile('type-not-allowed');
  for (const entry of entries) unpack(bytes, entry);
  return fileType;
}

/** Content type by part name in lower case: part names are compared without regard to case. */
function partTypes(content: Buffer): Map<string, string> {
  const types = new Map<string, string>();
  walkXml(content, {
    open: ({ local, attributes }) => {
      const type = attributes.ContentType?.value ?? '';
      const part = attributes.PartName?.value ?? attributes.Extension?.value ?? '';
      if (local === 'Override' || local === 'Default') types.set(part.toLowerCase(), type);
    },
  });
  return types;
}
