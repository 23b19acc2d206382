import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

type Role = { readonly agencyId: string; readonly role: string };
/** Who is signed in with this browser. The cookie itself is never in reach of a script. */
export type Session =
  | { readonly signedIn: false }
  | {
      readonly signedIn: true;
      readonly kind: 'citizen' | 'officer';
      readonly name?: string;
      readonly roles: readonly Role[];
    };

const context = createContext<Session | undefined>(undefined);

/** Undefined while it is being asked. */
export const useSession = (): Session | undefined => useContext(context);

export function SignedIn({ children }: { readonly children: ComponentChildren }) {
  const [session, setSession] = useState<Session>();
  useEffect(() => {
    fetch('/session', { credentials: 'same-origin' })
      .then((answer) => (answer.ok ? (answer.json() as Promise<Session>) : { signedIn: false as const }))
      .catch(() => ({ signedIn: false as const }))
      .then(setSession);
  }, []);
  return <context.Provider value={session}>{children}</context.Provider>;
}

export const signInPath = (back: string): string => `/session/sign-in?return=${encodeURIComponent(back)}`;

/** Ends the session, then goes to the sign-out page of the identity provider. */
export async function signOut(): Promise<void> {
  const answer = await fetch('/session/sign-out', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'X-Requested-By': 'portal' },
  });
  const { signOutUrl = '/' } = answer.ok ? ((await answer.json()) as { signOutUrl?: string }) : {};
  location.assign(signOutUrl);
}
