import { expect, it } from 'vitest';
import { smallPdf } from '../../../local/demo/api/upload.ts';
import { changeNotification, put } from '../consumers/kit.ts';
import { eventually } from '../kit.ts';
import { owner, someAnswers } from './example-bodies.ts';
import { ask } from './good-table.ts';
import { walkOf } from './world.ts';

const home = { detail: 'Số 12 đường Trần Hưng Đạo', commune: '18859', area: 'Phường Đồng Hới, tỉnh Quảng Trị' };
const answers = {
  ...someAnswers.answers,
  'requester-residence': home,
  'requester-identity': { type: 'personal-id', number: owner.SoDinhDanh },
  relation: 'Mẹ',
  'child-born': '2026-10-02',
  'child-ethnic-group': 'Kinh',
  'child-nationality': 'Việt Nam',
  'child-birth-place': 'Bệnh viện Hữu nghị Việt Nam - Cu Ba Đồng Hới',
  'child-home-town': 'Phường Đồng Hới',
  'mother-declared': 'no',
  'father-declared': 'no',
  'copies-wanted': 'no',
};

type Shown = { readonly forms: readonly { readonly form: string; readonly documentId: string }[] };

it('a birth is declared online, submitted without a file of the declaration, printed for it, and accepted', async () => {
  const walk = await walkOf({ channel: 'online' }).open();
  const on = { params: { dossierId: walk.dossierId } };
  const applicant = await walk.applicant();
  const empty = await ask('intake.readDeclaration', 'owner', on);
  expect(empty.body).toMatchObject({
    ...{ state: 'none', answers: {} },
    proposed: { 'requester-name': owner.HoVaTen, 'requester-identity': { number: owner.SoDinhDanh } },
  });

  await ask('intake.declareAnswers', 'owner', { ...on, body: someAnswers, ifMatch: 1 });
  const begun = await ask('intake.readDeclaration', 'owner', on);
  expect(begun.body).toMatchObject({ state: 'draft', answers: someAnswers.answers });
  expect((begun.body.missing as { field: string }[]).map(({ field }) => field)).toContain('child-born');
  expect((await ask('intake.readDeclaration', 'reception', on)).status).toBe(404);

  await applicant.must('PUT', `/v1/dossiers/${walk.dossierId}/declaration`, { body: { answers }, ifMatch: 2 });
  const scan = smallPdf(`${walk.dossierId} chứng sinh`);
  expect(await walk.upload(applicant, { component: 'birth-notification' }, scan)).toBe(true);
  const { version } = await applicant.change(walk.dossierId, '/submit');
  // The bus does not lead to the forms in these tests.
  await put('forms', changeNotification(walk.dossierId, version as number));

  const printedOf = async () =>
    ((await walk.read()) as unknown as Shown).forms.find(({ form }) => form === 'declaration');
  await eventually('the declaration is printed', async () => (await printedOf()) !== undefined);
  const printed = await printedOf();
  expect(printed).toMatchObject({ form: 'declaration', component: 'birth-declaration', forApplicant: true });
  const params = { dossierId: walk.dossierId, documentId: printed?.documentId ?? '' };
  const { body } = await ask('documents.readForm', 'reception', { params });
  const file = Buffer.from(await (await fetch((body.download as { url: string }).url)).arrayBuffer());
  expect(file.subarray(0, 5).toString()).toBe('%PDF-');

  await walk.accept();
  const { handedOver } = await walk.read();
  expect(handedOver?.papers).toContainEqual({ component: 'birth-declaration', electronic: 1 });
  const read = await ask('intake.readDeclaration', 'reception', on);
  expect(read.body).toMatchObject({ state: 'filed', answers, proposed: {}, missing: [] });
  const changed = await ask('intake.declareAnswers', 'owner', { ...on, body: someAnswers, ifMatch: 99 });
  expect(changed).toMatchObject({ status: 409, body: { code: 'wrong-status' } });
});
