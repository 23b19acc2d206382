import { Logger } from '@aws-lambda-powertools/logger';
import { correlationId } from './correlation.ts';

/** Fields of every log line. */
class CorrelatedLogger extends Logger {
  protected override createAndPopulateLogItem(...[level, input, extra]: LogItemInput) {
    const more = [{ correlationId: correlationId() }, ...extra] as typeof extra;
    return super.createAndPopulateLogItem(level, input, more);
  }
}
type LogItemInput = Parameters<Logger['createAndPopulateLogItem']>;

/** Structured JSON log of one function. Codes, identifiers and moments only: no personal data, no bodies, no URLs. */
export function createLogger(service: string): Logger {
  return new CorrelatedLogger({ serviceName: service });
}
