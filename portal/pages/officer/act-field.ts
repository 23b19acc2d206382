import type { Answer } from '../../client/routes.ts';
import type { Texts } from '../../texts/texts.ts';

export type View = Answer<'readDossier'>;
export type Offered = View['actions'][number];
export type Choices = NonNullable<Offered['choices']>;
export type Values = Readonly<Record<string, string>>;

/** What a form is about, and how its sentences and amounts are written. */
export type Asked = {
  readonly choices: Choices;
  readonly dossier: View;
  readonly t: Texts;
  readonly money: (amount: number) => string;
};

type Named = { readonly id: string; readonly label: string; readonly initial?: string };

/** What a person fills in for one act. `counts`: several numbers of one thing; `told`: nothing to fill in. */
export type ActField =
  | (Named & { readonly kind: 'line' | 'long' | 'count' | 'moment' })
  | (Named & {
      readonly kind: 'choice';
      readonly options: readonly { readonly value: string; readonly text: string }[];
    })
  | (Named & { readonly kind: 'counts'; readonly parts: readonly { readonly id: string; readonly label: string }[] })
  | (Named & { readonly kind: 'told' });

/** Fields that hold one value each. */
export const singles = (fields: readonly ActField[]): readonly { readonly id: string; readonly initial: string }[] =>
  fields.flatMap((field) => {
    if (field.kind === 'told') return [];
    if (field.kind === 'counts') return field.parts.map(({ id }) => ({ id, initial: '0' }));
    const first = field.kind === 'choice' ? field.options[0]?.value : undefined;
    return [{ id: field.id, initial: field.initial ?? first ?? '' }];
  });

/** A number that was typed; 0 for nothing. What is no number stays one for the API to refuse, never another number. */
export const numberOf = (text = ''): number => (text.trim() === '' ? 0 : Number(text.replaceAll(/[.\s]/g, '')));
