import type { ApiClient } from '../../../local/demo/api/client.ts';
import type { Opening } from '../../../local/demo/opening.ts';
import type { Stage } from '../../../local/demo/stage.ts';
import { Walk } from '../../../local/demo/walk.ts';
import { askedMeanwhile, receiverMoves, receiversFail, standIn, strangers, twins } from './errands-agencies.ts';
import { confirmMail, readRegister, takeOut, withoutMail } from './errands-papers.ts';
import { partnersErr } from './errands-partners.ts';
import { AS_THE_FRONT } from './front.ts';
import { until } from './wait.ts';

type Item = { readonly endpointId: string };

/** Ways through the API beside a dossier's own: reading lists and figures, managing endpoints, delegation, look-up. */
export async function errands(stage: Stage): Promise<void> {
  const walk = await new Walk(stage, {
    plan: 'birth',
    channel: 'direct',
    citizen: 'cong-dan-an',
  } satisfies Opening).file();
  await Promise.all([
    mindEndpoints(stage, walk.dossierId),
    readFigures(stage),
    readCatalogue(stage),
    readOwn(stage, walk),
    unreachable(stage, 'cong-dan-binh', 'khac@khong-co.example'),
    unreachable(stage, 'cong-dan-nam', 'ong@phan-nan.example'),
    confirmMail(stage),
    receiversFail(stage),
    receiverMoves(stage),
    askedMeanwhile(stage),
    twins(stage),
    strangers(stage),
    standIn(stage),
    takeOut(stage),
    withoutMail(stage),
    partnersErr(stage),
  ]);
  await walk.process();
  await readRegister(stage);
}

/** An agency's second system comes, listens for a while, changes its secret, has a dossier told again, and goes. */
async function mindEndpoints(stage: Stage, dossierId: string): Promise<void> {
  const api = await stage.as('phuong-dong-hoi');
  const body = { url: `${stage.environment.simulators.agency}/hooks/phuong`, description: 'Phần mềm phường' };
  const { endpointId, secret } = await api.must('POST', '/v1/webhook-endpoints', { body });
  const one = `/v1/webhook-endpoints/${endpointId}`;
  await stage.control('agency', 'endpoints', { path: 'phuong', secret });
  await api.must('GET', one);
  await api.must('POST', `${one}/test`);
  const rotated = await api.must('POST', `${one}/rotate-secret`);
  await stage.control('agency', 'endpoints', { path: 'phuong', secret: rotated.secret });
  await api.must('POST', `${one}/enable`);
  await api.must('POST', `${one}/replay`, { body: { dossierId, fromVersion: 1 } });
  await pages(api, `${one}/attempts?limit=1`);
  const { status } = await api.ask('DELETE', one);
  // The answer to the first try may have been lost; then there is nothing left to delete.
  if (status !== 204 && status !== 404) throw new Error(`deleting an endpoint was answered with ${status}`);
  const { items } = (await api.must('GET', '/v1/webhook-endpoints')) as { items: readonly Item[] };
  if (items.some((item) => item.endpointId === endpointId)) throw new Error('a deleted endpoint is listed');
}

async function readFigures(stage: Stage): Promise<void> {
  const api = await stage.as('quan-tri');
  const period = 'from=2026-03-01&to=2026-03-20&agencyId=H50';
  for (const by of ['', '&groupBy=agency', '&groupBy=field', '&groupBy=channel', '&groupBy=officer', '&groupBy=day']) {
    await api.must('GET', `/v1/figures?${period}${by}`);
  }
  await api.must('GET', '/v1/figures?from=2027-01-02&to=2027-01-03&agencyId=H50');
  await api.must('GET', `/v1/quality-index?${period}`);
  await api.must('GET', '/v1/public-figures?from=2026-02-01&to=2026-02-28');
  await api.must('GET', '/openapi.json');
}

async function readCatalogue(stage: Stage): Promise<void> {
  const api = await stage.as('cong-dan-an');
  await pages(api, '/v1/procedures?q=khai%20sinh&limit=1');
  await api.must('GET', '/v1/procedures/1.001193');
  await pages(api, '/v1/agencies?kind=reception&limit=100');
  await api.must('GET', '/v1/agencies/H50.20.1');
  await api.must('GET', '/v1/provinces/current');
}

async function readOwn(stage: Stage, walk: Walk): Promise<void> {
  const [citizen, reception] = [await stage.as('cong-dan-an'), await walk.reception()];
  await pages(citizen, '/v1/dossiers?limit=1');
  const { dossierCode } = await walk.read();
  await pages(reception, '/v1/inbox?agencyId=H50.20.1&limit=1');
  await pages(reception, `/v1/dossiers/${walk.dossierId}/timeline`);
  await reception.must('GET', `/v1/dossiers/${walk.dossierId}/times`);
  const { next } = await citizen.must('GET', '/v1/changes');
  await citizen.must('GET', `/v1/changes?since=${next}`);
  await reception.must('GET', `/v1/dossiers/${walk.dossierId}/documents`);
  await search(reception, walk);
  await reception.must('POST', '/v1/lookup', {
    headers: AS_THE_FRONT,
    body: { dossierCode, identity: { type: 'personal-id', number: walk.citizen.SoDinhDanh, country: 'VN' } },
  });
}

/** Reception finds the dossier by its code, its owner, and in the queue of what waits for it, however late that is. */
async function search(reception: ApiClient, walk: Walk): Promise<void> {
  const { dossierCode } = await walk.read();
  const identity = { type: 'personal-id', number: walk.citizen.SoDinhDanh };
  for (const criteria of [
    { code: dossierCode },
    { identity },
    { name: walk.citizen.HoVaTen },
    { queue: 'reception' },
  ]) {
    const body = { agencyId: 'H50.20.1', ...criteria };
    const shown = async () => {
      const { items } = await reception.must('POST', '/v1/dossiers/search?limit=100', { body });
      return (items as readonly { dossierId: string }[]).some(({ dossierId }) => dossierId === walk.dossierId);
    };
    if (!(await until(shown, { timeoutMs: 60_000 }))) throw new Error(`not found by ${Object.keys(criteria)}`);
  }
  await reception.must('GET', '/v1/queues');
  const { agencies } = (await reception.must('GET', '/v1/me')) as { agencies: readonly { agencyId: string }[] };
  for (const { agencyId } of agencies) await pages(reception, `/v1/agencies/${agencyId}/officers?limit=1`);
}

/** After so long it is known that a letter came back. Milliseconds. */
const KNOWN_MS = 70_000;

/** An e-mail bounces, or its recipient reports it as spam: the address gets no more e-mail. A wrong code confirms nothing. */
async function unreachable(stage: Stage, citizen: string, email: string): Promise<void> {
  const opening = { plan: 'birth', channel: 'online', citizen, email } as const;
  const walk = await new Walk(stage, opening).file();
  const { status } = await (await stage.as(citizen)).ask('PUT', '/v1/confirmed-mail', {
    body: { email, code: '00000000' },
  });
  if (status < 400 || status >= 500) throw new Error(`a wrong code was answered with ${status}`);
  await new Promise((resolve) => setTimeout(resolve, KNOWN_MS));
  await walk.process();
}

/** Reads a list to its end. */
async function pages(api: ApiClient, path: string): Promise<void> {
  let next: unknown;
  do {
    const more =
      next === undefined ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(String(next))}`;
    next = (await api.must('GET', `${path}${more}`)).next;
  } while (next !== undefined);
}
