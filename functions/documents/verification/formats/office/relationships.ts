import { type Budget, RefusedFile } from '../refused-file.ts';
import { walkXml } from '../xml.ts';
import { ACTIVE_RELATIONS, refusalOf } from './active-parts.ts';

/** URL schemes that a link may use; any other scheme starts a program. */
const HARMLESS_LINK = /^(?:https?|mailto|tel|ftp|file):/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** Remote target: by scheme, by server name, or by a server name after `file:`. */
const REMOTE =
  /^(?:https?|ftps?|smb|dav|webdav|mhtml|ms-[\w-]+):|^[\\/]{2}|^file:(?:\/\/[^/\\]|[\\/]{4,}|\/\/\/?[\\/]{2})/i;

/**
 * Checks the relationship targets of a package. External targets may be hyperlinks, or files on the author's own disk
 * (templates, pictures, other workbooks: Office often leaves those), which do not exist when the file is opened here. Targets
 * fetched from another computer on opening are rejected, and so is active content.
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
    // A drive letter is not a scheme.
    const drive = /^[a-z]:/i.test(target);
    if (SCHEME.test(target) && !drive && !HARMLESS_LINK.test(target)) throw new RefusedFile('active-content');
  } else if (REMOTE.test(target)) throw new RefusedFile('external-content');
}

/** Removes white space and escapes that hide a URL from a text search but not from Office. */
function unescaped(target: string): string {
  return target
    .replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replaceAll(/[\0-\x20]/g, '');
}
