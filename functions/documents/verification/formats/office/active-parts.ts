import type { DocumentRefusal } from '../../../../../shared/documents/refusals.ts';

type Rule = readonly [RegExp, DocumentRefusal];

/**
 * Content types of parts with active content; matched by type, not by part name (ECMA-376 and Microsoft's [MS-OFFMACRO2],
 * [MS-OE376]).
 */
export const ACTIVE_TYPES: readonly Rule[] = [
  [/macroenabled|vbaproject|vbadata|vba\b|macrosheet/i, 'macros'],
  [/activex|webextension|customui|dialogsheet/i, 'active-content'],
  [/oleobject/i, 'embedded-files'],
];

/** Last segment of a relationship type: a part may hide its content type, but not how it is used. */
export const ACTIVE_RELATIONS: readonly Rule[] = [
  [/vbaproject|wordvbadata|macrosheet/i, 'macros'],
  [/^(?:control|activex\w*|webextension\w*|customui|ui|afchunk|dialogsheet)$/i, 'active-content'],
  [/^oleobject$/i, 'embedded-files'],
];

/** Root elements of macro sheets. */
export const MACRO_ROOTS: ReadonlySet<string> = new Set(['macrosheet']);

export function refusalOf(rules: readonly Rule[], text: string): DocumentRefusal | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}
