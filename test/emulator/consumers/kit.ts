import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { call } from '../../../infra/local/call.ts';
import { deadLettersOf } from '../../../infra/queue-names.ts';
import type { Opening } from '../../../local/demo/opening.ts';
import { Walk } from '../../../local/demo/walk.ts';
import { LOCAL_ACCOUNT } from '../../../local/launcher/deploy/environment.ts';
import type { HeldMessage } from '../../../local/launcher/emulator/emulator.ts';
import { environment, eventually, sqs, stage, windows } from '../kit.ts';

/**
 * Everything a queue holds, seen without receiving it: files that run side by side share the dead-letter queues, and a
 * receive would hide one file's messages from the other.
 */
export async function peek(url: string): Promise<readonly HeldMessage[]> {
  return [...(await windows.queues(environment.endpoint, url)).values()].flat();
}

/** Address of any queue of the province. */
export const urlOf = (name: string) =>
  `${environment.endpoint}/${LOCAL_ACCOUNT}/motcua-${environment.province}-${name}`;

/** Messages of a consumer's dead-letter queue that hold a text, with the cause each was parked for. */
export async function parked(consumer: string, holding: string) {
  const messages = (await peek(urlOf(deadLettersOf(consumer)))).filter(({ Body }) => Body.includes(holding));
  return messages.map(({ Body, MessageAttributes }) => ({ body: Body, cause: MessageAttributes.cause?.StringValue }));
}

/** Waits for such a message. @returns the cause it was parked for */
export async function causeOf(consumer: string, holding: string): Promise<string | undefined> {
  await eventually(`a message parked by ${consumer}`, async () => (await parked(consumer, holding)).length > 0);
  return (await parked(consumer, holding))[0]?.cause;
}

/** Puts a message on a consumer's queue, as a component of the province (or an operator's mistake) would. */
export async function put(queue: string, body: unknown, group: string = randomUUID()): Promise<void> {
  const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
  const fifo = queue.endsWith('.fifo') && { MessageGroupId: group, MessageDeduplicationId: randomUUID() };
  await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(queue), MessageBody, ...fifo }));
}

/** What the bus puts on a consumer's queue for one event. */
export const changeNotification = (dossierId: string, version: number, type = 'submitted') => ({
  source: 'motcua',
  'detail-type': `motcua.dossier.${type}.v1`,
  detail: {
    specversion: '1.0',
    id: `${dossierId}:${version}`,
    source: `motcua/${environment.province}`,
    type: `motcua.dossier.${type}.v1`,
    subject: dossierId,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data: { dossierId },
  },
});

/** Ends a function's warm sandboxes, so that the next call starts cold and reads its secrets again. */
export async function coldStart(name: string): Promise<void> {
  await configure(name, {});
}

/** Changes variables of a function's environment, or replaces all of it. @returns the environment as it was */
export async function configure(
  name: string,
  change: Readonly<Record<string, string>>,
  replace = false,
): Promise<Record<string, string>> {
  const path = `/2015-03-31/functions/motcua-${environment.province}-${name}/configuration`;
  const answer = JSON.parse(await call(environment, 'lambda', { method: 'GET', path }));
  const before = answer.Environment.Variables as Record<string, string>;
  const Variables = replace ? change : { ...before, ...change };
  const body = JSON.stringify({ Environment: { Variables } });
  await call(environment, 'lambda', { method: 'PUT', path, body });
  return before;
}

/** A dossier that lies at the reception. The reception files it, so that there are no papers to wait for. */
export const filed = (plan: Opening['plan'], citizen: string, more: Partial<Opening> = {}) =>
  new Walk(stage, { plan, channel: 'direct', citizen, ...more }).file();

export const typesOf = async (walk: Walk) => (await walk.timeline()).map(({ type }) => type);

type Faulty = 'national-portal' | 'payments' | 'post' | 'agency';

/** Makes a partner fail during some work, and heals it afterwards in any case. */
export async function withFaults<T>(partner: Faulty, faults: object, work: () => Promise<T>): Promise<T> {
  await stage.control(partner, 'faults', faults);
  try {
    return await work();
  } finally {
    await stage.control(partner, 'faults', {});
  }
}

/** Waits until a consumer is done with every message of its queue that holds a text; one in flight is not done. */
export const handled = (queue: string, holding: string) =>
  eventually(`${queue} is done`, async () => !(await peek(urlOf(queue))).some(({ Body }) => Body.includes(holding)));
