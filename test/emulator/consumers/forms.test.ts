import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORM_EVENTS, FORMS } from '../../../functions/forms/adapters/registry.ts';
import { renderForm } from '../../../functions/forms/content/render.ts';
import { formsOfEvent } from '../../../functions/forms/issuing/forms-of-event.ts';
import { namesFor } from '../../../functions/forms/issuing/names.ts';
import { stateAtVersion } from '../../../functions/forms/issuing/replay.ts';
import type { Walk } from '../../../local/demo/walk.ts';
import { clientSettings } from '../../../local/launcher/clients.ts';
import type { EventType } from '../../../shared/dossier/event-types.ts';
import { readLogPage } from '../../../shared/platform/delivery/event-log.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { catalogue } from '../../../shared/record/catalogue.ts';
import { FONTS } from '../../functions/forms/content/fonts.ts';
import { readPdfs, verifyPdf } from '../../pdf-tools/python-tools.ts';
import { environment, eventually, stage, table } from '../kit.ts';
import { AtAnotherTime, DESK, officer } from './another-time.ts';
import { causeOf, changeNotification, filed, handled, parked, put } from './kit.ts';
import { readSecret } from './secrets.ts';

type IssuedForm = {
  readonly form: string;
  readonly ofVersion: number;
  readonly documentId: string;
  readonly sha256: string;
  readonly size: number;
  readonly signed: boolean;
};
type View = { readonly version: number; readonly dossierCode: string; readonly appointmentAt: string };

