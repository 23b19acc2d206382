import { HttpProblem, RejectedError } from '../../shared/http/problem.ts';
import type { Idempotency, Replay } from '../../shared/store/idempotency.ts';
import type { EndpointStore } from '../../shared/webhooks/endpoint-store.ts';

type FindReplay = (idempotency: Idempotency) => Promise<Replay<unknown> | undefined>;

/**
 * Answers a repeated request as the first time. The work of these routes is harmless when an interrupted request does
 * it once more, so its answer is kept after it; registration keeps it in the same write as the endpoint.
 */
export function idempotent(store: Pick<EndpointStore, 'remember'>, findReplay: FindReplay, clock: () => Date) {
  async function earlier<A>(idempotency: Idempotency): Promise<A | undefined> {
    const replay = await findReplay(idempotency);
    if (replay?.found === 'other') throw new RejectedError({ code: 'idempotency-key-reused' });
    return replay?.answer as A | undefined;
  }

  async function once<A>(idempotency: Idempotency, work: () => Promise<A>): Promise<A> {
    const known = await earlier<A>(idempotency);
    if (known !== undefined) return known;
    const answer = await work();
    await store.remember(idempotency, answer, clock().toISOString());
    return answer;
  }

  /** @param work writes the answer itself, and returns undefined when a twin of the request was faster. */
  once.inOwnTransaction = async <A>(idempotency: Idempotency, work: () => Promise<A | undefined>): Promise<A> => {
    const answer = (await earlier<A>(idempotency)) ?? (await work()) ?? (await earlier<A>(idempotency));
    if (answer === undefined) throw new HttpProblem('upstream-unavailable', [], { 'Retry-After': '1' });
    return answer;
  };

  return once;
}
