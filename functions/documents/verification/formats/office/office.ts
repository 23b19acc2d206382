import type { FileType } from '../../../../../shared/documents/file-types.ts';
import { LIMITS } from '../../limits.ts';
import { type Budget, budget, RefusedFile } from '../refused-file.ts';
import { trueKind } from '../signatures.ts';
import { walkXml } from '../xml.ts';
import { listZip, unpack } from '../zip.ts';
import { ACTIVE_TYPES, refusalOf } from './active-parts.ts';
import { startingParts } from './fields.ts';
import { checkRelationships } from './relationships.ts';

const CONTENT_TYPES = '[Content_Types].xml';

/** Content type of the main part, which identifies an Open Packaging file (ECMA-376 parts 1 and 2). */
const MAIN_PARTS: Readonly<Record<string, FileType>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml':
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml':
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Resource limits for one file, regardless of its content. */
type Budgets = { readonly unpacked: Budget; readonly xml: Budget; readonly elements: Budget };

const budgets = (): Budgets => ({
  unpacked: budget(LIMITS.unpacked),
  xml: budget(LIMITS.xmlParts),
  elements: budget(LIMITS.xmlElements),
});

/**
 * Identifies a Word document or a workbook by the content type of its main part. Accepts it only when every part decompresses
 * to its declared size and none has active content, judged by content and not by name or type.
 * @throws RefusedFile
 */
export function officeType(bytes: Buffer, spent: Budgets = budgets(), nesting = 0): FileType {
  if (nesting > LIMITS.nesting) throw new RefusedFile('too-much-inside');
  const entries = listZip(bytes);
  const catalogue = entries.find((entry) => entry.name === CONTENT_TYPES);
  if (catalogue === undefined) throw new RefusedFile(nesting === 0 ? 'archive' : 'embedded-files');
  const names = new Set(entries.map((entry) => `/${entry.name.toLowerCase()}`));
  const types = partTypes(unpack(bytes, catalogue), spent);
  for (const type of types.values()) refuseIf(refusalOf(ACTIVE_TYPES, type));
  if ([...names].some((name) => name.endsWith('vbaproject.bin'))) throw new RefusedFile('macros');
  const [main, ...others] = [...types].flatMap(([part, type]) => (MAIN_PARTS[type] && names.has(part) ? [type] : []));
  const fileType = main === undefined ? undefined : MAIN_PARTS[main];
  if (fileType === undefined || others.length > 0) throw new RefusedFile('type-not-allowed');
  for (const entry of entries) {
    const content = unpack(bytes, entry);
    spent.unpacked.spend(content.length);
    checkPart(entry.name.toLowerCase(), content, spent, nesting);
  }
  return fileType;
}

function checkPart(name: string, content: Buffer, spent: Budgets, nesting: number): void {
  const kind = trueKind(content);
  switch (kind) {
    case 'compound':
      // Usual folders for OLE objects and macros; part names vary.
      throw new RefusedFile(/vba/.test(name) ? 'macros' : 'embedded-files');
    case 'executable':
      throw new RefusedFile('executable');
    case 'archive':
      // A chart embeds its data as a workbook.
      checkPackage(content, spent, nesting + 1);
      return;
    case 'application/xml':
      spent.xml.spend(content.length);
      if (name.endsWith('.rels')) checkRelationships(content, spent.elements);
      else checkXml(name, content, spent.elements);
      return;
    case 'application/pdf':
    case 'other-archive':
      throw new RefusedFile('embedded-files');
    default:
      // A part with an XML extension must be well-formed XML.
      if (/\.(?:xml|rels)$/.test(name)) throw new RefusedFile('damaged');
  }
}

/** @throws RefusedFile `embedded-files` for an embedded package that would be rejected on its own */
function checkPackage(content: Buffer, spent: Budgets, nesting: number): void {
  try {
    officeType(content, spent, nesting);
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    const plain = ['type-not-allowed', 'damaged', 'ambiguous-content', 'encrypted'].includes(error.reason);
    throw plain ? new RefusedFile('embedded-files') : error;
  }
}

/** VML drawings look like XML but are not always well-formed; all other parts must be. */
function checkXml(name: string, content: Buffer, elements: Budget): void {
  try {
    walkXml(content, startingParts(), elements);
  } catch (error) {
    if (!(error instanceof RefusedFile && error.reason === 'damaged' && name.endsWith('.vml'))) throw error;
  }
}

/** Content type by lower-case part name: part names are case-insensitive. */
function partTypes(content: Buffer, spent: Budgets): Map<string, string> {
  spent.xml.spend(content.length);
  const types = new Map<string, string>();
  walkXml(
    content,
    {
      open: ({ local, attributes }) => {
        if (local !== 'Override' && local !== 'Default') return;
        const part = (attributes.PartName?.value ?? attributes.Extension?.value ?? '').toLowerCase();
        if (types.has(part)) throw new RefusedFile('ambiguous-content');
        if (types.size > 2 * LIMITS.parts) throw new RefusedFile('too-much-inside');
        types.set(part, attributes.ContentType?.value ?? '');
      },
    },
    spent.elements,
  );
  return types;
}

function refuseIf(refusal: ReturnType<typeof refusalOf>): void {
  if (refusal !== undefined) throw new RefusedFile(refusal);
}
