import type { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { asCorrelationId, correlated, correlationIds } from './correlation.ts';

/** Event source of a function. */
type Kind = 'api' | 'queue' | 'stream' | 'schedule';

/**
 * Result of an invocation as a whole. `refused`: the caller's fault (4xx). `parked`: a message was sent to the dead-letter
 * queue and is not retried. `failed`: a retry follows, by the queue, the stream, the schedule or the caller.
 */
export type InvocationOutcome = 'done' | 'refused' | 'parked' | 'failed';

/** Codes, counts and identifiers only, as in every log line: no personal data, no bodies, no URLs. */
export type InvocationFacts = Readonly<Record<string, unknown>> & { readonly outcome?: InvocationOutcome };

let cold = true;

/**
 * Builds the handler of a function: the work, and one log line per invocation in every case, with its kind, outcome, duration
 * and the facts noted by the work. `docs/runbook.md` has the fields and the queries.
 * @param work notes facts as they become known; outcome `done` unless it notes another or throws
 */
export function invocation<E, R>(
  kind: Kind,
  logger: Logger,
  work: (event: E, context: Context, note: (facts: InvocationFacts) => void) => Promise<R>,
) {
  return middy<E, R>().handler((event, context) => {
    const started = performance.now();
    const first = cold;
    cold = false;
    let facts: InvocationFacts = {};
    const note = (more: InvocationFacts) => {
      facts = { ...facts, ...more };
    };
    // A scheduled invocation has no caller: its own id is the correlation id.
    const own = kind === 'schedule' ? asCorrelationId(context.awsRequestId) : undefined;
    return correlated([own], async () => {
      try {
        return await work(event, context, note);
      } catch (error) {
        note({ outcome: 'failed', error: error instanceof Error ? error.name : typeof error });
        throw error;
      } finally {
        const ms = Math.round(performance.now() - started);
        const which = { invocation: kind, invocationId: context.awsRequestId, ...(first && { cold: true }) };
        // The same field for an invocation with one request and with a batch.
        logger.info('invocation', { ...which, outcome: 'done', ms, ...facts, correlationId: correlationIds() });
      }
    });
  });
}
