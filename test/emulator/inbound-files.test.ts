import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentIdOf } from '../../functions/national-portal/files/papers.ts';
import { smallPdf } from '../../local/demo/api/upload.ts';
import { Walk } from '../../local/demo/walk.ts';
import { dossierIdOf } from '../../shared/partner-messages/national-portal/inbound.ts';
import { keepInbound } from '../../shared/partner-messages/national-portal/inbound-rows.ts';
import { provinceCatalogue } from '../../shared/procedure/load-catalogue.ts';
import { nationalCodes } from '../../shared/procedure/national.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';
import { listDocuments, loadDocument } from '../../shared/record/document-rows.ts';
import { nationalTimestamp } from '../../shared/time/viet-nam.ts';
import { createMessage } from './consumers/inbound-samples.ts';
import { causeOf, configure, put, typesOf } from './consumers/kit.ts';
import { environment, eventually, stage, table } from './kit.ts';

const BIRTH = { MaTTHC: '1.001193', MaDonVi: 'H50.20.1' };
const CITIZEN = 'cong-dan-an';
type Pushed = {
  readonly MaHoSo: string;
  readonly MaBanTin: string;
  readonly TaiLieuNop: readonly { TepDinhKemId: string }[];
};

const birth = provinceCatalogue('quang-tri').find(({ procedureCode }) => procedureCode === BIRTH.MaTTHC) as Procedure;
const codes = nationalCodes(birth);

/** A paper under the national code of a component; a component that is none of the procedure's has a code of its own. */
const paper = (component: string, content?: Buffer) => ({
  MaThanhPhanHoSo: codes.component(component) ?? 'KQ.G00.999999',
  TenTepDinhKem: `${component}.pdf`,
  ...(content && { content: content.toString('base64') }),
});

/** The simulated portal pushes a message with the documents it serves. */
const push = (message: object, papers: readonly object[]) =>
  stage.control<Pushed>('national-portal', 'push', { message, personId: CITIZEN, papers });

function walkOf(dossierId: string): Walk {
  const walk = new Walk(stage, { plan: 'birth', channel: 'online', citizen: CITIZEN });
  walk.dossierId = dossierId;
  return walk;
}

async function filed(...papers: readonly object[]): Promise<{ walk: Walk; pushed: Pushed }> {
  const pushed = await push({ LoaiBanTin: 'TAO_MOI', ...BIRTH }, papers);
  return { walk: walkOf(dossierIdOf(environment.province, pushed.MaHoSo)), pushed };
}

const rows = (walk: Walk) => listDocuments(table, walk.dossierId);

const attached = (walk: Walk, count: number) =>
  eventually(`${count} documents of ${walk.dossierId}`, async () => {
    const reception = await walk.reception();
    const { status, body } = await reception.ask('GET', `/v1/dossiers/${walk.dossierId}`);
    return status === 200 && (body.documents as unknown[]).length === count;
  });

/** A file server that fails as often as told before it serves; the worker is allowed to fetch from it too. */
let server: Server;
let host = '';
let failures = 0;
let asked = 0;
const file = smallPdf('from a file server that fails').bytes;

