import type { SaxesTagNS } from 'saxes';
import { RefusedFile } from '../refused-file.ts';
import type { XmlVisitor } from '../xml.ts';
import { MACRO_ROOTS } from './active-parts.ts';

/** Longest text of one field or formula that is held; a longer one is cut there. Characters. */
const HELD = 100_000;

/** `QUOTE 68 68 69` spells a word by the codes of its letters. */
const quoted = (text: string) =>
  text.replaceAll(/QUOTE((?:\s+\d{1,5})+)/gi, (_, codes: string) =>
    codes
      .trim()
      .split(/\s+/)
      .map((code) => String.fromCharCode(Number(code)))
      .join(''),
  );

/** A field of Word that starts another program: `DDE` first, `DDEAUTO` anywhere, however it is cut into pieces. */
function isStartingField(text: string): boolean {
  const plain = quoted(text);
  return /^[\s"]*DDE[\s"\\]/i.test(`${plain} `) || /DDEAUTO/i.test(plain.replaceAll(/[\s"]/g, ''));
}

/** A formula of Excel that asks another program: `program|'topic'!item`, outside of the strings in it. */
const isStartingFormula = (text: string) => /(?:^|[^\w'"])\w[\w.]*\|[^|]*!/.test(text.replaceAll(/"[^"]*"/g, ''));

/**
 * Looks for what a part of a Word document or a workbook starts when it is opened: DDE in fields, formulas and links, and
 * sheets of macros under another name.
 * @throws RefusedFile
 */
export function startingParts(): XmlVisitor {
  let field = '';
  let formula = '';
  /** Fields that are open. One within another is a piece of its text. */
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
