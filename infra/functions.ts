import { join } from 'node:path';

type FunctionDeclaration = {
  /** Below `functions/`. */
  readonly folder: string;
  /** It is behind the HTTP API: its folder also has a `routes.ts`. */
  readonly answersApi: boolean;
};

/** Every function there is, by the name under which it is bundled and deployed. */
export const FUNCTIONS = {
  intake: { folder: 'intake', answersApi: true },
  documents: { folder: 'documents', answersApi: true },
  'document-verification': { folder: 'document-verification', answersApi: false },
  actions: { folder: 'actions', answersApi: true },
  lookup: { folder: 'lookup', answersApi: true },
  payments: { folder: 'payments', answersApi: true },
  'payment-webhook': { folder: 'payment-webhook', answersApi: true },
  'postal-orders': { folder: 'postal-orders', answersApi: false },
  'postal-webhook': { folder: 'postal-webhook', answersApi: true },
  'national-portal-inbound': { folder: 'national-portal-inbound', answersApi: true },
  'inbound-files': { folder: 'inbound-files', answersApi: false },
  transitions: { folder: 'transitions', answersApi: false },
  deadlines: { folder: 'deadlines', answersApi: false },
  'event-relay': { folder: 'event-relay', answersApi: false },
  'national-portal-sync': { folder: 'national-portal-sync', answersApi: false },
  'webhook-endpoints': { folder: 'webhook-endpoints', answersApi: true },
  'webhook-delivery': { folder: 'webhook-delivery', answersApi: false },
  notifications: { folder: 'notifications', answersApi: false },
  'mail-feedback': { folder: 'mail-feedback', answersApi: false },
  forms: { folder: 'forms', answersApi: false },
  'figures-projection': { folder: 'figures-projection', answersApi: false },
  figures: { folder: 'figures', answersApi: true },
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
