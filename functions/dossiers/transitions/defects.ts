import type { Logger } from '@aws-lambda-powertools/logger';
import { isDefect, PermanentError } from '../../../shared/platform/queues/permanent.ts';
import type { Consumer } from '../../../shared/platform/queues/queue-consumer.ts';

/**
 * For a FIFO queue, which blocks a message group while one of its messages fails. A message that fails because of a bug of ours
 * is retried once immediately and then parked, so that later messages do not wait for redeliveries that fail the same way.
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
