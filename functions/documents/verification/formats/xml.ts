import { SaxesParser, type SaxesTagNS } from 'saxes';
import { LIMITS } from '../limits.ts';
import { type Budget, budget, RefusedFile } from './refused-file.ts';

export type XmlVisitor = {
  /** @param depth of the element, 1 for the root. */
  readonly open?: (tag: SaxesTagNS, depth: number) => void;
  readonly close?: (tag: SaxesTagNS, depth: number) => void;
  readonly text?: (text: string) => void;
  readonly instruction?: (target: string) => void;
};

/** Chunk size between two checks of the limits, bytes. */
const STEP = 64 * 1024;

/**
 * Parses well-formed, namespace-aware XML. A document type declaration is rejected before its content is used, so no entity is
 * expanded and nothing is fetched. Limits are checked while parsing.
 * @param elements budget, shared when several documents are parsed
 * @throws RefusedFile
 */
export function walkXml(bytes: Buffer, visitor: XmlVisitor, elements: Budget = budget(LIMITS.xmlElements)): void {
  const { open, close, text, instruction } = visitor;
  const { decoder, encoding } = decoderOf(bytes);
  const parser = new SaxesParser({ xmlns: true, position: false });
  let [depth, attributes] = [0, 0];
  /** Characters since the last complete token: the parser holds an unfinished name, value or reference in memory. */
  let pending = 0;
  parser.on('xmldecl', (declaration) => {
    const declared = declaration.encoding?.toLowerCase() ?? encoding;
    if (declared !== encoding) throw new RefusedFile('damaged');
  });
  parser.on('doctype', () => {
    throw new RefusedFile('document-type-declaration');
  });
  parser.on('attribute', ({ name }) => {
    attributes += 1;
    if (attributes > LIMITS.xmlAttributes || name.length > LIMITS.xmlName) throw new RefusedFile('too-much-inside');
  });
  parser.on('opentag', (tag) => {
    [depth, attributes, pending] = [depth + 1, 0, 0];
    elements.spend();
    if (depth > LIMITS.xmlDepth || tag.name.length > LIMITS.xmlName) throw new RefusedFile('too-much-inside');
    open?.(tag, depth);
  });
  parser.on('closetag', (tag) => {
    pending = 0;
    close?.(tag, depth);
    depth -= 1;
  });
  parser.on('processinginstruction', ({ target }) => instruction?.(target));
  if (text !== undefined) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  try {
    for (let at = 0; at < bytes.length; at += STEP) {
      const chunk = decoder.decode(bytes.subarray(at, at + STEP), { stream: true });
      parser.write(chunk);
      pending += chunk.length;
      if (pending > LIMITS.xml) throw new RefusedFile('too-much-inside');
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    if (error instanceof RefusedFile) throw error;
    // The parser reports syntax faults as plain errors, the decoder as a TypeError with a code.
    const undecodable =
      error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    if (undecodable || (error instanceof Error && error.constructor === Error)) throw new RefusedFile('damaged');
    throw error;
  }
}

/** UTF-8, or UTF-16 with a byte order mark: the encodings that every XML processor must support. */
function decoderOf(bytes: Buffer): { decoder: InstanceType<typeof TextDecoder>; encoding: string } {
  const mark = bytes.subarray(0, 2).toString('hex');
  const utf16 = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : undefined;
  return {
    decoder: new TextDecoder(utf16 ?? 'utf-8', { fatal: true }),
    encoding: utf16 === undefined ? 'utf-8' : 'utf-16',
  };
}
