import type { Endpoint } from '../../shared/webhooks/endpoint.ts';
import type { EndpointStore } from '../../shared/webhooks/endpoint-store.ts';

export type SenderEndpoints = Pick<EndpointStore, 'get' | 'list' | 'disable' | 'noteFailure' | 'noteSuccess'>;

export type RememberedEndpoints = SenderEndpoints & {
  /** To be called before each batch: the events in it are older than whatever is read from then on. */
  forget(): void;
};

/**
 * The endpoints of an agency, read once for all messages of a batch. What this worker changes itself it reads again, so
 * that an endpoint which has just said that it is gone is not called by the next message.
 */
export function rememberedEndpoints(store: SenderEndpoints): RememberedEndpoints {
  const known = new Map<string, Promise<readonly Endpoint[]>>();

  function list(agencyId: string): Promise<readonly Endpoint[]> {
    const found = known.get(agencyId) ?? store.list(agencyId);
    known.set(agencyId, found);
    found.catch(() => known.delete(agencyId));
    return found;
  }

  const renewed = async <T>({ agencyId }: Endpoint, change: Promise<T>): Promise<T> => {
    try {
      return await change;
    } finally {
      known.delete(agencyId);
    }
  };

  return {
    list,
    get: async (agencyId, endpointId) => (await list(agencyId)).find((one) => one.endpointId === endpointId),
    disable: (endpoint, disabling) => renewed(endpoint, store.disable(endpoint, disabling)),
    noteFailure: (endpoint, at) => renewed(endpoint, store.noteFailure(endpoint, at)),
    noteSuccess: (endpoint) => renewed(endpoint, store.noteSuccess(endpoint)),
    forget: () => known.clear(),
  };
}
