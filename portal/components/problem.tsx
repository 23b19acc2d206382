import { useEffect, useRef } from 'preact/hooks';
import type { ApiError } from '../client/call.ts';
import { signInPath } from '../client/session.tsx';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/texts.ts';

/** What went wrong, for the person: the API's own sentence, or ours where there was none. */
export const problemText = ({ code, message }: ApiError, t: Texts): string =>
  code === 'network' ? t.network : message === '' ? t.unknown : message;

/** Instead of what could not be read. */
export function Failed({ error, again }: { error: ApiError; again: () => void }) {
  const { t } = useTexts();
  if (error.status === 401) {
    return (
      <>
        <p class="govuk-body">{t.signInFirst}</p>
        <a class="govuk-button" href={signInPath(location.pathname)}>
          {t.signIn}
        </a>
      </>
    );
  }
  return (
    <div class="govuk-inset-text" role="alert">
      <p class="govuk-body">{problemText(error, t)}</p>
      <button type="button" class="govuk-button govuk-button--secondary" onClick={again}>
        {t.retry}
      </button>
    </div>
  );
}

export type FormProblem = { readonly field?: string; readonly message: string };

/** All problems of a form above it, each a link to its field; takes the focus when it appears. */
export function ErrorSummary({ problems }: { problems: readonly FormProblem[] }) {
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems]);
  if (problems.length === 0) return null;
  return (
    <div class="govuk-error-summary" ref={box} tabIndex={-1} role="alert">
      <h2 class="govuk-error-summary__title">{t.problem}</h2>
      <ul class="govuk-list govuk-error-summary__list">
        {problems.map(({ field, message }) => (
          <li key={field ?? message}>{field === undefined ? message : <a href={`#${field}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

export function Loading() {
  const { t } = useTexts();
  return (
    <p class="govuk-body loading" role="status">
      {t.loading}
    </p>
  );
}
