import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { EmulatorKind } from '../../../local/launcher/emulator/records.ts';

/** Who is asked: the simulated cloud, or an emulator. */
export type Asked = 'simulated' | EmulatorKind;

/** One thing that AWS is asked, and what it answers. */
export type Case<Place> = {
  readonly name: string;
  /** Page of AWS's documentation, or a source with AWS's recorded answer. */
  readonly source: string;
  /** Asks by the SDK's own clients. @returns what the answer is reduced to */
  readonly run: (place: Place) => Promise<unknown>;
  readonly aws: unknown;
  /** Who answers otherwise, in words and exactly: the day it answers as AWS does, the case fails and this goes. */
  readonly differs?: { readonly [asked in Asked]?: { readonly instead: string; readonly answers: unknown } };
  /** Why only the simulated cloud is tested: only there time and concurrency can be controlled. */
  readonly simulatedOnly?: string;
};

/** Time of the simulated cloud. Cases that use it are {@link Case.simulatedOnly}. */
export type Time = {
  readonly pass: (seconds: number) => Promise<void>;
  /** Seconds until an index, or a read without consistency, sees a write. */
  readonly lag: (seconds: number) => void;
};

/** What an emulator has in its place. */
export const REAL_TIME: Time = {
  pass: () => Promise.reject(new Error('time passes at will in the simulated cloud only')),
  lag: () => {
    throw new Error('time passes at will in the simulated cloud only');
  },
};

/** The expected answer. */
export function expected<Place>({ aws, differs }: Case<Place>, asked: Asked): unknown {
  const difference = differs?.[asked];
  return difference === undefined ? aws : difference.answers;
}

/** Names of a case in a report. */
export const titleOf = <Place>({ name, differs }: Case<Place>, asked: Asked): string =>
  differs?.[asked] === undefined ? name : `${name} (not here: ${differs[asked].instead})`;

type Wire = Readonly<Record<string, AttributeValue>>;
type Failure = Error & {
  readonly Item?: Wire;
  readonly CancellationReasons?: readonly { readonly Code?: string; readonly Item?: Wire }[];
};

/** An item that an error carries, without its partition key, which is another for each run. */
function plain(item: Wire): unknown {
  const { pk: _, ...fields } = typeof item.sk === 'string' ? item : unmarshall({ ...item });
  return fields;
}

/** How a call was refused: the error's name, with the reasons and the item that it carries. Accepted calls are told as well. */
export async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
    return 'accepted';
  } catch (error) {
    const { name, Item, CancellationReasons } = error as Failure;
    // Faults of the test itself are none of the service's answers.
    if (!('$metadata' in (error as object))) throw error;
    return {
      refused: name.replace(/^AWS\.SimpleQueueService\./, ''),
      ...(Item !== undefined && { item: plain(Item) }),
      ...(CancellationReasons !== undefined && {
        reasons: CancellationReasons.map(({ Code, Item: item }) => (item === undefined ? Code : [Code, plain(item)])),
      }),
    };
  }
}

export const INVALID = { refused: 'ValidationException' };
export const ACCEPTED = 'accepted';
