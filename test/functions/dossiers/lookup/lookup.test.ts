import { describe, expect, it } from 'vitest';
import { atLastStep, inProcessing } from '../../../shared/dossier/world.ts';
import { CODE, DOSSIER, FIRM_CODE, PERSON, PERSONS_KEY, world } from './world.ts';

describe('look-up without sign-in', () => {
  it('returns how far it is, until when, and what its owner has to do', async () => {
    const { ask } = world();
    const { status, body } = await ask({
      dossierCode: CODE,
      identity: { type: 'personal-id', number: PERSON, country: 'VN' },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      dossierCode: CODE,
      status: 'in-processing',
      statusName: 'Đang xử lý',
      completion: { stage: 4, stages: 6, percent: 66 },
      appointmentAt: expect.stringMatching(/^2026-12-/),
      late: false,
      next: {
        sentence: expect.stringMatching(/^Bạn không cần làm gì; Sở Tư pháp tỉnh Quảng Trị trả kết quả, chậm nhất/),
        by: expect.stringMatching(/^2026-12-/),
        agency: { agencyId: 'H50.12', name: 'Sở Tư pháp tỉnh Quảng Trị' },
      },
    });
    expect(
      (
        await ask(
          { dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } },
          { language: 'en' },
        )
      ).body.statusName,
    ).toBe('In processing');
  });

  it('says what the owner has to do, and nothing that a person wrote or is', async () => {
    const { ask, dossiers, now } = world();
    const items = [{ component: 'proof', content: 'Giấy của cháu An', reason: 'Mờ', guidance: 'Chụp lại' }];
    const asked = inProcessing().must('handler', { type: 'request-supplement', items });
    dossiers[DOSSIER] = { ...asked.state, ownerKey: PERSONS_KEY };
    const { body } = await ask({ dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } });
    expect(body.next).toMatchObject({ act: 'add-document', papers: ['Giấy tờ'] });
    const { applicant } = asked.state;
    for (const text of ['cháu An', 'Mờ', applicant.name, applicant.phone ?? '?', applicant.address ?? '?', PERSON])
      expect(JSON.stringify(body)).not.toContain(text);
    now.at = Date.parse('2027-06-01T03:00:00.000Z');
    dossiers[DOSSIER] = { ...atLastStep().state, ownerKey: PERSONS_KEY };
    const late = await ask({ dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } });
    expect(late.body).toMatchObject({ late: true, next: { sentence: expect.stringContaining('đã quá hạn từ') } });
  });

  it('accepts the tax code of an organisation, and a pasted code', async () => {
    const { ask } = world();
    const { body } = await ask({
      dossierCode: ' h50.1–261120–0002 ',
      identity: { type: 'tax-code', number: '0100109106', country: 'VN' },
    });
    expect(body).toMatchObject({ dossierCode: FIRM_CODE, completion: { percent: 100 } });
  });

  it('answers a wrong identifier and an unknown code identically, after the same reads', async () => {
    const { ask, reads } = world();
    const strip = ({ status, body: { correlationId: _, ...body } }: Awaited<ReturnType<typeof ask>>) => ({
      status,
      body,
    });
    const wrongPerson = strip(
      await ask({ dossierCode: CODE, identity: { type: 'personal-id', number: '045190000124', country: 'VN' } }),
    );
    const readsForWrong = reads.splice(0);
    const unknownCode = strip(
      await ask({ dossierCode: 'H50.1-261120-9999', identity: { type: 'personal-id', number: PERSON, country: 'VN' } }),
    );
    expect(unknownCode).toEqual(wrongPerson);
    expect(wrongPerson).toMatchObject({ status: 404, body: { code: 'dossier-not-found' } });
    expect(reads).toEqual(readsForWrong);
    expect(readsForWrong).toEqual(['code', 'snapshot']);
  });

  it('does not accept a personal id as a tax code or vice versa', async () => {
    const { ask } = world();
    expect(
      (await ask({ dossierCode: FIRM_CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } })).status,
    ).toBe(404);
    expect(
      (await ask({ dossierCode: CODE, identity: { type: 'tax-code', number: '0100109106', country: 'VN' } })).status,
    ).toBe(404);
  });

  it.each([
    [{ dossierCode: CODE }, 'identity'],
    [{ dossierCode: CODE, identity: { type: 'unregistered', country: 'VN' } }, 'identity.type'],
    [{ dossierCode: CODE, identity: { type: 'personal-id', number: '12345', country: 'VN' } }, 'identity.number'],
    [{ dossierCode: CODE, identity: { type: 'tax-code', number: '0100109107', country: 'VN' } }, 'identity.number'],
    [{ dossierCode: '../secret', identity: { type: 'personal-id', number: PERSON, country: 'VN' } }, 'dossierCode'],
    [{ dossierCode: 'H'.repeat(101), identity: { type: 'personal-id', number: PERSON, country: 'VN' } }, 'dossierCode'],
    [{ dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' }, name: 'x' }, 'name'],
  ])('rejects %j', async (body, field) => {
    const answer = await world().ask(body);
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ field })]) },
    });
    expect(JSON.stringify(answer.body)).not.toContain(PERSON);
  });
});
