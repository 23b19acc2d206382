import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useTexts } from '../texts/language.tsx';

/**
 * One page: its title in the window, its heading, and the focus on it after a change of page, so that a screen reader begins
 * there and not at the link that was followed.
 */
export function Page({ title, lead, children }: { title: string; lead?: string; children: ComponentChildren }) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${t.service}`;
  }, [title, t]);
  useEffect(() => {
    if (heading.current !== null && hasNavigated) heading.current.focus();
    hasNavigated = true;
  }, []);
  return (
    <>
      <h1 class="govuk-heading-l" tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {lead !== undefined && <p class="govuk-body-l">{lead}</p>}
      {children}
    </>
  );
}

/** The first page keeps the focus where the browser puts it. */
let hasNavigated = false;
