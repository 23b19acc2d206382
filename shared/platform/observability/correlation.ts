import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids that an invocation has worked under, and the one it works under at this place. */
type Scope = { readonly id: string | undefined; readonly all: Set<string> };

const scopes = new AsyncLocalStorage<Scope>();

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A UUID in lower case, as RFC 9562 has it written; undefined for everything else, so that nothing else gets in. */
export function asCorrelationId(given: unknown): string | undefined {
  return typeof given === 'string' && UUID.test(given) ? given.toLowerCase() : undefined;
}

/** The id of what is being worked on, whoever asks: log lines, messages, events and calls to partners carry it. */
export const correlationId = (): string | undefined => scopes.getStore()?.id;

/** As a header of a call to a partner. */
export function correlationHeader(): Record<string, string> {
  const id = correlationId();
  return id === undefined ? {} : { 'X-Correlation-Id': id };
}

/** All that the invocation has worked under so far, separated by spaces; undefined for none. */
export const correlationIds = (): string | undefined => [...(scopes.getStore()?.all ?? [])].join(' ') || undefined;

/**
 * Works under an id; several where one piece of work serves several requests: the last of them goes on. Under none, the
 * work stays under the id it was called with. The outermost is the invocation.
 */
export function correlated<T>(ids: readonly (string | undefined)[], work: () => T): T {
  const outer = scopes.getStore();
  const all = outer?.all ?? new Set();
  const known = ids.filter((id) => id !== undefined);
  known.forEach(all.add, all);
  return scopes.run({ id: known.at(-1) ?? outer?.id, all }, work);
}