const CITIZEN = 'cong-dan-phuong';
const folder = await mkdtemp(join(tmpdir(), 'motcua-forms-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const viewOf = async (walk: Walk, who = 'quan-tri') =>
  (await (await stage.as(who)).must('GET', `/v1/dossiers/${walk.dossierId}`)) as unknown as View & {
    readonly forms: readonly IssuedForm[];
  };

/** Tells the consumer of what happened, as the bus would (see `test/local/setup.ts`), and waits for the form of an event. */
async function issued(walk: Walk, form: string): Promise<IssuedForm> {
  for (const { type, version } of await walk.timeline()) {
    if (FORM_EVENTS.includes(type as EventType)) await put('forms', changeNotification(walk.dossierId, version, type));
  }
  let found: IssuedForm | undefined;
  await eventually(`a ${form}`, async () => {
    found = (await viewOf(walk)).forms.find((one) => one.form === form);
    return found !== undefined;
  });
  return found as IssuedForm;
}

const ask = async (walk: Walk, documentId: string, who: string) =>
  (await stage.as(who)).ask('GET', `/v1/dossiers/${walk.dossierId}/forms/${documentId}`);

async function fetched(walk: Walk, documentId: string, who: string): Promise<Buffer> {
  const { status, body } = await ask(walk, documentId, who);
  expect(status).toBe(200);
  const answer = await fetch((body.download as { url: string }).url);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  return Buffer.from(await answer.arrayBuffer());
}

/** The text of a file with one blank between words, as PDFium reads it. */
async function textOf(bytes: Buffer): Promise<string> {
  const path = join(folder, `${randomUUID()}.pdf`);
  await writeFile(path, bytes);
  const [file] = await readPdfs([path]);
  return (file?.pages ?? []).map(({ text }) => text.replaceAll(/\s+/g, ' ')).join(' ');
}

/** A moment as the forms of the law write it. Implemented independently here, from Decree 30/2020. */
function inWords(iso: string): string {
  const at = new Date(Date.parse(iso) + 7 * 3_600_000);
  const two = (n: number) => String(n).padStart(2, '0');
  const month = at.getUTCMonth() + 1;
  const day = `ngày ${two(at.getUTCDate())} tháng ${month < 3 ? two(month) : month} năm ${at.getUTCFullYear()}`;
  return `${two(at.getUTCHours())} giờ ${two(at.getUTCMinutes())} phút, ${day}`;
}

/** The form made once more, here, from the log, the catalogue and the number it was given. */
async function madeAgain(walk: Walk, { ofVersion: version, documentId }: IssuedForm): Promise<Buffer> {
  const past = await stateAtVersion((id, from) => readLogPage(table, id, from - 1), walk.dossierId, version);
  const { procedureCode, procedureVersion } = past.dossier;
  const rows = catalogue(table);
  const procedure = await rows.procedure(procedureCode, procedureVersion);
  if (procedure === undefined) throw new Error('no such procedure');
  const lookUp = `${environment.portalUrl}/tra-cuu`;
  const province = { committee: 'Ủy ban nhân dân tỉnh Quảng Trị', place: 'Quảng Trị', lookUp };
  const names = await namesFor(past.dossier, rows.agency, province, (id) => id);
  const [form] = formsOfEvent({ dossier: past.dossier, procedure, names }, past.event, past.before);
  if (form === undefined) throw new Error('no form of this event');
  const key = keys.form(walk.dossierId, documentId);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: key }));
  return Buffer.from(await renderForm({ ...form, number: `${Item?.number}/${FORMS[form.form].symbol}` }, FONTS));
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the receipt of an accepted dossier', () => {
  let walk: Walk;
  let receipt: IssuedForm;
  let bytes: Buffer;
  beforeAll(async () => {
    walk = await filed('criminal', CITIZEN, { channel: 'online' });
    await walk.accept();
    receipt = await issued(walk, 'receipt');
    bytes = await fetched(walk, receipt.documentId, CITIZEN);
  });

  it('says the dossier’s code, its applicant and the promised moment', async () => {
    const { dossierCode, appointmentAt } = await viewOf(walk);
    const text = await textOf(bytes);
    expect(text).toContain(dossierCode);
    expect(text).toContain(walk.citizen.HoVaTen);
    expect(text).toContain(inWords(appointmentAt));
    expect(text).toContain('ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ');
  });

  it('is recorded by what it is made of: made again it has the same bytes, although the dossier moved on', async () => {
    await walk.forwardTo();
    const again = await madeAgain(walk, receipt);
    expect(sha256(again)).toBe(receipt.sha256);
    expect(receipt.size).toBe(bytes.length);
    expect(bytes.subarray(0, again.length).equals(again)).toBe(true);
  });

  it('carries the agency’s signature', async () => {
    expect(receipt.signed).toBe(true);
    const { current } = await readSecret<{ certificate: string }>('form-signing');
    const [path, root] = [join(folder, 'signed.pdf'), join(folder, 'root.pem')];
    await Promise.all([writeFile(path, bytes), writeFile(root, current.certificate)]);
    expect(await verifyPdf(path, root)).toMatchObject([{ intact: true, valid: true, coverage: 'ENTIRE_FILE' }]);
  });

  it('can be read by the applicant and reception only', async () => {
    expect((await ask(walk, receipt.documentId, walk.plan.reception.officer)).status).toBe(200);
    expect((await ask(walk, receipt.documentId, 'cong-dan-quy')).body.code).toBe('dossier-not-found');
    expect((await ask(walk, receipt.documentId, 'ho-tich-dong-hoi')).body.code).toBe('dossier-not-found');
    expect((await ask(walk, randomUUID(), CITIZEN)).body.code).toBe('document-not-found');
  });

  it('stays the same when the news of the acceptance comes again', async () => {
    const before = await viewOf(walk);
    for (let copy = 0; copy < 2; copy += 1) {
      await put('forms', changeNotification(walk.dossierId, receipt.ofVersion, 'accepted'));
    }
    await handled('forms', walk.dossierId);
    await handled('transitions.fifo', walk.dossierId);
    expect(await viewOf(walk)).toEqual(before);
    const s3 = new S3Client({ ...clientSettings(environment), forcePathStyle: true });
    const Prefix = `${walk.dossierId}/forms/`;
    const { Versions = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: environment.documentsBucket, Prefix }),
    );
    expect(Versions.map(({ Key }) => Key)).toEqual([`${Prefix}${receipt.documentId}`]);
  });

  it('is not treated as an upload', async () => {
    await handled('document-verification', receipt.documentId);
    expect(await parked('document-verification', walk.dossierId)).toEqual([]);
  });

  it('is followed by a control slip that the agencies see and the applicant does not', async () => {
    await walk.complete();
    const slip = await issued(walk, 'control-slip');
    const own = await viewOf(walk, CITIZEN);
    expect(own.forms.map(({ form }) => form)).toEqual(['receipt']);
    expect((await ask(walk, slip.documentId, CITIZEN)).body.code).toBe('document-not-found');
    expect((await ask(walk, slip.documentId, 'cong-an-tinh')).status).toBe(200);
    const text = await textOf(await fetched(walk, slip.documentId, walk.plan.leader));
    expect(text).toContain('PHIẾU KIỂM SOÁT');
    expect(text).toContain('Công an tỉnh Quảng Trị');
  });
});

