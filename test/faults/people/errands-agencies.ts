import type { ApiClient } from '../../../local/demo/api/client.ts';
import type { Stage } from '../../../local/demo/stage.ts';
import { Walk } from '../../../local/demo/walk.ts';
import { MOVING } from '../app/addresses.ts';
import { until } from './wait.ts';

const WAITING = { timeoutMs: 60_000 };
const ENDPOINTS = '/v1/webhook-endpoints';

type Receiver = { readonly path: string; readonly one: string; readonly api: ApiClient };

/** Registers a receiver of the ward's at the agencies' simulator. */
async function receiver(stage: Stage, path: string, at = stage.environment.simulators.agency): Promise<Receiver> {
  const api = await stage.as('phuong-dong-hoi');
  const body = { url: `${at}/hooks/${path}`, description: 'Phần mềm phường' };
  const { endpointId, secret } = await api.must('POST', ENDPOINTS, { body });
  await stage.control('agency', 'endpoints', { path, secret });
  return { path, one: `${ENDPOINTS}/${endpointId}`, api };
}

const file = (stage: Stage) => new Walk(stage, { plan: 'birth', channel: 'direct', citizen: 'cong-dan-dung' }).file();

/**
 * A receiver says that it is gone, misses what happens, comes back and is told of it; another one fails for a while and is
 * told by notifications of its own.
 */
export async function receiversFail(stage: Stage): Promise<void> {
  const [gone, failing] = [await receiver(stage, 'phuong-bo'), await receiver(stage, 'phuong-loi')];
  await stage.control('agency', 'endpoints', { path: gone.path, behaviour: 'gone' });
  await stage.control('agency', 'endpoints', { path: failing.path, behaviour: 'error' });
  const walk = await file(stage);
  const disabled = await until(async () => (await gone.api.must('GET', gone.one)).status === 'disabled', WAITING);
  if (!disabled) throw new Error('a receiver that is gone is called on and on');
  await walk.accept();
  for (const { path } of [gone, failing]) await stage.control('agency', 'endpoints', { path, behaviour: 'ok' });
  await gone.api.must('POST', `${gone.one}/enable`);
  await (await (await walk.forwardTo()).complete()).returnResult();
  for (const one of [gone, failing]) {
    if (!(await until(() => wasTold(one, 'returned'), WAITING))) throw new Error(`${one.path} was not told of the end`);
    await one.api.ask('DELETE', one.one);
  }
}

async function wasTold({ api, one }: Receiver, of: string): Promise<boolean> {
  const { items } = await api.must('GET', `${one}/attempts?limit=100`);
  return (items as readonly { eventType: string; outcome: string }[]).some(
    ({ eventType, outcome }) => outcome === 'delivered' && eventType.includes(of),
  );
}

/**
 * A receiver whose name leads to where a function finds its own credentials when it is looked up once more. It is told of the end
 * at the address that was checked, or after it was refused for a while.
 */
export async function receiverMoves(stage: Stage): Promise<void> {
  const moving = await receiver(stage, 'phuong-doi-dia-chi', MOVING);
  await (await file(stage)).process();
  if (!(await until(() => wasTold(moving, 'returned'), WAITING))) throw new Error('a receiver that moves was not told');
  await moving.api.ask('DELETE', moving.one);
}

/** What is on its way at this moment is asked for once more. */
export async function askedMeanwhile(stage: Stage): Promise<void> {
  const slow = await receiver(stage, 'phuong-cham');
  await stage.control('agency', 'endpoints', { path: slow.path, behaviour: 'slow', slowMs: 4_000 });
  const walk = await file(stage);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await slow.api.must('POST', `${slow.one}/replay`, { body: { dossierId: walk.dossierId, fromVersion: 1 } });
  await stage.control('agency', 'endpoints', { path: slow.path, behaviour: 'ok' });
  await walk.process();
  if (!(await until(() => wasTold(slow, 'returned'), WAITING))) throw new Error(`${slow.path} was not told of the end`);
  await slow.api.ask('DELETE', slow.one);
}

