import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { deadLettersOf } from './queue-names.ts';

/** A queue and its dead-letter queue, by their names in the province: `transitions.fifo`. */
export type QueuePair = { readonly queue: string; readonly deadLetters: string };

/** The parts of a province, by the last segment of each physical name. */
export type Inventory = {
  readonly functions: readonly string[];
  readonly queues: readonly QueuePair[];
  /** All dead-letter queues, also those of sources other than queues. */
  readonly deadLetters: readonly string[];
};

/**
 * Reads the parts from the construct tree, so that code about "every queue" misses none.
 * @param prefix common prefix of all physical names of the province, `motcua-<slug>-`
 */
export function inventory(scope: IConstruct, prefix: string): Inventory {
  const nodes = scope.node.findAll();
  const ownName = (name: string | undefined): string => {
    if (!name?.startsWith(prefix)) throw new Error(`${name} is not a name of this province (${prefix}…)`);
    return name.slice(prefix.length);
  };
  const queues = nodes.filter((node) => node instanceof CfnQueue);
  const byRole = Map.groupBy(queues, ({ redrivePolicy }) => (redrivePolicy === undefined ? 'deadLetters' : 'queue'));
  const names = (role: 'queue' | 'deadLetters') => (byRole.get(role) ?? []).map(({ queueName }) => ownName(queueName));
  return {
    functions: nodes.filter((node) => node instanceof CfnFunction).map(({ functionName }) => ownName(functionName)),
    queues: names('queue').map((queue) => ({ queue, deadLetters: deadLettersOf(queue) })),
    deadLetters: names('deadLetters'),
  };
}
