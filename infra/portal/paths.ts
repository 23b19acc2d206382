/** What the API answers on the portal's origin, each with everything below it; the rest are pages. */
export const API_PATHS = ['/v1', '/session', '/webhooks', '/openapi.json'] as const;

/** @param path without its query */
export const isApi = (path: string): boolean => API_PATHS.some((one) => path === one || path.startsWith(`${one}/`));

/** Hashed files never change; the page that names them is asked for each time. */
export const cacheControl = (path: string): string =>
  path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

/** A path of the application, not of a built file: answered with its one page. */
export const isPage = (path: string): boolean => !path.startsWith('/assets/');
