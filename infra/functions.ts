import { join } from 'node:path';

type FunctionDeclaration = {
  /** Below `functions/`. */
  readonly folder: string;
  /** It is behind the HTTP API: its folder also has a `routes.ts`. */
  readonly answersApi: boolean;
};

/** Every function there is, by the name under which it is bundled and deployed. */
export const FUNCTIONS = {
  intake: { folder: 'dossiers/intake', answersApi: true },
  documents: { folder: 'documents/tickets', answersApi: true },
  'document-verification': { folder: 'documents/verification', answersApi: false },
  actions: { folder: 'dossiers/actions', answersApi: true },
  lookup: { folder: 'dossiers/lookup', answersApi: true },
  payments: { folder: 'payments/start', answersApi: true },
  'payment-webhook': { folder: 'payments/webhook', answersApi: true },
  'postal-orders': { folder: 'postal/orders', answersApi: false },
  'postal-webhook': { folder: 'postal/webhook', answersApi: true },
  'national-portal-inbound': { folder: 'national-portal/inbound', answersApi: true },
  'inbound-files': { folder: 'national-portal/files', answersApi: false },
  transitions: { folder: 'dossiers/transitions', answersApi: false },
  deadlines: { folder: 'dossiers/deadlines', answersApi: false },
  'event-relay': { folder: 'relay', answersApi: false },
  'national-portal-sync': { folder: 'national-portal/sync', answersApi: false },
  'webhook-endpoints': { folder: 'webhooks/endpoints', answersApi: true },
  'webhook-delivery': { folder: 'webhooks/delivery', answersApi: false },
  notifications: { folder: 'notifications/notices', answersApi: false },
  'mail-feedback': { folder: 'notifications/channels/mail/feedback', answersApi: false },
  forms: { folder: 'forms/issuing', answersApi: false },
  'figures-projection': { folder: 'figures/projection', answersApi: false },
  figures: { folder: 'figures/reading', answersApi: true },
  openapi: { folder: 'openapi', answersApi: true },
} as const satisfies Record<string, FunctionDeclaration>;
export type FunctionName = keyof typeof FUNCTIONS;
export type ApiFunctionName = {
  [N in FunctionName]: (typeof FUNCTIONS)[N]['answersApi'] extends true ? N : never;
}[FunctionName];

export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as readonly FunctionName[];
export const API_FUNCTION_NAMES = FUNCTION_NAMES.filter((name): name is ApiFunctionName => FUNCTIONS[name].answersApi);

/** A file of a function. @param root folder of all functions */
export const fileOf = (root: string, name: FunctionName, file: string): string =>
  join(root, FUNCTIONS[name].folder, file);
