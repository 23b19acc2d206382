/** `__Host-` asks for Secure, Path=/ and no Domain. `Lax`: the provider's redirect back must bring the cookie. */
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** Value of a `Set-Cookie`. @param seconds absent: until the browser is closed */
export const cookie = (name: string, value: string, seconds?: number): string =>
  `${name}=${value}; ${ATTRIBUTES}${seconds === undefined ? '' : `; Max-Age=${seconds}`}`;

export const clearedCookie = (name: string): string => cookie(name, '', 0);