/** A client that sends each request twice at once, with one key: it is done once, and both hear the same. */
export async function twins(stage: Stage): Promise<void> {
  const api = await stage.as('phuong-dong-hoi');
  const twice = async (method: string, path: string, body?: unknown) => {
    const idempotencyKey = crypto.randomUUID();
    const ask = () => api.must(method, path, { idempotencyKey, ...(body !== undefined && { body }) });
    const [one, other] = await Promise.all([ask(), ask()]);
    if (JSON.stringify(one) !== JSON.stringify(other)) throw new Error(`${method} ${path} was answered in two ways`);
    return one;
  };
  const url = `${stage.environment.simulators.agency}/hooks/phuong-doi`;
  const { endpointId, secret } = await twice('POST', ENDPOINTS, { url, description: 'Phần mềm phường' });
  await stage.control('agency', 'endpoints', { path: 'phuong-doi', secret });
  const one = `${ENDPOINTS}/${endpointId}`;
  await twice('POST', `${one}/test`);
  const rotated = await twice('POST', `${one}/rotate-secret`);
  await stage.control('agency', 'endpoints', { path: 'phuong-doi', secret: rotated.secret });
  await twice('POST', `${one}/enable`);
  await api.ask('DELETE', one);
}

/** A caller with a token that the identity provider never signed tries every route. */
export async function strangers(stage: Stage): Promise<void> {
  const { token } = await stage.as('quan-tri');
  const [, claims = '', signature = ''] = (token ?? '').split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'unknown-key' })).toString('base64url');
  const headers = { authorization: `Bearer ${header}.${claims}.${signature}` };
  const api = await stage.as('quan-tri');
  const id = '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b';
  for (const [method, path] of [
    ['GET', '/v1/dossiers'],
    ['GET', '/v1/inbox?agencyId=H50.20.1'],
    ['GET', `/v1/dossiers/${id}/documents`],
    ['POST', `/v1/dossiers/${id}/payments`],
    ['GET', '/v1/figures?from=2026-03-01&to=2026-03-20&agencyId=H50'],
    ['GET', ENDPOINTS],
    ['POST', '/webhooks/national-portal'],
  ] as const) {
    const { status } = await api.ask(method, path, { headers, ...(method === 'POST' && { body: {} }) });
    if (status !== 401) throw new Error(`a stranger at ${path} was answered with ${status}`);
  }
}

/** A transfer to a desk of the other level is refused, with the names of those that would do. */
async function transferWrongly(walk: Walk): Promise<void> {
  const body = { type: 'transfer', agencyId: 'H50.1', reason: 'Sai nơi nhận' };
  const { version: ifMatch } = await walk.read();
  const path = `/v1/dossiers/${walk.dossierId}/actions`;
  const { status } = await (await walk.reception()).ask('POST', path, { body, ifMatch });
  if (status !== 422) throw new Error(`a transfer to the wrong level was answered with ${status}`);
}

/** An officer is away, and a deputy acts; reception and a signer try a step of another agency. */
export async function standIn(stage: Stage): Promise<void> {
  const leader = await stage.as('lanh-dao-dong-hoi');
  const body = {
    agencyId: 'H50.20',
    officer: 'ho-tich-dang-nghi',
    delegate: 'ho-tich-dong-hoi',
    from: '2026-03-02T00:00:00.000Z',
    until: '2026-03-09T00:00:00.000Z',
    reason: 'Nghỉ phép',
  };
  await leader.must('PUT', '/v1/delegations', { body });
  await leader.must('GET', '/v1/delegations?agencyId=H50.20');
  // What was the work of a commune that was merged is handed over at its successor.
  const merged = { ...body, agencyId: 'H50.24', delegate: 'ho-tich-dong-ha' };
  const { agencyId } = await (await stage.as('lanh-dao-dong-ha')).must('PUT', '/v1/delegations', { body: merged });
  if (agencyId !== 'H50.21') throw new Error(`a delegation was entered at ${agencyId}`);
  const walk = await file(stage);
  await transferWrongly(walk);
  await (await walk.accept()).forwardTo(1);
  await walk.act('lanh-dao-dong-hoi', { type: 'assign', officer: 'ho-tich-dang-nghi' });
  const reception = await walk.reception();
  const [document] = (await walk.read()).documents;
  const documentId = document?.documentId ?? '7b1e4a52-6d0c-4f4e-9a3b-2c5d8e9f0a1b';
  const { version } = await walk.read();
  const { status } = await reception.ask('DELETE', `/v1/dossiers/${walk.dossierId}/documents/${documentId}`, {
    ifMatch: version,
  });
  if (status < 400 || status >= 500) throw new Error(`taking out what is not there was answered with ${status}`);
  await reception.change(walk.dossierId, '/withdrawal', { reason: 'Người nộp xin rút' });
  await walk.act('lanh-dao-dong-hoi', { type: 'decide-withdrawal', granted: false, reason: 'Đã xử lý' });
  for (const { stepId, agencyId } of walk.plan.steps.slice(1)) {
    await walk.act('ho-tich-dong-hoi', { type: 'forward', stepId, agencyId });
  }
  await (await walk.complete()).returnResult();
}
