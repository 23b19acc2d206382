import { expect, it } from 'vitest';
import { PLANS } from '../../../local/demo/plans.ts';
import { stage } from '../kit.ts';
import { clientOf } from './callers.ts';
import { announced, applicant, draft, postal, RECEIVER } from './example-bodies.ts';
import { DESK, filed } from './world.ts';

/** As macOS and some keyboards send it: every mark a character of its own. */
const apart = (text: string) => text.normalize('NFD');

const NAME = 'Nguyễn Thị Ngọc Huệ';
const PLACE = 'Thôn Đại Độ, phường Đông Hà, tỉnh Quảng Trị';

it('what came taken apart is kept composed: applicant and receiver', async () => {
  const owner = await clientOf('owner');
  const body = {
    ...draft,
    procedureCode: PLANS.household.procedureCode,
    receivingAgency: PLANS.household.reception.agencyId,
    applicant: { ...applicant, name: apart(NAME), address: apart(PLACE) },
    resultDelivery: { ...postal, receiverName: apart(NAME), receiverAddress: apart(PLACE) },
  };
  expect(JSON.stringify(body)).not.toBe(JSON.stringify(body).normalize('NFC'));
  const { dossierId } = await owner.must('POST', '/v1/dossiers', { body });
  const read = await owner.must('GET', `/v1/dossiers/${dossierId}`);
  expect(read.applicant).toMatchObject({ address: PLACE });
  expect(read.resultDelivery).toMatchObject({ receiverName: NAME, receiverAddress: PLACE });
});

it('what came taken apart is kept composed: the longest name there may be', async () => {
  // The counter's typed name is kept; whoever signs in has the name of their sign-in.
  const reception = await clientOf('reception');
  const longest = 'ệ'.repeat(200);
  const named = (name: string) => ({ body: { ...draft, channel: 'direct', applicant: { ...applicant, name } } });
  const { dossierId } = await reception.must('POST', '/v1/dossiers', named(apart(longest)));
  const read = await reception.must('GET', `/v1/dossiers/${dossierId}`);
  expect(read.applicant).toMatchObject({ name: longest });
  expect((await reception.ask('POST', '/v1/dossiers', named(apart(`${longest}ệ`)))).status).toBe(400);
});

it('what came taken apart is kept composed: a file’s name', async () => {
  const owner = await clientOf('owner');
  const { dossierId } = await owner.must('POST', '/v1/dossiers', { body: draft });
  const body = { ...announced, fileName: apart('Tờ khai đăng ký khai sinh.pdf') };
  const { documentId } = await owner.must('POST', `/v1/dossiers/${dossierId}/documents`, { body });
  const read = await owner.must('GET', `/v1/dossiers/${dossierId}/documents/${documentId}`);
  expect(read.fileName).toBe('Tờ khai đăng ký khai sinh.pdf');
});

it('what came taken apart is kept composed: an officer’s words', async () => {
  const walk = await filed();
  const item = { content: 'Giấy chứng sinh', reason: 'Ảnh chụp bị mờ', guidance: 'Chụp lại rõ bốn góc' };
  const items = [Object.fromEntries(Object.entries(item).map(([key, text]) => [key, apart(text)]))];
  await (await stage.as(DESK)).change(walk.dossierId, '/actions', { type: 'request-supplement', items });
  const read = await (await stage.as(DESK)).must('GET', `/v1/dossiers/${walk.dossierId}`);
  expect(read.supplement).toMatchObject({ items: [item] });
});

it('what came taken apart is kept composed: an agency’s words about its endpoint', async () => {
  const agency = await clientOf('system, webhooks.manage');
  const body = { url: RECEIVER, description: apart('Phần mềm hộ tịch điện tử') };
  const { endpointId } = await agency.must('POST', '/v1/webhook-endpoints', { body });
  const read = await agency.must('GET', `/v1/webhook-endpoints/${endpointId}`);
  await agency.must('DELETE', `/v1/webhook-endpoints/${endpointId}`);
  expect(read.description).toBe('Phần mềm hộ tịch điện tử');
});
