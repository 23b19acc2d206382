import type { DocumentRefusal } from '../../../../../shared/documents/refusals.ts';

type Rule = readonly [RegExp, DocumentRefusal];

/**
 * Content types of parts that act, by what they are and not by the name they go under (ECMA-376 and Microsoft's
 * [MS-OFFMACRO2], [MS-OE376]).
 */
export const ACTIVE_TYPES: readonly Rule[] = [
  [/macroenabled|vbaproject|vbadata|vba\b|macrosheet/i, 'macros'],
  [/activex|webextension|customui|dialogsheet/i, 'active-content'],
  [/oleobject/i, 'embedded-files'],
];

/** The last word of a relationship's type, likewise: a part may hide its content type, not what it is used for. */
export const ACTIVE_RELATIONS: readonly Rule[] = [
  [/vbaproject|wordvbadata|macrosheet/i, 'macros'],
  [/^(?:control|activex\w*|webextension\w*|customui|ui|afchunk|dialogsheet)$/i, 'active-content'],
  [/^oleobject$/i, 'embedded-files'],
];

/** Root elements of parts that are sheets of macros. */
export const MACRO_ROOTS: ReadonlySet<string> = new Set(['macrosheet']);

export function refusalOf(rules: readonly Rule[], text: string): DocumentRefusal | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}
