import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { people } from '../../../local/demo/stage.ts';
import type { Walk } from '../../../local/demo/walk.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { eventually, stage, table } from '../kit.ts';
import { codeSentTo, mailsTo, mailsWhere } from '../mails.ts';
import { causeOf, changeNotification, filed, handled, parked, put } from './kit.ts';
import { localMailboxKeys } from './secrets.ts';

/** Letters about one dossier. */
const mails = (dossierCode: string) => mailsWhere(({ BodyText }) => BodyText.includes(dossierCode));

async function subjects(walk: Walk, count: number): Promise<readonly string[]> {
  const { dossierCode = '' } = await walk.read();
  await eventually(`${count} e-mails`, async () => (await mails(dossierCode)).length >= count);
  return (await mails(dossierCode)).map(({ Subject }) => Subject);
}

/** What was noted about telling of one event. */
async function noted(walk: Walk, version: number): Promise<string | undefined> {
  const Key = keys.notified(walk.dossierId, `${walk.dossierId}:${version}#mail`);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item?.notice as string | undefined;
}

/** A dossier at the counter whose applicant is not one of the sample people. */
async function applicant(change: object, language = 'vi'): Promise<Walk> {
  const walk = await filed('birth', 'cong-dan-an');
  const reception = await walk.reception();
  const [person] = people.citizens;
  const answer = await reception.must('POST', '/v1/dossiers', {
    body: {
      procedureCode: walk.plan.procedureCode,
      receivingAgency: walk.plan.reception.agencyId,
      channel: 'direct',
      language,
      applicant: {
        kind: 'citizen',
        name: person?.HoVaTen,
        identity: { type: 'personal-id', number: person?.SoDinhDanh, country: 'VN' },
        phone: person?.SoDienThoai,
        address: person?.DiaChi,
        ...change,
      },
      resultDelivery: { method: 'counter' },
    },
  });
  walk.dossierId = answer.dossierId as string;
  return walk.submit();
}

describe('an address that bounces', () => {
  /** What the rules leave of SES's events, which only SES may publish (`test/infra/mail-feedback.test.ts`). */
  const report = async (email: string, unreachable: 'bounced' | 'complained') =>
    put('mail-feedback', { unreachable, mailbox: [await localMailboxKeys(email)] });
  const contactOf = async (walk: Walk, as: string) => {
    const { contact } = await (await stage.as(as)).must('GET', `/v1/dossiers/${walk.dossierId}`);
    return contact as { readonly mail: string } | undefined;
  };

  it('is marked, shown to the officer, and not written to again', async () => {
    const email = `gone-${randomUUID()}@example.com`;
    const walk = await applicant({ email });
    await subjects(walk, 1);
    const { officer } = walk.plan.reception;

    await report(email, 'bounced');
    await eventually('a mark', async () => (await contactOf(walk, officer)) !== undefined);
    expect(await contactOf(walk, officer)).toEqual({ mail: 'bounced' });

    await walk.act(officer, walk.acceptance());
    await eventually('a note', async () => (await noted(walk, 4)) === 'unreachable');
    expect(await subjects(walk, 1)).toHaveLength(1);

    await report(email, 'complained');
    await eventually('a complaint', async () => (await contactOf(walk, officer))?.mail === 'complained');
  });
});

