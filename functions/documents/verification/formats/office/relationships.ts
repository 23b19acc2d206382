import { type Budget, RefusedFile } from '../refused-file.ts';
import { walkXml } from '../xml.ts';
import { ACTIVE_RELATIONS, refusalOf } from './active-parts.ts';

/** Addresses a click may lead to; any other scheme starts something. */
const HARMLESS_LINK = /^(?:https?|mailto|tel|ftp|file):/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** On another computer: by a scheme, by the name of a server, or by one behind `file:`. */
const REMOTE =
  /^(?:https?|ftps?|smb|dav|webdav|mhtml|ms-[\w-]+):|^[\\/]{2}|^file:(?:\/\/[^/\\]|[\\/]{4,}|\/\/\/?[\\/]{2})/i;

/**
 * Looks at what the parts of a package lead to. Something outside may be linked for a click, or lie on the writer's own
 * disk (templates, pictures, other workbooks: every office leaves such behind), where opening the file finds nothing.
 * What is fetched from another computer on opening is refused, and so is whatever acts.
 * @throws RefusedFile
 */
export function checkRelationships(content: Buffer, elements: Budget): void {
  walkXml(
    content,
    {
      open: ({ local, attributes }) => {
        if (local !== 'Relationship') return;
        const value = (name: string) => attributes[name]?.value.trim() ?? '';
        const kind = value('Type').split('/').at(-1) ?? '';
        const refusal = refusalOf(ACTIVE_RELATIONS, kind);
        if (refusal !== undefined) throw new RefusedFile(refusal);
        if (value('TargetMode').toLowerCase() === 'external') checkTarget(kind, unescaped(value('Target')));
      },
    },
    elements,
  );
}

function checkTarget(kind: string, target: string): void {
  if (kind.toLowerCase() === 'hyperlink') {
    // A drive's letter is no scheme.
    const drive = /^[a-z]:/i.test(target);
    if (SCHEME.test(target) && !drive && !HARMLESS_LINK.test(target)) throw new RefusedFile('active-content');
  } else if (REMOTE.test(target)) throw new RefusedFile('external-content');
}

/** Without the white space and the escapes that hide an address from a look but not from an office. */
function unescaped(target: string): string {
  return target
    .replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replaceAll(/[\0-\x20]/g, '');
}
