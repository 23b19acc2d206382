import * as z from 'zod/mini';

const RULE = {
  vi: 'Phải là đường dẫn trong cổng, bắt đầu bằng đúng một dấu gạch chéo.',
  en: 'Must be a path of the portal that begins with exactly one slash.',
};

/** An origin that no path can leave unnoticed. */
const SOMEWHERE = 'https://portal.invalid';

/** Whether a browser that is on the portal stays there when it goes to `path`. */
function staysInPortal(path: string): boolean {
  // Browsers take a backslash for a slash and leave out tabs and line breaks, so both can hide a second slash.
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path) || !URL.canParse(path, SOMEWHERE)) return false;
  const { origin, pathname } = new URL(path, SOMEWHERE);
  // Signing in to sign in, or out, goes round in circles.
  return origin === SOMEWHERE && !pathname.startsWith('//') && !pathname.startsWith('/session/');
}

/** Path of the portal to go to after signing in, with query and fragment. */
export const returnPath = z
  .string()
  // The pattern tells a reader of the description what the rule below checks; paths are percent-encoded.
  .check(
    z.maxLength(500),
    z.regex(/^\/([A-Za-z0-9?#%][!-[\]-~]*)?$/),
    z.refine(staysInPortal, { params: { rule: 'path-of-portal', message: RULE } }),
  );
