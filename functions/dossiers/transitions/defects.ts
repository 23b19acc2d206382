import type { Logger } from '@aws-lambda-powertools/logger';
import { isDefect, PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Consumer } from '../../../shared/platform/queues/queue-consumer.ts';

/**
 * For a queue that keeps an order and hands out nothing of a group while one of its messages fails: what fails by a defect
 * of ours is tried once more on the spot, and then parked, so that those behind it do not wait for receptions that end in
 * the same.
 */
export function defectsParked<M>(handle: Consumer<M>['handle'], logger: Logger): Consumer<M>['handle'] {
  return async (message, record, tally) => {
    try {
      await handle(message, record, tally);
    } catch (error) {
      if (!isDefect(error)) throw error;
      logger.error('message failed, tried once more', { messageId: record.messageId, error: error as Error });
      await handle(message, record, tally).catch((second: unknown) => {
        throw isDefect(second) ? new PermanentError(`defect-${nameOf(second)}`) : second;
      });
    }
  };
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error);
