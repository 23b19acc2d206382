import { AsyncLocalStorage } from 'node:async_hooks';

/** Correlation ids used by an invocation, and the current one in this scope. */
type Scope = { readonly id: string | undefined; readonly all: Set<string> };

const scopes = new AsyncLocalStorage<Scope>();

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A UUID in lower case (RFC 9562); undefined for any other input. */
export function asCorrelationId(given: unknown): string | undefined {
  return typeof given === 'string' && UUID.test(given) ? given.toLowerCase() : undefined;
}

/** The current correlation id: log lines, messages, events and calls to partners carry it. */
export const correlationId = (): string | undefined => scopes.getStore()?.id;

/** Header for calls to a partner. */
export function correlationHeader(): Record<string, string> {
  const id = correlationId();
  return id === undefined ? {} : { 'X-Correlation-Id': id };
}

/** All correlation ids of the invocation so far, separated by spaces; undefined for none. */
export const correlationIds = (): string | undefined => [...(scopes.getStore()?.all ?? [])].join(' ') || undefined;

/**
 * Runs work under a correlation id; with several ids (one task for several requests) the last one is used. Without an id the
 * current one is kept. The outermost scope is the invocation.
 */
export function correlated<T>(ids: readonly (string | undefined)[], work: () => T): T {
  const outer = scopes.getStore();
  const all = outer?.all ?? new Set();
  const known = ids.filter((id) => id !== undefined);
  known.forEach(all.add, all);
  return scopes.run({ id: known.at(-1) ?? outer?.id, all }, work);
}
