import { Logger } from '@aws-lambda-powertools/logger';

/** Structured JSON log of one function. Codes, identifiers and moments only: no personal data, no bodies, no URLs. */
export function createLogger(service: string): Logger {
  return new Logger({ serviceName: service });
}
