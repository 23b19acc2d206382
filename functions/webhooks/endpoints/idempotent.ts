import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import type { Idempotency, Replay } from '../../../shared/platform/table/idempotency.ts';
import type { EndpointStore } from '../endpoint-store.ts';

type FindReplay = (idempotency: Idempotency) => Promise<Replay<unknown> | undefined>;

/** The response, and headers that say whether it is a repetition. */
type Once<A> = { readonly answer: A; readonly headers: Readonly<Record<string, string>> };

const replayed = <A>(answer: A): Once<A> => ({ answer, headers: { 'Idempotency-Replayed': 'true' } });

/**
 * Returns the first response to a repeated request. The work of these routes is idempotent, so the response is stored after it;
 * registration stores it in the same transaction as the endpoint.
 */
export function idempotent(store: Pick<EndpointStore, 'remember'>, findReplay: FindReplay, clock: () => Date) {
  async function earlier<A>(idempotency: Idempotency): Promise<A | undefined> {
    const replay = await findReplay(idempotency);
    if (replay?.found === 'other') throw new RejectedError({ code: 'idempotency-key-reused' });
    return replay?.answer as A | undefined;
  }

  async function once<A>(idempotency: Idempotency, work: () => Promise<A>): Promise<Once<A>> {
    const known = await earlier<A>(idempotency);
    if (known !== undefined) return replayed(known);
    const answer = await work();
    if (await store.remember(idempotency, answer, clock().toISOString())) return { answer, headers: {} };
    // A concurrent request was faster: both return its response.
    return replayed((await earlier<A>(idempotency)) ?? answer);
  }

  /** @param work stores the response itself, and returns undefined when a concurrent request was faster */
  once.inOwnTransaction = async <A>(idempotency: Idempotency, work: () => Promise<A | undefined>): Promise<Once<A>> => {
    const known = await earlier<A>(idempotency);
    if (known !== undefined) return replayed(known);
    const answer = await work();
    if (answer !== undefined) return { answer, headers: {} };
    const twins = await earlier<A>(idempotency);
    if (twins === undefined) throw new HttpProblem('upstream-unavailable', [], { 'Retry-After': '1' });
    return replayed(twins);
  };

  return once;
}
