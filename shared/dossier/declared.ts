import type { Dossier } from './state.ts';

/**
 * What the dossier knows of a declaration. Its answers are personal data and a row of their own (`shared/record/declaration-rows.ts`);
 * here is only their fingerprint.
 */
export type Declared = {
  /** 1 for the first; each one that is filed later, with a supplement, is the next. */
  readonly number: number;
  /** Of the stored answers, lower-case hex. */
  readonly sha256: string;
  /** Questions that still need an answer. */
  readonly missing: readonly string[];
  /** Who typed it. */
  readonly by: 'applicant' | 'reception';
  /** The component that it is filed for: absent where the procedure or the counter asks for a signed paper. */
  readonly component?: string | undefined;
};

/** The declaration that is being written, and the last one that was filed, which never changes. */
export type Declarations = {
  readonly draft?: (Declared & { readonly declaredAt: string }) | undefined;
  readonly filed?: (Declared & { readonly declaredAt: string; readonly filedAt: string }) | undefined;
};

/** What a submission or a supplement files. */
export type Filed = Pick<Declared, 'number' | 'sha256'>;

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