describe('an applicant', () => {
  it('is told each thing that concerns them once, in Vietnamese, without a name or a number of theirs', async () => {
    const walk = await filed('birth', 'cong-dan-tram');
    await walk.process();
    const sent = await subjects(walk, 4);
    expect(sent.toSorted()).toEqual(
      ['Đã nhận hồ sơ đăng ký', 'Hồ sơ đã được tiếp nhận', 'Hồ sơ đã có kết quả', 'Đã trả kết quả hồ sơ'].toSorted(),
    );
    const { dossierCode = '' } = await walk.read();
    for (const { To, Source, BodyText, BodyHtml } of await mails(dossierCode)) {
      expect(To).toEqual([walk.citizen.ThuDienTu]);
      expect(Source).toBe('motcua@quangtri.gov.vn');
      for (const text of [BodyText, BodyHtml]) {
        expect(text).toContain('Kính gửi Quý tổ chức, công dân,');
        expect(text.normalize('NFC')).toBe(text);
        expect(text).not.toContain(walk.citizen.HoVaTen);
        expect(text).not.toContain(walk.citizen.SoDinhDanh);
      }
    }
  });

  it('is told once, however often the news comes', async () => {
    const walk = await filed('birth', 'cong-dan-tram');
    await subjects(walk, 1);
    await Promise.all([1, 2, 3].map(() => put('notifications', changeNotification(walk.dossierId, 2))));
    await handled('notifications', walk.dossierId);
    expect(await subjects(walk, 1)).toHaveLength(1);
    expect(await noted(walk, 2)).toBe('sent');
  });

  it('is told in English who asked for English', async () => {
    const walk = await applicant({ email: 'someone@example.com' }, 'en');
    expect(await subjects(walk, 1)).toEqual(['Your dossier has arrived']);
    const { dossierCode = '' } = await walk.read();
    expect((await mails(dossierCode))[0]?.BodyText).toContain('Dear applicant,');
  });

  it('treats an officer’s words as text, with any content', async () => {
    const walk = await filed('birth', 'cong-dan-tram');
    const reason = '<script>alert("Ảnh mờ")</script>';
    await walk.act(walk.plan.reception.officer, {
      type: 'request-supplement',
      items: [{ content: 'Giấy chứng sinh', reason, guidance: 'Chụp lại' }],
    });
    await subjects(walk, 2);
    const { dossierCode = '' } = await walk.read();
    const letter = (await mails(dossierCode)).find(({ BodyText }) => BodyText.includes('Giấy chứng sinh'));
    expect(letter?.BodyText).toContain(reason);
    expect(letter?.BodyHtml).toContain('&lt;script&gt;alert(&quot;Ảnh mờ&quot;)');
    expect(letter?.BodyHtml).not.toContain('<script');
  });

  it('without an e-mail address is not written to, and that is noted', async () => {
    const walk = await applicant({});
    await eventually('a note', async () => (await noted(walk, 2)) === 'no-address');
    expect(await mails((await walk.read()).dossierCode ?? '')).toEqual([]);
  });
});

describe('an address that its owner has not confirmed', () => {
  const CITIZEN = 'cong-dan-lan';

  it('gets one confirmation e-mail; after its code the owner is notified', async () => {
    const email = `${randomUUID()}@example.com`;
    const walk = await filed('birth', CITIZEN, { channel: 'online', email });
    const code = await codeSentTo(email);
    await walk.accept();
    const { version } = await walk.read();
    await eventually('a note', async () => (await noted(walk, version)) === 'withheld');
    const applicant = await stage.as(CITIZEN);
    expect((await applicant.ask('PUT', '/v1/confirmed-mail', { body: { email, code } })).status).toBe(204);
    await walk.forwardTo();
    await walk.complete();
    await eventually('an e-mail', async () => (await mailsTo(email)).length >= 2);
    const [asks, told] = await mailsTo(email);
    expect([asks?.Subject, told?.Subject]).toEqual(['Xác nhận địa chỉ thư điện tử', 'Hồ sơ đã có kết quả']);
    expect(asks?.BodyText).not.toContain(walk.citizen.HoVaTen);
    // What was withheld is not lost: it stands where the owner looks.
    expect((await walk.timeline()).map(({ type }) => type)).toContain('accepted');
  });

  it('needs no confirmation e-mail when the identity provider has verified it', async () => {
    const walk = await filed('birth', CITIZEN, { channel: 'online' });
    expect(await subjects(walk, 1)).toEqual(['Đã nhận hồ sơ đăng ký']);
  });
});

describe('a message for notifications', () => {
  it.each([
    ['that names no event', (id: string) => ({ dossierId: id }), 'no-event-named'],
    ['that is no JSON', (id: string) => `{"dossierId":"${id}`, 'malformed-message'],
  ])('%s is parked with its cause', async (_, message, cause) => {
    const id = randomUUID();
    await put('notifications', message(id));
    expect(await causeOf('notifications', id)).toBe(cause);
  });

  it('about an event that does not exist is parked with its cause', async () => {
    const { dossierId } = await filed('birth', 'cong-dan-hieu');
    await put('notifications', changeNotification(dossierId, 9999));
    expect(await causeOf('notifications', dossierId)).toBe('event-not-found');
  });

  it('of a dossier that is gone is dropped: it was a draft', async () => {
    const gone = randomUUID();
    await put('notifications', changeNotification(gone, 1));
    await handled('notifications', gone);
    expect(await parked('notifications', gone)).toEqual([]);
  });

  it('behind a poisoned one is sent', async () => {
    await put('notifications', `{"dossierId":"${randomUUID()}`);
    const walk = await filed('birth', 'cong-dan-hieu');
    expect(await subjects(walk, 1)).toHaveLength(1);
  });
});
