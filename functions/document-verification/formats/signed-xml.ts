import { RefusedFile } from './refused-file.ts';
import { walkXml } from './xml.ts';

/** XML-Signature Syntax and Processing, W3C. */
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

/** Larger than any signed form or invoice; keeps what is decoded into memory bounded. Bytes. */
const MAX_XML_BYTES = 20 * 1024 * 1024;

/**
 * Takes XML that carries at least one complete XML-DSig signature: a `Signature` with `SignedInfo` and a value. Whether
 * the signature is right, and whose it is, is not judged here.
 * @throws RefusedFile
 */
export function checkSignedXml(bytes: Buffer): void {
  if (bytes.length > MAX_XML_BYTES) throw new RefusedFile('too-much-inside');
  let signatureAt = 0;
  let signedInfo = false;
  let value = '';
  let inValue = false;
  let complete = false;
  walkXml(bytes, {
    open: ({ uri, local }, depth) => {
      if (uri !== DSIG) return;
      if (local === 'Signature') {
        signatureAt = depth;
        signedInfo = false;
        value = '';
      }
      const child = signatureAt > 0 && depth === signatureAt + 1;
      if (child && local === 'SignedInfo') signedInfo = true;
      inValue = child && local === 'SignatureValue';
    },
    text: (text) => {
      if (inValue) value += text.trim();
    },
    close: ({ uri, local }, depth) => {
      if (uri !== DSIG) return;
      if (local === 'SignatureValue') inValue = false;
      if (local !== 'Signature' || depth !== signatureAt) return;
      complete ||= signedInfo && value !== '';
      signatureAt = 0;
    },
  });
  if (!complete) throw new RefusedFile('signature-missing');
}
