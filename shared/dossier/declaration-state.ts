import type { Filed } from './declared.ts';
import type { Dossier } from './state.ts';

/** Components that exist in electronic form: as a file, or declared. */
export function componentsOnFile({ documents, declaration }: Pick<Dossier, 'documents' | 'declaration'>): Set<string> {
  const { draft, filed } = declaration ?? {};
  const declared = [filed, draft].filter((one) => one !== undefined && one.missing.length === 0);
  const files = documents.filter((document) => document.kind === 'component');
  return new Set([...files, ...declared].flatMap((one) => one?.component ?? []));
}

/** What is filed by a submission or a supplement; undefined without a declaration that is whole. */
export function filedNow({ declaration }: Dossier): Filed | undefined {
  const draft = declaration?.draft;
  return draft?.missing.length === 0 ? { number: draft.number, sha256: draft.sha256 } : undefined;
}

/** The declaration after its submission: from here on it does not change. */
export function withFiled(
  { declaration }: Dossier,
  filed: Filed | undefined,
  at: string,
): Pick<Dossier, 'declaration'> {
  const draft = declaration?.draft;
  if (filed === undefined || draft === undefined) return { declaration };
  return { declaration: { filed: { ...draft, filedAt: at } } };
}