beforeAll(async () => {
  server = createServer((_, response) => {
    asked += 1;
    response.writeHead(asked <= failures ? 503 : 200).end(asked <= failures ? '' : file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const portal = environment.simulators['national-portal'];
  await configure('inbound-files', { PORTAL_FILE_HOSTS: `${portal},http://${host}` });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** What the inbound function does with a message once it is satisfied; some of these it would refuse. */
async function taken(papers: readonly object[]): Promise<{ walk: Walk; messageId: string }> {
  const { dossierId, messageId, body } = createMessage({ ...BIRTH, TaiLieuNop: papers });
  const [source, receivedAt] = ['national-portal', new Date().toISOString()];
  await keepInbound(table, { source, messageId, dossierId, body, receivedAt, state: 'queued' });
  const command = { type: 'apply-inbound', source, messageId };
  const commandId = `inbound:${source}:${messageId}`;
  await put('transitions.fifo', { commandId, dossierId, from: 'national-portal-inbound', command }, dossierId);
  await put('inbound-files', { dossierId, source, messageId });
  return { walk: walkOf(dossierId), messageId };
}

const named = (id: string, url: string) => ({
  TepDinhKemId: id,
  TenTepDinhKem: 'giay-chung-sinh.pdf',
  MaThanhPhanHoSo: '000.00.00.G00-KQ000002',
  DuongDanTaiTepTin: url,
});

// Together: one of them waits half a minute for the queue.
describe.concurrent('documents of a dossier filed at the national portal', () => {
  it('are fetched, verified and attached, and can be downloaded as they were', async () => {
    const { bytes } = smallPdf(randomUUID());
    const { walk } = await filed(paper('birth-declaration', bytes), paper('birth-notification'));
    await attached(walk, 2);
    expect(await typesOf(walk)).toEqual(['imported', 'document-attached', 'document-attached']);
    const declaration = (await rows(walk)).find((row) => row.document.component === 'birth-declaration');
    const reception = await walk.reception();
    const seen = await reception.must(
      'GET',
      `/v1/dossiers/${walk.dossierId}/documents/${declaration?.document.documentId}`,
    );
    expect(seen).toMatchObject({ attached: true, state: 'verified', fileName: 'birth-declaration.pdf' });
    const fetched = await fetch((seen.download as { url: string }).url);
    expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('are verified one by one: an executable named PDF and an unknown component are rejected, the other document is attached', async () => {
    const program = Buffer.concat([Buffer.from('MZ\u0090\u0000', 'latin1'), Buffer.alloc(2000, 1)]);
    const { walk } = await filed(
      paper('birth-declaration', program),
      paper('birth-notification'),
      paper('khong-co-thanh-phan-nay'),
    );
    await attached(walk, 1);
    await eventually('verdicts', async () => {
      const states = (await rows(walk)).map(({ state }) => state);
      return states.length === 3 && !states.includes('pending');
    });
    const verdicts = (await rows(walk)).map((row) => [
      row.document.component,
      'reason' in row ? row.reason : row.state,
    ]);
    expect(Object.fromEntries(verdicts)).toEqual({
      'birth-declaration': 'executable',
      'birth-notification': 'verified',
      unknown: 'unknown-component',
    });
  });

  it('on a foreign host are refused with the message, and again by the worker', async () => {
    const url = 'https://files.example.invalid/x.pdf';
    const portal = await stage.as('cong-dvcqg');
    const { body } = createMessage({ ...BIRTH, TaiLieuNop: [named('1', url)] });
    const answer = await portal.ask('POST', '/webhooks/national-portal', { rawBody: body, idempotencyKey: null });
    expect(answer.body).toMatchObject({ error_code: -1, message: expect.stringContaining('DuongDanTaiTepTin') });

    const { walk } = await taken([named('1', url)]);
    await eventually('the verdict', async () => (await rows(walk))[0]?.state === 'rejected');
    expect(await rows(walk)).toMatchObject([{ reason: 'source-not-allowed' }]);
  });

  it('that are gone are rejected, and nothing waits for them', async () => {
    const { walk } = await taken([named('1', `${environment.simulators['national-portal']}/files/gone/x.pdf`)]);
    await eventually('the verdict', async () => (await rows(walk))[0]?.state === 'rejected');
    expect(await rows(walk)).toMatchObject([{ reason: 'source-missing' }]);
  });

  it('are fetched again when the file server fails twice', async () => {
    [asked, failures] = [0, 2];
    const { walk } = await taken([named('1', `http://${host}/x.pdf`)]);
    await attached(walk, 1);
    expect(asked).toBe(3);
  });
});

describe.concurrent('a supplement made at the national portal', () => {
  it('is recorded after its papers, once, however often it is pushed', async () => {
    const { walk, pushed } = await filed(paper('birth-declaration'), paper('birth-notification'));
    await attached(walk, 2);
    await walk.act(walk.plan.reception.officer, {
      type: 'request-supplement',
      items: [{ content: 'Giấy chứng sinh', reason: 'Thiếu dấu', guidance: 'Gửi bản có dấu' }],
    });
    const NgayBoSung = nationalTimestamp(new Date().toISOString());
    const message = { LoaiBanTin: 'BO_SUNG', MaHoSo: pushed.MaHoSo, NgayBoSung, NoiDungBoSung: 'Bản có dấu' };
    const program = Buffer.concat([Buffer.from('MZ\u0090\u0000', 'latin1'), Buffer.alloc(2000, 2)]);
    const sent = await push(message, [paper('birth-notification'), paper('birth-declaration', program)]);
    await push(sent, []);
    await walk.reaches('submitted');
    await put('inbound-files', { dossierId: walk.dossierId, source: 'national-portal', messageId: sent.MaBanTin });
    const [good, bad] = await Promise.all(
      sent.TaiLieuNop.map((one) => loadDocument(table, walk.dossierId, documentIdOf(sent.MaBanTin, one as never))),
    );
    expect([good?.state, bad?.state]).toEqual(['verified', 'rejected']);
    expect((await typesOf(walk)).slice(3)).toEqual(['supplement-requested', 'document-attached', 'supplemented']);
  });
});

describe.concurrent('the worker', () => {
  it('parks unknown and malformed messages, and continues', async () => {
    const dossierId = randomUUID();
    await put('inbound-files', { dossierId, source: 'national-portal', messageId: 'BT-never-kept' });
    await put('inbound-files', { dossierId, source: 'national-portal', messageId: '../x' });
    expect(await causeOf('inbound-files', 'BT-never-kept')).toBe('inbound-message-not-found');
    expect(await causeOf('inbound-files', '../x')).toBe('malformed-message');
  });
});
