import { mayAsk, type QueuedCommand, type ReceivedCommand } from '../../../shared/platform/queues/command-queue.ts';
import { PermanentError } from '../../../shared/platform/queues/permanent.ts';

/** What the names of all functions of all provinces begin with. */
const FUNCTIONS = 'motcua-';
/** This function parks what it cannot do; sent back from there, a message may bear its name. */
const PARKS = 'transitions';

/**
 * Whether a command comes from whom it says, and may come from there. SQS itself tells the sender: of a role it is its id
 * and, behind a colon, the name of the session, which for a function is the function's name and is set by Lambda alone. So
 * no function can speak for another one. Operators may: whoever may put a message on the queue by hand has sent back a dead
 * letter, or a message the runbook tells to send. An emulator names the account, which proves nothing; what a command says
 * lies in rows anyway.
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
