import { fifoCases } from './fifo.ts';
import { messagesCases } from './messages.ts';
import type { QueueCase } from './place.ts';
import { receivingCases } from './receiving.ts';

/** Every case of SQS. */
export const queueCases: readonly QueueCase[] = [...messagesCases, ...receivingCases, ...fifoCases];
