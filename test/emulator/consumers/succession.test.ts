import { expect, it } from 'vitest';
import { originalsOf } from '../../../local/demo/handed-over.ts';
import { stage } from '../kit.ts';
import { AtAnotherTime, officer } from './another-time.ts';
import { operate } from './operate-kit.ts';

/** The commune of the province's file that went into Đông Hà on 1 July 2025. */
const CLOSED = { desk: 'H50.24.1', commune: 'H50.24' };
const SUCCESSOR = { desk: 'H50.21.1', commune: 'H50.21', name: 'Trung tâm Phục vụ hành chính công phường Đông Hà' };

/** At the closed desk, in its last week. */
const left = () => new AtAnotherTime(new Date('2025-06-25T02:00:00.000Z')).filed('1.001193', CLOSED.desk);
const ofSuccessor = () => stage.as('can-bo-tiep-nhan-dong-ha');
const ofAnother = () => stage.as('can-bo-tiep-nhan-dong-hoi');
const statusOf = async (api: ReturnType<typeof ofSuccessor>, path: string) =>
  (await (await api).ask('GET', path)).status;

async function inbox(agencyId: string): Promise<readonly string[]> {
  const api = await ofSuccessor();
  const found: string[] = [];
  let cursor = '';
  do {
    const page = await api.must('GET', `/v1/inbox?agencyId=${agencyId}&limit=2${cursor}`);
    found.push(...(page.items as { dossierId: string }[]).map(({ dossierId }) => dossierId));
    cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next as string)}`;
  } while (cursor !== '');
  return found;
}

it('the successor reads, finds, takes and moves what was left at a closed desk', async () => {
  const { dossierId } = await left();
  const path = `/v1/dossiers/${dossierId}`;
  for (const part of ['', '/timeline', '/documents']) {
    expect([await statusOf(ofSuccessor(), path + part), await statusOf(ofAnother(), path + part)]).toEqual([200, 404]);
  }
  for (const agencyId of [SUCCESSOR.desk, CLOSED.desk]) expect(await inbox(agencyId)).toContain(dossierId);
  const act = async (body: object) => (await ofSuccessor()).change(dossierId, '/actions', body);
  const handedOver = originalsOf(['birth-declaration', 'birth-notification']);
  await act({ type: 'accept', assessment: { fees: [], late: false }, handedOver });
  await act({ type: 'move-to-successor', agencyId: CLOSED.desk });
  const moved = await (await ofSuccessor()).must('GET', path);
  expect(moved).toMatchObject({ status: 'accepted', receivingAgency: SUCCESSOR.desk, receivedBy: CLOSED.desk });
  expect(await inbox(SUCCESSOR.desk)).toContain(dossierId);
});

it('a finished dossier of a closed desk stays where it was, and the successor reads it', async () => {
  const past = await left();
  await past.ask(officer(CLOSED.desk, 'reception'), { type: 'reject', legalGround: 'Điều 17', reason: 'Thiếu giấy' });
  const path = `/v1/dossiers/${past.dossierId}`;
  expect([await statusOf(ofSuccessor(), path), await statusOf(ofAnother(), path)]).toEqual([200, 404]);
});

type Moved = { readonly changed: number; readonly agencies: Readonly<Record<string, number>> };

it('the operator sees how much is open at closed agencies, before anything is moved', async () => {
  const waiting = await left();
  const { code, data, stderr } = await operate<Moved>('agencies', 'move', '--dry-run');
  expect(code, stderr).toBe(0);
  expect(data.agencies[CLOSED.desk]).toBeGreaterThanOrEqual(1);
  expect((await waiting.state()).receivingAgency).toBe(CLOSED.desk);
  expect((await operate('agencies', 'move', '--agency', 'H50.20')).code).toBe(2);
});

it('the operator moves everything that is open, once', async () => {
  const [waiting, running] = [await left(), await left()];
  const desk = officer(CLOSED.desk, 'reception');
  const handedOver = originalsOf(['birth-declaration', 'birth-notification']);
  await running.ask(desk, { type: 'accept', assessment: { fees: [], late: false }, handedOver });
  await running.ask(desk, { type: 'forward', stepId: 'examination', agencyId: CLOSED.commune });
  const moved = await operate<Moved>('agencies', 'move');
  expect(moved.code, moved.stderr).toBe(0);
  expect(moved.data.changed).toBeGreaterThanOrEqual(3);
  expect(await waiting.state()).toMatchObject({ receivingAgency: SUCCESSOR.desk, status: 'submitted' });
  expect(await running.state()).toMatchObject({
    receivingAgency: SUCCESSOR.desk,
    step: { agencyId: SUCCESSOR.commune },
  });
  const again = await operate<Moved>('agencies', 'move', '--agency', CLOSED.commune);
  expect(again.code, again.stderr).toBe(0);
  expect(again.data.changed).toBe(0);
});

it('a draft for a commune that the desk does not serve names who decides, or is refused with names', async () => {
  const api = await ofAnother();
  const draft = {
    procedureCode: '1.001193',
    receivingAgency: 'H50.20.1',
    place: '19333',
    channel: 'direct',
    applicant: {
      kind: 'citizen',
      name: 'Trần Văn Hạn',
      identity: { type: 'personal-id', number: '045190000123', country: 'VN' },
      phone: '0912345678',
      address: 'Phường Đông Hà',
    },
    resultDelivery: { method: 'counter' },
    language: 'vi',
  };
  const open = (more: object) => api.ask('POST', '/v1/dossiers', { body: { ...draft, ...more } });
  const outside = await open({});
  expect([outside.status, outside.body]).toMatchObject([
    422,
    {
      code: 'outside-jurisdiction',
      details: {
        place: '19333',
        serving: [SUCCESSOR.desk],
        agencies: [{ agencyId: 'H50.20.1' }, { agencyId: SUCCESSOR.desk, name: { vi: SUCCESSOR.name } }],
      },
    },
  ]);
  expect((await open({ competentAgency: SUCCESSOR.desk })).status).toBe(201);
  expect((await open({ competentAgency: SUCCESSOR.commune })).status).toBe(201);
  expect((await open({ competentAgency: 'H50.22.1' })).body).toMatchObject({ code: 'outside-jurisdiction' });
  expect((await open({ competentAgency: CLOSED.desk })).body).toMatchObject({
    code: 'agency-closed',
    details: {
      successor: SUCCESSOR.desk,
      agencies: [{ agencyId: CLOSED.desk }, { agencyId: SUCCESSOR.desk, name: { vi: SUCCESSOR.name } }],
    },
  });
});
