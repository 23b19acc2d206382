import type { Answer, Answers } from '../../../shared/procedure/declaration/answers.ts';
import type { Declaration, Prefill, Question } from '../../../shared/procedure/declaration/schema.ts';

/** What is known of a person of the dossier: the sign-in vouches for name and number. */
export type Known = {
  readonly name: string;
  readonly identity: { readonly type: string; readonly number?: string | undefined; readonly country?: string };
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
};

/** @param filer absent: the owner files */
export function prefilled(
  { pages }: Pick<Declaration, 'pages'>,
  { owner, filer = owner }: { readonly owner: Known; readonly filer?: Known | undefined },
): Answers {
  const answers: Record<string, Answer> = {};
  for (const question of pages.flatMap(({ questions }) => questions)) {
    if (question.prefill === undefined) continue;
    const person = question.prefill.startsWith('owner-') ? owner : filer;
    const known = knownFor(question, question.prefill, person);
    if (known !== undefined) answers[question.question] = known;
  }
  return answers;
}

function knownFor(question: Question, prefill: Prefill, person: Known): Answer | undefined {
  if (prefill.endsWith('-name')) return person.name;
  if (prefill.endsWith('-phone')) return person.phone;
  if (prefill.endsWith('-email')) return person.email;
  const { type, number, country } = person.identity;
  if (question.type !== 'person-identity' || number === undefined) return undefined;
  const known = question.types.find((one) => one === type);
  if (known === undefined) return undefined;
  return { type: known, number, ...(known === 'passport' && country !== undefined && { country }) };
}
