import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useTexts } from '../texts/language.tsx';
import { call } from './call.ts';
import type { Answer } from './routes.ts';

/** Who is signed in with this browser. The cookie itself is never in reach of a script. */
export type Session = Answer<'whoAmI'>;

const context = createContext<Session | undefined>(undefined);

/** Undefined while it is being asked. */
export const useSession = (): Session | undefined => useContext(context);

export function SignedIn({ children }: { readonly children: ComponentChildren }) {
  const { language } = useTexts();
  const [session, setSession] = useState<Session>();
  useEffect(() => {
    call('whoAmI', language).then(setSession, () => setSession({ signedIn: false, reason: 'none' }));
  }, []);
  return <context.Provider value={session}>{children}</context.Provider>;
}

export const signInPath = (back: string): string => `/session/sign-in?return=${encodeURIComponent(back)}`;
