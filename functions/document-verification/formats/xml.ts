import { SaxesParser, type SaxesTagNS } from 'saxes';
import { RefusedFile } from './refused-file.ts';

const MAX_DEPTH = 256;

export type XmlVisitor = {
  /** @param depth of the element, 1 for the root. */
  readonly open?: (tag: SaxesTagNS, depth: number) => void;
  readonly close?: (tag: SaxesTagNS, depth: number) => void;
  readonly text?: (text: string) => void;
};

/**
 * Walks well-formed, namespace-aware XML. A document type declaration is refused before anything it declares is used,
 * so no entity is ever expanded and nothing is ever fetched.
 * @throws RefusedFile
 */
export function walkXml(bytes: Buffer, { open, close, text }: XmlVisitor): void {
  const { content, encoding } = decode(bytes);
  const parser = new SaxesParser({ xmlns: true, position: false });
  let depth = 0;
  parser.on('xmldecl', (declaration) => {
    const declared = declaration.encoding?.toLowerCase() ?? encoding;
    if (declared !== encoding) throw new RefusedFile('damaged');
  });
  parser.on('doctype', () => {
    throw new RefusedFile('document-type-declaration');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > MAX_DEPTH) throw new RefusedFile('too-much-inside');
    open?.(tag, depth);
  });
  parser.on('closetag', (tag) => {
    close?.(tag, depth);
    depth -= 1;
  });
  if (text !== undefined) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  try {
    parser.write(content).close();
  } catch (error) {
    // The parser speaks of faults in the text with plain errors; a defect of ours would be a TypeError or the like.
    if (error instanceof Error && error.constructor === Error) throw new RefusedFile('damaged');
    throw error;
  }
}

/** UTF-8, or UTF-16 with its mark: the two encodings every XML processor must read. */
function decode(bytes: Buffer): { content: string; encoding: string } {
  const mark = bytes.subarray(0, 2).toString('hex');
  const utf16 = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : undefined;
  try {
    const content = new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
    return { content, encoding: utf16 === undefined ? 'utf-8' : 'utf-16' };
  } catch {
    throw new RefusedFile('damaged');
  }
}
