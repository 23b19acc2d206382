import type { HandedOver } from '../../../shared/dossier/handed-over.ts';
import { type ActField, type Asked, numberOf, type Values } from './act-field.ts';

/** Forms of a paper that are counted at the counter; electronic ones are the files of the dossier. */
const FORMS = ['original', 'certifiedCopy', 'copy'] as const;

/** What was laid on the counter, or came by post. All counts begin at 0: the officer counts, the page does not guess. */
export function paperFields({ choices: { components = [], required = [] }, dossier, t }: Asked): readonly ActField[] {
  if (!required.includes('handedOver')) return [];
  return [
    ...components.map(({ component, name }) => ({
      ...{ id: `paper-${component}`, label: name, kind: 'counts' as const },
      parts: FORMS.map((form) => ({ id: `paper-${component}-${form}`, label: t.paperForms[form] })),
    })),
    { id: 'sets', label: t.sets, kind: 'count' as const, initial: '1' },
    ...(dossier.channel === 'postal'
      ? [
          { id: 'recordNumber', label: t.recordNumber, kind: 'line' as const },
          { id: 'signedAt', label: t.recordSignedAt, kind: 'moment' as const },
        ]
      : []),
  ];
}

/** The public postal carrier: the only one whose hand-over record counts (Decision 45/2016/QĐ-TTg). */
const CARRIER = 'vnpost';

export function handedOverOf(
  values: Values,
  { choices: { components = [], required = [] }, dossier }: Asked,
): { readonly handedOver?: HandedOver } {
  if (!required.includes('handedOver')) return {};
  const papers = components.flatMap(({ component }) => {
    const counts = FORMS.flatMap((form) => {
      const count = numberOf(values[`paper-${component}-${form}`]);
      return count === 0 ? [] : [[form, count] as const];
    });
    return counts.length === 0 ? [] : [{ component, ...Object.fromEntries(counts) }];
  });
  const { recordNumber = '', signedAt = '' } = values;
  // What the field gives is a moment of this desk; offices of Viet Nam are seven hours ahead, without summer time.
  const record = { recordNumber, signedAt: `${signedAt}:00+07:00`, carrier: CARRIER };
  return { handedOver: { papers, sets: numberOf(values.sets), ...(dossier.channel === 'postal' && { record }) } };
}
