import { useCallback, useEffect, useState } from 'preact/hooks';
import { useTexts } from '../texts/language.tsx';
import { ApiError, type Asked, call } from './call.ts';
import type { Answer, CallName } from './routes.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly answer: T }
  | { readonly state: 'failed'; readonly error: ApiError };

/** Reads once, and again when what is asked or the language changes; `again` reads once more and keeps the old answer meanwhile. */
export function useCall<N extends CallName>(
  name: N,
  asked: Asked<N> | undefined,
): Loaded<Answer<N>> & { readonly again: () => void } {
  const { language } = useTexts();
  const [loaded, setLoaded] = useState<Loaded<Answer<N>>>({ state: 'loading' });
  const [turn, setTurn] = useState(0);
  const key = JSON.stringify(asked);
  useEffect(() => {
    if (asked === undefined) return;
    let current = true;
    const show = (next: Loaded<Answer<N>>) => {
      if (current) setLoaded(next);
    };
    call(name, language, asked).then(
      (answer) => show({ state: 'loaded', answer }),
      (error: unknown) =>
        show({ state: 'failed', error: error instanceof ApiError ? error : new ApiError(0, 'unknown', '') }),
    );
    return () => {
      current = false;
    };
  }, [name, key, language, turn]);
  return { ...loaded, again: useCallback(() => setTurn((n) => n + 1), []) };
}
