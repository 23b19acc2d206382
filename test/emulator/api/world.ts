import { randomUUID } from 'node:crypto';
import { PLANS } from '../../../local/demo/plans.ts';
import { people } from '../../../local/demo/stage.ts';
import { Walk } from '../../../local/demo/walk.ts';
import { stage } from '../kit.ts';
import { clientOf, OWNER } from './callers.ts';
import { RECEIVER } from './example-bodies.ts';

export const HANDLER = PLANS.birth.steps[0].officer;
export const LEADER = PLANS.birth.leader;
export const DESK = PLANS.birth.reception.officer;

type Opening = Partial<ConstructorParameters<typeof Walk>[1]>;

/** A birth registration of the owner, not opened yet. At the counter by default, which needs no files. */
export const walkOf = (opening: Opening = {}) =>
  new Walk(stage, { plan: 'birth', channel: 'direct', citizen: OWNER, ...opening });

/** Lies at the reception. */
export const filed = (opening?: Opening) => walkOf(opening).file();

/** Is with the ward's handler, in its first step. */
export async function inProcessing(opening?: Opening): Promise<Walk> {
  return (await (await filed(opening)).accept()).forwardTo(1);
}

/** Waits for the fee of its procedure. */
export const withFee = async (opening: Opening = { plan: 'household' }) => (await filed(opening)).requestFee();

export const versionOf = async (walk: Walk) => (await walk.read()).version;

/** In the description of this file's endpoints: other files register some for the same agency meanwhile. */
export const OURS = `Phần mềm ${randomUUID()}`;

/** A fresh endpoint of the ward of Đồng Hới. */
export async function newEndpoint(description = OURS): Promise<string> {
  const api = await clientOf('system, webhooks.manage');
  const body = { url: RECEIVER, description };
  return (await api.must('POST', '/v1/webhook-endpoints', { body })).endpointId as string;
}

type Listed = { readonly endpointId: string; readonly description: string };

/** Endpoints of this file. */
export async function ourEndpoints(): Promise<readonly Listed[]> {
  const api = await clientOf('system, webhooks.manage');
  const { items } = (await api.must('GET', '/v1/webhook-endpoints')) as { items: readonly Listed[] };
  return items.filter(({ description }) => description.startsWith(OURS));
}

export async function removeEndpoints(): Promise<void> {
  const api = await clientOf('system, webhooks.manage');
  for (const { endpointId } of await ourEndpoints()) await api.must('DELETE', `/v1/webhook-endpoints/${endpointId}`);
}

export const personCalled = (personId: string) => {
  const person = people.citizens.find((one) => one.personId === personId);
  if (person === undefined) throw new Error(`no person named ${personId}`);
  return person;
};
