import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Loaded } from '../client/use-call.ts';
import { TextField } from './field.tsx';
import { Failed, Loading } from './problem.tsx';

/**
 * A field for what a person looks for, and the list of what was found. The words are in the address, so that Back and a link to it
 * work.
 */
export function SearchList<T>({
  path,
  label,
  hint,
  button,
  found,
  count,
  children,
}: {
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
  readonly button: string;
  readonly found: Loaded<{ readonly items: readonly T[] }> & { readonly again: () => void };
  /** How many there are, in words. */
  readonly count: (items: number) => string;
  readonly children: (item: T) => ComponentChildren;
}) {
  const { query, route } = useLocation();
  const [words, setWords] = useState(query.q ?? '');
  return (
    <>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            route(`${path}?q=${encodeURIComponent(words.trim())}`);
          }}
        >
          <TextField
            id="q"
            label={label}
            {...(hint !== undefined && { hint })}
            value={words}
            set={setWords}
            width={30}
          />
          <button type="submit" class="govuk-button">
            {button}
          </button>
        </form>
      </search>
      {found.state === 'loading' && <Loading />}
      {found.state === 'failed' && <Failed error={found.error} again={found.again} />}
      {found.state === 'loaded' && (
        <>
          <p class="govuk-body" role="status">
            {count(found.answer.items.length)}
          </p>
          {found.answer.items.map(children)}
        </>
      )}
    </>
  );
}
