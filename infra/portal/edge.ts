import { API_PATHS } from './paths.ts';

/**
 * What the distribution runs at its edge, as text: CloudFront Functions take nothing else. Every path of the application is
 * answered with its one page.
 */
export const ONE_PAGE = `function handler(event) {
  var request = event.request;
  if (!request.uri.startsWith('/assets/')) request.uri = '/index.html';
  return request;
}`;

/** The caller's address, under a name that the API reads. What a caller writes under it is replaced. */
export const tellAddress = (header: string): string => `function handler(event) {
  var request = event.request;
  request.headers['${header}'] = { value: event.viewer.ip };
  return request;
}`;

/** Patterns of CloudFront for what the API answers: `/session` alone, and everything below it. */
export const API_PATTERNS: readonly string[] = API_PATHS.flatMap((path) =>
  path.includes('.') ? [path] : [path, `${path}/*`],
);
