import { join } from 'node:path';

type FunctionDeclaration = {
  /** Folder below `functions/`. */
  readonly folder: string;
  /**
   * `api`: behind the HTTP API, its folder also has a `routes.ts`. `consumer`: subscribes to the province's events.
   * `worker`: fed by other queues, rules, a stream or a schedule.
   */
  readonly kind: 'api' | 'consumer' | 'worker';
};

/** Every function, by the name under which it is bundled and deployed. */
export const FUNCTIONS = {
  intake: { folder: 'dossiers/intake', kind: 'api' },
  'dossier-reading': { folder: 'dossiers/reading', kind: 'api' },
  documents: { folder: 'documents/tickets', kind: 'api' },
  'document-verification': { folder: 'documents/verification', kind: 'worker' },
  'draft-removal': { folder: 'documents/drafts', kind: 'consumer' },
  actions: { folder: 'dossiers/actions', kind: 'api' },
  office: { folder: 'dossiers/office', kind: 'api' },
  lookup: { folder: 'dossiers/lookup', kind: 'api' },
  payments: { folder: 'payments/start', kind: 'api' },
  'payment-webhook': { folder: 'payments/webhook', kind: 'api' },
  'postal-orders': { folder: 'postal/orders', kind: 'consumer' },
  'postal-webhook': { folder: 'postal/webhook', kind: 'api' },
  'national-portal-inbound': { folder: 'national-portal/inbound', kind: 'api' },
  'inbound-files': { folder: 'national-portal/files', kind: 'worker' },
  transitions: { folder: 'dossiers/transitions', kind: 'worker' },
  deadlines: { folder: 'dossiers/deadlines', kind: 'worker' },
  'event-relay': { folder: 'relay', kind: 'worker' },
  'national-portal-sync': { folder: 'national-portal/sync', kind: 'consumer' },
  'webhook-endpoints': { folder: 'webhooks/endpoints', kind: 'api' },
  'webhook-delivery': { folder: 'webhooks/delivery', kind: 'consumer' },
  notifications: { folder: 'notifications/notices', kind: 'consumer' },
  'mail-feedback': { folder: 'notifications/channels/mail/feedback', kind: 'worker' },
  forms: { folder: 'forms/issuing', kind: 'consumer' },
  'figures-projection': { folder: 'figures/projection', kind: 'consumer' },
  figures: { folder: 'figures/reading', kind: 'api' },
  'search-projection': { folder: 'search/projection', kind: 'consumer' },
  search: { folder: 'search/reading', kind: 'api' },
  people: { folder: 'people', kind: 'api' },
  session: { folder: 'sessions', kind: 'api' },
  catalogue: { folder: 'catalogue', kind: 'api' },
  openapi: { folder: 'openapi', kind: 'api' },
} as const satisfies Record<string, FunctionDeclaration>;
export type FunctionName = keyof typeof FUNCTIONS;
type NameOf<K extends FunctionDeclaration['kind']> = {
  [N in FunctionName]: (typeof FUNCTIONS)[N]['kind'] extends K ? N : never;
}[FunctionName];
export type ApiFunctionName = NameOf<'api'>;
export type ConsumerName = NameOf<'consumer'>;

export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as readonly FunctionName[];
export const API_FUNCTION_NAMES = FUNCTION_NAMES.filter(
  (name): name is ApiFunctionName => FUNCTIONS[name].kind === 'api',
);
export const CONSUMER_NAMES = FUNCTION_NAMES.filter(
  (name): name is ConsumerName => FUNCTIONS[name].kind === 'consumer',
);

/** A file of a function. @param root folder of all functions */
export const fileOf = (root: string, name: FunctionName, file: string): string =>
  join(root, FUNCTIONS[name].folder, file);
