import type { Grant } from '../constructs/grant.ts';
import { sends } from '../constructs/queue-worker.ts';
import type { Where } from './declaration.ts';

/** Sending commands to the command queue. */
export const commands = ({ worker }: Where): Grant => sends(worker('transitions').queue, 'COMMAND_QUEUE_URL');
