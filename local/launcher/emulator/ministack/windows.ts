import type { HeldMessage, Mail, Windows } from '../emulator.ts';

/** Account, region, queue address, messages. */
type Queues = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, HeldMessage[]>>>>>>;

export const MINISTACK_WINDOWS: Windows = {
  async mails(endpoint) {
    const answer = await fetch(`${endpoint}/_ministack/ses/messages`);
    const { messages } = (await answer.json()) as { messages: Record<string, Mail[]> };
    return Object.values(messages).flat();
  },
  async queues(endpoint, queue) {
    const query = queue === undefined ? '' : `?QueueUrl=${encodeURIComponent(queue)}`;
    const answer = await fetch(`${endpoint}/_ministack/sqs/messages${query}`);
    const { messages } = (await answer.json()) as { messages: Queues };
    const regions = Object.values(messages).flatMap(Object.values<Record<string, HeldMessage[]>>);
    return new Map(regions.flatMap(Object.entries<HeldMessage[]>));
  },
};
