/** Every function there is: a folder below `functions/`, bundled and deployed under this name. */
export const FUNCTIONS = [
  'intake',
  'documents',
  'document-verification',
  'actions',
  'lookup',
  'payments',
  'payment-webhook',
  'postal-orders',
  'postal-webhook',
  'national-portal-inbound',
  'inbound-files',
  'transitions',
  'deadlines',
  'event-relay',
  'national-portal-sync',
  'webhook-endpoints',
  'webhook-delivery',
  'notifications',
  'mail-feedback',
  'forms',
  'figures-projection',
  'figures',
  'openapi',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Functions behind the HTTP API: their folders also have a `routes.ts`. */
export const API_FUNCTIONS = [
  'intake',
  'documents',
  'actions',
  'lookup',
  'payments',
  'payment-webhook',
  'postal-webhook',
  'national-portal-inbound',
  'webhook-endpoints',
  'figures',
  'openapi',
] as const satisfies readonly FunctionName[];
export type ApiFunctionName = (typeof API_FUNCTIONS)[number];
