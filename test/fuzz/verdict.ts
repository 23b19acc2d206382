import { type Failure, type Findings, textOf } from './report.ts';

/**
 * Rules that no schema can say, so that a request may agree with the schema and still be refused by them: by the `rule` of
 * the problem's `errors`, each with the reason. Every other refusal with 400 of what the schema allows is a failure.
 */
export const BEYOND_A_SCHEMA: Readonly<Record<string, string>> = {
  cursor: 'sealed, and bound to caller and list',
  'not-before-from': 'compares two fields',
  'after-from': 'compares two fields',
  'whole-months': 'compares two fields, and months have different last days',
  'max-366-days': 'compares two fields',
  'url-unresolvable': 'no address of the generator leads anywhere (hooks.py)',
  'tax-code-check-digit': 'a weighted sum of the other digits',
  'max-92-days-by-day': 'compares two fields, where a third one says so',
};

type Problem = { readonly errors?: readonly { readonly rule: string }[] };

function beyondASchema({ check, interaction }: Failure): boolean {
  if (check !== 'positive_data_acceptance' || interaction.response?.status_code !== 400) return false;
  try {
    const { errors = [] } = JSON.parse(textOf(interaction.response.content)) as Problem;
    return errors.length > 0 && errors.every(({ rule }) => rule in BEYOND_A_SCHEMA);
  } catch {
    return false;
  }
}

/** One failure of each kind, with how often it was met. */
export type Finding = Failure & { readonly times: number };

/** What of a role's findings is a defect: the same failure of an operation is told once, in its shortest request. */
export function defects({ failures }: Findings): readonly Finding[] {
  const kinds = new Map<string, Finding>();
  for (const failure of failures) {
    if (beyondASchema(failure)) continue;
    const status = failure.interaction.response?.status_code;
    const kind = `${failure.operation} ${failure.check} ${status} ${ruleOf(failure)}`;
    const known = kinds.get(kind);
    const shorter = known === undefined || sizeOf(failure) < sizeOf(known);
    kinds.set(kind, { ...(shorter ? failure : known), times: (known?.times ?? 0) + 1 });
  }
  return [...kinds.values()];
}

function ruleOf({ interaction }: Failure): string {
  try {
    const { errors = [] } = JSON.parse(textOf(interaction.response?.content)) as Problem;
    return errors.map(({ rule }) => rule).join();
  } catch {
    return '';
  }
}

const sizeOf = ({ interaction: { request } }: Failure) => request.uri.length + (request.body?.$base64.length ?? 0);
