import type { SimulatorUrls } from '../../../local/launcher/partners.ts';

export const SLUG = 'quang-tri';
export const API_HOST = 'api.motcua.test';
export const ISSUER = 'https://identity.motcua.test';
/** Origin of the portal: nobody is there, people call the API. */
export const PORTAL = 'https://portal.motcua.test';
export const URLS: SimulatorUrls = {
  identity: ISSUER,
  'national-portal': 'http://127.0.0.1:20001',
  payments: 'http://127.0.0.1:20002',
  post: 'http://127.0.0.1:20003',
  agency: 'http://127.0.0.1:20004',
};
/** An agency's receiver under a name that leads elsewhere at the second look-up: `world/names.ts`. */
export const MOVING = 'https://doi-dia-chi.example';
/** Where the simulated people read their e-mails. */
export const MAILBOX = 'http://mailbox.test';
/** Key of every role, by which requests and addresses are signed. */
export const SECRET_KEY = 'world';
