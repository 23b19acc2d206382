import { environment } from '../kit.ts';
import { configure } from './kit.ts';
import { type Answer, forward, startProxy, type Through } from './proxy.ts';

/** What happens to one `PutEvents` on its way to the bus. */
export type Fate =
  /** The bus answers 500 and has nothing. */
  | 'lost'
  /** The bus has the events, but the answer never comes: the relay does not know. */
  | 'taken-without-answer'
  /** The bus has all but the last entry, and says so. */
  | 'last-refused'
  | 'passed';

type Taken = { readonly Entries: readonly object[] };

/** A gateway between the relay and the bus, which does with each call what the test says, then lets everything through. */
export async function busGateway(fates: readonly Fate[]) {
  const waiting = [...fates];
  const seen: Fate[] = [];
  const sizes: number[] = [];

  async function refuseLast(call: Through, entries: readonly object[]): Promise<Answer> {
    const Entries = entries.slice(0, -1);
    const passed = { ...call, body: JSON.stringify({ Entries }) };
    const taken =
      Entries.length === 0 ? [] : (JSON.parse((await forward(environment.endpoint, passed)).body) as Taken).Entries;
    const body = { FailedEntryCount: 1, Entries: [...taken, { ErrorCode: 'ThrottlingException' }] };
    return { status: 200, body: JSON.stringify(body), type: 'application/x-amz-json-1.1' };
  }

  const proxy = await startProxy(environment.endpoint, async (call) => {
    const fate = waiting.shift() ?? 'passed';
    const { Entries } = JSON.parse(call.body) as Taken;
    seen.push(fate);
    sizes.push(Entries.length);
    if (fate === 'lost') return { status: 500, body: '{"__type":"InternalException"}' };
    if (fate === 'last-refused') return refuseLast(call, Entries);
    if (fate === 'passed') return undefined;
    await forward(environment.endpoint, call);
    return 'cut';
  });
  const before = await configure('event-relay', { AWS_ENDPOINT_URL_EVENTBRIDGE: proxy.url });
  return {
    seen,
    /** Entries of each call. */
    sizes,
    close: async () => {
      await configure('event-relay', before, true);
      proxy.close();
    },
  };
}
