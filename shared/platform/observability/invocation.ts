import type { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { asCorrelationId, correlated, correlationIds } from './correlation.ts';

/** What calls a function. */
type Kind = 'api' | 'queue' | 'stream' | 'schedule';

/**
 * What came of an invocation as a whole. `refused`: the caller's fault (4xx). `parked`: something lies with the dead
 * letters that nobody repeats. `failed`: something is to be repeated, by the queue, the stream, the schedule or the caller.
 */
export type InvocationOutcome = 'done' | 'refused' | 'parked' | 'failed';

/** Codes, counts and identifiers only, as in every line: no personal data, no bodies, no URLs. */
export type InvocationFacts = Readonly<Record<string, unknown>> & { readonly outcome?: InvocationOutcome };

let cold = true;

/**
 * Builds the handler of a function: the work, and one line for each invocation whatever comes of it, which says what kind
 * it was, what came of it, how long it took and what the work has noted. `docs/runbook.md` has the fields and the queries.
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
    // Nobody asked for what a schedule starts: its own id is where the trail begins.
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
        // One field under one name, whether an invocation served one request or a batch of them.
        logger.info('invocation', { ...which, outcome: 'done', ms, ...facts, correlationId: correlationIds() });
      }
    });
  });
}
