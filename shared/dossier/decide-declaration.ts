import { evaluate } from '../procedure/declaration/evaluate.ts';
import { ANSWER_RULES } from '../procedure/declaration/faults.ts';
import type { Procedure } from '../procedure/schema.ts';
import { dayInVietNam } from '../time/viet-nam.ts';
import { accept, type Decision, type Refusal, reject, wrongStatus } from './decision.ts';
import type { Declared } from './declared.ts';
import { ownerOrReception } from './rights.ts';
import { ANYWHERE, type CommandOf, type Given, rule } from './rule.ts';
import type { Dossier } from './state.ts';
import { statusIs } from './status.ts';

export const DECLARATION_RULES = {
  declare: rule<'declare'>()({
    needs: () => ({ fingerprint: true }) as const,
    may: ownerOrReception,
    refuseNow: refuseDeclaring,
    ...ANYWHERE,
    decide: declare,
  }),
};

function refuseDeclaring(dossier: Dossier, _: Given, procedure: Procedure): Refusal | undefined {
  if (procedure.declaration === undefined) return reject('no-declaration');
  return statusIs(dossier.status, 'takesPapers') ? undefined : wrongStatus(dossier);
}

/** Saves the answers there are. An answer must be right, but need not be there before submission; no answers take it back. */
function declare(
  dossier: Dossier,
  { answers: given }: CommandOf<'declare'>,
  { now, actor, fingerprint }: Given<'fingerprint'>,
  { declaration }: Procedure,
): Decision {
  if (declaration === undefined) return reject('no-declaration');
  const { answers, faults, missing } = evaluate(declaration, given, dayInVietNam(now));
  if (faults.length > 0) {
    return reject('declaration-invalid', {
      faults: faults.map(({ field, rule: broken, message }) => ({ field: `answers.${field}`, rule: broken, message })),
    });
  }
  const number = (dossier.declaration?.filed?.number ?? 0) + 1;
  const text = JSON.stringify(answers);
  const kept = { number, answers: text };
  if (Object.keys(answers).length === 0) {
    return dossier.declaration?.draft === undefined ? accept() : { ...accept({ type: 'declared' }), kept };
  }
  const sha256 = fingerprint?.(text) ?? '';
  const by = actor.kind === 'citizen' ? 'applicant' : 'reception';
  const stands = by === 'applicant' && declaration.signature === 'electronic-identity';
  const declared: Declared = {
    ...{ number, sha256, by, missing: [...new Set(missing.map(({ question }) => question))] },
    ...(stands && { component: declaration.component }),
  };
  return { ...accept({ type: 'declared', declared }), kept };
}

/** A declaration that is begun is filed whole, or taken back. */
export function refuseIncomplete({ declaration }: Dossier): Refusal | undefined {
  const missing = declaration?.draft?.missing ?? [];
  if (missing.length === 0) return undefined;
  const message = ANSWER_RULES.required;
  return reject('declaration-incomplete', {
    faults: missing.map((question) => ({ field: `declaration.${question}`, rule: 'required', message })),
  });
}
