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
