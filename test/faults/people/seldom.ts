import { askTicket, smallPdf } from '../../../local/demo/api/upload.ts';
import type { Stage } from '../../../local/demo/stage.ts';
import { Walk } from '../../../local/demo/walk.ts';
import { objectKey } from '../../../shared/documents/object-key.ts';

const HOURS = 3_600_000;

/** The clocks of dossiers run meanwhile. */
const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Rare scenarios, which need permissions that nothing else uses: an opinion is pending while documents and a fee
 * are asked for, the step is assigned to an officer, reception adds and removes documents, a deadline is broken.
 * @returns the place of a file that was announced and never sent
 */
export async function seldom(stage: Stage): Promise<string> {
  const forgotten = await new Walk(stage, { plan: 'birth', channel: 'direct', citizen: 'cong-dan-an' }).file();
  await forgotten.accept();
  await forgotten.forwardTo(1);
  await twice(stage, forgotten);
  await flooded(stage);
  const walk = await new Walk(stage, { plan: 'criminal', channel: 'direct', citizen: 'cong-dan-an' }).file();
  await walk.accept();
  await walk.forwardTo(1);
  const handler = 'can-bo-cong-an-tinh';
  const question = { agencyId: 'H50.11', question: 'Có án tích không?', workingHours: 40 };
  await walk.act(handler, { type: 'ask-opinion', ...question });
  await walk.act(walk.plan.leader, { type: 'assign', officer: handler });
  await walk.act(handler, {
    type: 'request-supplement',
    items: [{ content: 'Bản sao căn cước', reason: 'Ảnh chụp bị mờ', guidance: 'Chụp lại rõ bốn góc' }],
  });
  await pass(3 * HOURS);
  await papersAtTheDesk(walk);
  await walk.supply('Đã nộp tại quầy');
  await walk.act(handler, { type: 'request-payment', assessment: walk.plan.charged });
  await pass(3 * HOURS);
  await walk.pay('platform');
  await walk.happened('payment-recorded');
  const { branches } = (await walk.read()) as unknown as { branches: readonly { branchId: string }[] };
  const answer = { branchId: branches[0]?.branchId, result: 'agreed', note: 'Không có' };
  await walk.act('can-bo-tai-chinh', { type: 'finish-branch', ...answer });
  await Promise.all([silence(walk, handler, question.agencyId), drafts(stage)]);
  return neverSent(stage);
}

/** The same applicant files once more, which reception closes as a duplicate. */
async function twice(stage: Stage, first: Walk): Promise<void> {
  const again = await new Walk(stage, { plan: 'birth', channel: 'direct', citizen: 'cong-dan-an' }).file();
  const { dossierCode: otherDossierCode } = await first.read();
  const ground = { ground: 'duplicate-dossier', legalGround: 'Điều 5 Luật Hộ tịch', otherDossierCode };
  await again.act(again.plan.reception.officer, { type: 'close', ...ground });
}

/** A leader decides on force majeure for an agency that holds nothing, and lifts it. */
async function flooded(stage: Stage): Promise<void> {
  const leader = await stage.as('lanh-dao-cong-an-tinh');
  const signed = { signedBy: 'Giám đốc Công an tỉnh', signedAt: '2026-03-02T08:00:00+07:00' };
  const decision = { suspensionId: 'ngap-lut', decision: '12/QĐ-UBND', reason: 'Ngập lụt', agencies: ['H50.31.45'] };
  await leader.must('POST', '/v1/suspensions', { body: { ...decision, ...signed } });
  await leader.must('GET', '/v1/suspensions');
  await leader.must('POST', '/v1/suspensions/ngap-lut/lift', { body: { decision: '15/QĐ-UBND', ...signed } });
}

/** An agency that never answers: by this procedure its silence is its consent, once its working hour is over. */
async function silence(walk: Walk, handler: string, agencyId: string): Promise<void> {
  await walk.act(handler, { type: 'ask-opinion', agencyId, question: 'Còn án tích không?', workingHours: 1 });
  for (let hours = 0; hours < 100; hours += 1) {
    await pass(HOURS);
    const { branches } = (await walk.read()) as unknown as { branches: readonly { finishedAt?: string }[] };
    if (branches.every(({ finishedAt }) => finishedAt !== undefined)) return;
  }
  throw new Error('the silence of an agency was never taken for consent');
}

/** A document that reception uploads, reads and removes; the second removal finds nothing. */
async function papersAtTheDesk(walk: Walk): Promise<void> {
  const reception = await walk.reception();
  for (const copy of ['bản thứ nhất', 'bản thứ hai']) {
    await walk.upload(reception, { component: 'certificate-request' }, smallPdf(copy));
  }
  const [paper] = (await walk.read()).documents;
  const path = `/documents/${paper?.documentId}`;
  const view = await reception.must('GET', `/v1/dossiers/${walk.dossierId}${path}`);
  const { status } = await fetch((view.download as { url: string }).url);
  if (status !== 200) throw new Error(`the store answered ${status} to a download`);
  await reception.change(walk.dossierId, path, undefined, 'DELETE');
  const again = await reception.change(walk.dossierId, path, undefined, 'DELETE').catch((refused: unknown) => refused);
  if (!(again instanceof Error)) throw new Error('a paper was taken out twice');
}

/** Of two drafts one is deleted by its owner, the other is left until it goes. */
async function drafts(stage: Stage): Promise<void> {
  const owner = await stage.as('cong-dan-an');
  const draft = async () =>
    (await new Walk(stage, { plan: 'birth', channel: 'online', citizen: 'cong-dan-an' }).open()).attachAll();
  const [given, left] = [await draft(), await draft()];
  const gone = async ({ dossierId }: Walk) => (await owner.ask('GET', `/v1/dossiers/${dossierId}`)).status === 404;
  await askTicket(owner, given.dossierId, { component: 'birth-declaration' }, smallPdf('never sent'));
  const before = await given.readOwn();
  const declared = {
    body: { answers: { 'child-name': 'TRẦN THỊ MẪU', 'child-sex': 'female' } },
    ifMatch: before.version,
  };
  await owner.must('PUT', `/v1/dossiers/${given.dossierId}/declaration`, declared);
  await owner.must('GET', `/v1/dossiers/${given.dossierId}/declaration`);
  const { version } = await given.readOwn();
  await owner.must('DELETE', `/v1/dossiers/${given.dossierId}/draft`, { ifMatch: version });
  if (!(await gone(given))) throw new Error('a deleted draft can be read');
  for (let hours = 0; hours < 100; hours += 1) {
    await pass(HOURS);
    if (await gone(left)) return;
  }
  throw new Error('a draft that nobody changes stays');
}

/** @returns the place of a file */
async function neverSent(stage: Stage): Promise<string> {
  const { dossierId } = await new Walk(stage, { plan: 'birth', channel: 'online', citizen: 'cong-dan-an' }).open();
  const purpose = { component: 'birth-declaration' };
  const { documentId } = await askTicket(await stage.as('cong-dan-an'), dossierId, purpose, smallPdf('never sent'));
  return objectKey({ dossierId, documentId });
}
