import { LIMITS } from '../limits.ts';
import { budget, RefusedFile } from './refused-file.ts';
import { walkXml } from './xml.ts';

/** XML-Signature Syntax and Processing, W3C. */
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

/** Elements that render, run or load something on opening. */
const ACTIVE = new Set([
  'http://www.w3.org/1999/xhtml',
  'http://www.w3.org/2000/svg',
  'http://www.w3.org/1999/XSL/Transform',
  'http://www.w3.org/2001/XInclude',
  'http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul',
]);

/** Length of the shortest valid signature value, HMAC-SHA1, bytes. */
const SHORTEST_VALUE = 20;

/** Maximum number of elements of a filled form. */
const MAX_ELEMENTS = 500_000;

/** State of one `Signature` while parsing. */
type Signature = { readonly depth: number; info: boolean; method: boolean; digest: string; value: string };

/**
 * Accepts XML with at least one complete XML-DSig signature: `SignedInfo` with a method and a digest, and a value. The
 * signature is not verified here. XML that a browser would render or run (SVG, XHTML, style sheets) is rejected even when
 * signed.
 * @throws RefusedFile
 */
export function checkSignedXml(bytes: Buffer): void {
  if (bytes.length > LIMITS.xml) throw new RefusedFile('too-much-inside');
  let signature: Signature | undefined;
  let reads: 'value' | 'digest' | undefined;
  let complete = false;
  walkXml(
    bytes,
    {
      instruction: (target) => {
        if (target.toLowerCase() === 'xml-stylesheet') throw new RefusedFile('active-content');
      },
      open: ({ uri, local }, depth) => {
        if (ACTIVE.has(uri)) throw new RefusedFile('active-content');
        if (uri !== DSIG) return;
        if (local === 'Signature') signature = { depth, info: false, method: false, digest: '', value: '' };
        if (signature === undefined) return;
        const below = depth - signature.depth;
        if (below === 1) signature.info ||= local === 'SignedInfo';
        if (below === 2 && local === 'SignatureMethod') signature.method = true;
        if (below === 1 && local === 'SignatureValue') reads = 'value';
        if (below === 3 && local === 'DigestValue') reads = 'digest';
      },
      text: (text) => {
        if (signature !== undefined && reads !== undefined) signature[reads] += text.trim();
      },
      close: ({ uri, local }, depth) => {
        if (uri !== DSIG) return;
        reads = undefined;
        if (local !== 'Signature' || depth !== signature?.depth) return;
        complete ||= isComplete(signature);
        signature = undefined;
      },
    },
    budget(MAX_ELEMENTS),
  );
  if (!complete) throw new RefusedFile('signature-missing');
}

function isComplete({ info, method, digest, value }: Signature): boolean {
  const bytes = (text: string) => (/^[A-Za-z0-9+/\s]+={0,2}$/.test(text) ? Buffer.from(text, 'base64').length : 0);
  return info && method && bytes(digest) >= SHORTEST_VALUE && bytes(value) >= SHORTEST_VALUE;
}
