import type { SaxesTagNS } from 'saxes';
import { RefusedFile } from '../refused-file.ts';
import type { XmlVisitor } from '../xml.ts';
import { MACRO_ROOTS } from './active-parts.ts';

/** Maximum length kept of one field or formula, characters; longer text is truncated. */
const HELD = 100_000;

/** `QUOTE 68 68 69` spells a word by character codes. */
const quoted = (text: string) =>
  text.replaceAll(/QUOTE((?:\s+\d{1,5})+)/gi, (_, codes: string) =>
    codes
      .trim()
      .split(/\s+/)
      .map((code) => String.fromCharCode(Number(code)))
      .join(''),
  );

/** Word field that starts another program: `DDE` at the start, or `DDEAUTO` anywhere, even when split into runs. */
function isStartingField(text: string): boolean {
  const plain = quoted(text);
  return /^[\s"]*DDE[\s"\\]/i.test(`${plain} `) || /DDEAUTO/i.test(plain.replaceAll(/[\s"]/g, ''));
}

/** Excel formula that calls another program: `program|'topic'!item`, outside string literals. */
const isStartingFormula = (text: string) => /(?:^|[^\w'"])\w[\w.]*\|[^|]*!/.test(text.replaceAll(/"[^"]*"/g, ''));

/**
 * Detects what a Word or Excel part starts on opening: DDE in fields, formulas and links, and macro sheets under another name.
 * @throws RefusedFile
 */
export function startingParts(): XmlVisitor {
  let field = '';
  let formula = '';
  /** Open fields. A nested field is part of the outer field's text. */
  let fields = 0;
  let reads: 'field' | 'formula' | undefined;
  const endField = () => {
    if (isStartingField(field)) throw new RefusedFile('active-content');
    field = '';
  };
  const value = ({ attributes }: SaxesTagNS, name: string) =>
    Object.values(attributes).find((attribute) => attribute.local === name)?.value ?? '';
  return {
    open: (tag, depth) => {
      const { local } = tag;
      if (depth === 1 && MACRO_ROOTS.has(local.toLowerCase())) throw new RefusedFile('macros');
      if (local === 'ddeLink' || local === 'oleLink') throw new RefusedFile('active-content');
      if (local === 'instrText' || local === 'delInstrText') reads = 'field';
      if (local === 'f' || local === 'definedName') {
        reads = 'formula';
        formula = '';
      }
      if (local === 'fldSimple' && isStartingField(value(tag, 'instr'))) throw new RefusedFile('active-content');
      if (local === 'fldChar') {
        const kind = value(tag, 'fldCharType');
        if (kind === 'begin') fields += 1;
        if (kind === 'end') fields -= 1;
        if (fields <= (kind === 'begin' ? 1 : 0) && kind !== 'separate') endField();
      }
    },
    text: (text) => {
      if (reads === 'field' && field.length < HELD) field += text;
      if (reads === 'formula' && formula.length < HELD) formula += text;
    },
    close: (_, depth) => {
      if (reads === 'formula' && isStartingFormula(formula)) throw new RefusedFile('active-content');
      reads = undefined;
      if (depth === 1) endField();
    },
  };
}
