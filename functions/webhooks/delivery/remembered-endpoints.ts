import type { Endpoint } from '../endpoint.ts';
import type { EndpointFare } from '../endpoint-fare.ts';

export type SenderEndpoints = Omit<EndpointFare, 'all'> & {
  list(agencyId: string): Promise<readonly Endpoint[]>;
  get(agencyId: string, endpointId: string): Promise<Endpoint | undefined>;
};

export type RememberedEndpoints = SenderEndpoints & {
  /** Call before each batch: everything read after this call is newer than the events of the batch. */
  forget(): void;
};

/**
 * Cache of all agencies' endpoints, read in one request per batch. Endpoints changed by this worker are read again, so that an
 * endpoint that has just answered 410 is not called for the next message.
 */
export function rememberedEndpoints(fare: EndpointFare): RememberedEndpoints {
  let known: Promise<readonly Endpoint[]> | undefined;

  async function list(agencyId: string): Promise<readonly Endpoint[]> {
    const reading = known ?? fare.all();
    known = reading;
    try {
      return (await reading).filter((one) => one.agencyId === agencyId);
    } catch (error) {
      if (known === reading) known = undefined;
      throw error;
    }
  }

  const renewed = async <T>(change: Promise<T>): Promise<T> => {
    try {
      return await change;
    } finally {
      known = undefined;
    }
  };

  return {
    list,
    get: async (agencyId, endpointId) => (await list(agencyId)).find((one) => one.endpointId === endpointId),
    disable: (endpoint, disabling) => renewed(fare.disable(endpoint, disabling)),
    noteFailure: (endpoint, at) => renewed(fare.noteFailure(endpoint, at)),
    noteSuccess: (endpoint) => renewed(fare.noteSuccess(endpoint)),
    forget: () => {
      known = undefined;
    },
  };
}