it.each<[string, string, (walk: Walk) => Promise<unknown>]>([
  [
    'supplement-request',
    'Bản chụp mờ, không đọc được',
    (walk) =>
      walk.act(walk.plan.reception.officer, {
        type: 'request-supplement',
        items: [
          {
            component: walk.plan.required[0],
            content: 'Bản chụp mờ, không đọc được',
            reason: 'Không đối chiếu được',
            guidance: 'Chụp lại bản chính',
          },
        ],
      }),
  ],
  [
    'refusal',
    'Điều 16 Luật Hộ tịch',
    (walk) =>
      walk.act(walk.plan.reception.officer, {
        type: 'reject',
        legalGround: 'Điều 16 Luật Hộ tịch',
        reason: 'Không thuộc thẩm quyền',
      }),
  ],
  [
    'apology',
    'Chờ kết quả xác minh',
    async (walk) => {
      await (await walk.accept()).forwardTo(1);
      await walk.act(walk.plan.leader, { type: 'reappoint', workingHours: 16, reason: 'Chờ kết quả xác minh' });
    },
  ],
  [
    'stop-notice',
    'Theo yêu cầu của cơ quan điều tra',
    async (walk) => {
      await (await walk.accept()).forwardTo(1);
      await walk.act(walk.plan.leader, { type: 'stop', ground: 'Theo yêu cầu của cơ quan điều tra' });
    },
  ],
])('a %s follows from its event', async (form, said, act) => {
  const walk = await filed('criminal', CITIZEN);
  await act(walk);
  const { documentId } = await issued(walk, form);
  const text = await textOf(await fetched(walk, documentId, walk.plan.reception.officer));
  expect(text).toContain(said);
  expect(text).toContain((await viewOf(walk)).dossierCode);
});

it('a message about a dossier that does not exist is parked with its cause', async () => {
  const id = randomUUID();
  await put('forms', changeNotification(id, 1, 'accepted'));
  expect(await causeOf('forms', id)).toBe('dossier-not-found');
});

it('the register of a reception’s day follows from its end, for those who act there', async () => {
  const day = '2021-05-05';
  const received = await new AtAnotherTime(new Date(`${day}T09:00:00+07:00`)).accepted();
  received.now = new Date(`${day}T10:15:00+07:00`);
  await received.forward(officer(DESK, 'reception'), 'examination');
  received.now = new Date(`${day}T23:59:59.999+07:00`);
  await put('forms', { closeRegistersAt: '2021-05-05T17:10:00Z' });
  const reception = await stage.as('can-bo-tiep-nhan-dong-hoi');
  type Part = { readonly part: number; readonly entries: number; readonly signed: boolean; readonly sha256: string };
  let parts: readonly (Part & { readonly download: { readonly url: string } })[] = [];
  await eventually('the register', async () => {
    ({ parts } = (await reception.must('GET', `/v1/registers/${DESK}/${day}`)) as unknown as { parts: typeof parts });
    return parts.length > 0;
  });
  expect(parts).toMatchObject([{ part: 1, entries: 1, signed: true }]);
  const file = Buffer.from(await (await fetch(parts[0]?.download.url ?? '')).arrayBuffer());
  const text = await textOf(file);
  const { dossierCode = '' } = await received.state();
  for (const said of [dossierCode, 'Trần Văn Hạn', '09:00', '10:15']) {
    expect(text.replaceAll(/\s/g, '')).toContain(said.replaceAll(' ', ''));
  }
  // A day without dossiers: neither a register nor an error.
  expect(await reception.must('GET', `/v1/registers/${DESK}/2021-05-06`)).toMatchObject({ parts: [] });
});
