import { mayAsk, type QueuedCommand, type ReceivedCommand } from '../../../shared/platform/queues/command-queue.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';

/** Name prefix of all functions of all provinces. */
const FUNCTIONS = 'motcua-';
/** This function parks messages that it cannot handle; a redriven message may carry its name as the sender. */
const PARKS = 'transitions';

/**
 * Checks that a command was sent by its declared source and that this source may send it. SQS sets the sender id: for a role,
 * the role id, a colon and the session name. For a function the session name is the function name, set by Lambda, so one
 * function cannot impersonate another. Operators are allowed: anyone who may send to the queue manually redrives dead letters
 * or sends a message from the runbook. An emulator sets the account, which proves nothing. The content of a command comes from
 * rows in any case.
 * @throws PermanentError `sender-unknown`, `sender-not-source`, `command-not-of-source`
 */
export function checkOrigin(received: ReceivedCommand, senderId: string | undefined, province: string): QueuedCommand {
  if (senderId === undefined) throw new PermanentError('sender-unknown');
  const [, session = ''] = senderId.split(':');
  const speaksFor = [received.from, PARKS].map((name) => `${FUNCTIONS}${province}-${name}`);
  if (session.startsWith(FUNCTIONS) && !speaksFor.includes(session)) throw new PermanentError('sender-not-source');
  if (!mayAsk(received)) throw new PermanentError('command-not-of-source');
  return received;
}
