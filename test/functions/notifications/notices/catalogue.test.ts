import { describe, expect, it } from 'vitest';
import { letterOf } from '../../../../functions/notifications/channels/mail/letter.ts';
import { applicantNotice } from '../../../../functions/notifications/notice.ts';
import { eventTypesWith } from '../../../../shared/dossier/event-types.ts';
import { appointmentOn } from '../../../shared/dossier/samples.ts';
import { DOSSIER, EXAMPLES, PAYMENT, recorded } from './samples.ts';

const letter = (...of: Parameters<typeof applicantNotice>) => letterOf(applicantNotice(...of));
const PROCEDURE = { vi: 'Đăng ký khai sinh', en: 'Birth registration' };
const all = EXAMPLES.flatMap((event) =>
  (['vi', 'en'] as const).map((language) => ({
    name: `${event.type} (${language})`,
    language,
    notice: letter(event, PROCEDURE, language),
  })),
);
const VIETNAMESE = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/i;

describe('the catalogue of notices', () => {
  it('has a sample for every event that applicants are notified of', () => {
    expect(new Set(EXAMPLES.map(({ type }) => type))).toEqual(new Set(eventTypesWith('applicantNotice', true)));
  });

  it.each(all)('$name: a subject in its language, without identifiers, in NFC', ({ notice, language }) => {
    expect(notice.subject).toMatch(/^.{10,80}$/u);
    expect(notice.subject).not.toMatch(/\d/);
    expect(VIETNAMESE.test(notice.subject)).toBe(language === 'vi');
    for (const part of Object.values(notice)) expect(part).toBe(part.normalize('NFC'));
  });

  it.each(all)('$name: procedure and code, no other internal data', ({ notice, language }) => {
    for (const text of [notice.text, notice.html]) {
      expect(text).toContain('H50.1-261120-0001');
      expect(text).toContain(PROCEDURE[language]);
      expect(text).not.toMatch(/undefined|null|\[object/);
      for (const inner of [DOSSIER, 'officer-subject', 'owner-key', 'GD0001', 'r-0001', 'H50.1<', 'in-processing']) {
        expect(text).not.toContain(inner);
      }
    }
  });

  it('formats times and amounts as in Viet Nam', () => {
    const accepted = letter(
      recorded({ type: 'accepted', appointment: appointmentOn('2026-12-04T20:05:00.000Z') }),
      PROCEDURE,
      'vi',
    );
    expect(accepted.text).toContain('Thời gian hẹn trả kết quả: 03:05 05/12/2026.');
    const due = letter(
      recorded({ type: 'payment-requested', obligationId: DOSSIER, fees: [], amount: 1_250_000, stopsClock: true }),
      PROCEDURE,
      'vi',
    );
    expect(due.text).toContain('1.250.000 đồng');
  });

  it('names the receipt of money at the counter, and no transaction of a provider', () => {
    const paid = (provider: string) => {
      const payment = { ...PAYMENT, provider, transactionId: 'BL-0042' };
      return letter(recorded({ type: 'payment-recorded', payment }), PROCEDURE, 'vi').text;
    };
    expect(paid('counter')).toContain('Số biên lai: BL-0042');
    expect(paid('vnpay')).not.toContain('BL-0042');
  });

  it('says of each fee how it is counted, what is not charged and why, and what was paid before', () => {
    const lines = [
      { code: 'pages', quantity: 5, copies: 3, full: 30_000, amount: 30_000 },
      { code: 'fee', full: 100_000, reductions: [{ amount: 20_000, ground: 'Nghị quyết 12' }], amount: 80_000 },
    ];
    const event = recorded({
      ...{ type: 'payment-requested', obligationId: DOSSIER, fees: [], lines },
      ...{ amount: 100_000, stopsClock: true },
    });
    const page = { code: 'pages', name: { vi: 'Chứng thực', en: 'Certification' } };
    const unit = { name: { vi: 'trang', en: 'pages' }, most: 100 };
    const fees = [
      { ...page, unit },
      { code: 'fee', name: { vi: 'Lệ phí', en: 'Charge' } },
    ];
    const { text } = letterOf(applicantNotice(event, PROCEDURE, 'vi', { fees }));
    for (const line of [
      'Số phí, lệ phí phải nộp: 100.000 đồng.',
      '– Chứng thực (5 trang; 3 bản): 30.000 đồng',
      '– Lệ phí (mức thu 100.000 đồng; giảm 20.000 đồng theo Nghị quyết 12): 80.000 đồng',
      '– Đã nộp trước: 10.000 đồng',
    ]) {
      expect(text).toContain(line);
    }
    const english = letterOf(applicantNotice(event, PROCEDURE, 'en', { fees })).text;
    expect(english).toContain('– Certification (5 pages; 3 copies): 30.000 đồng');
  });

  it('lists every missing item with content, reason and guidance, escaped', () => {
    const event = EXAMPLES.find(({ type }) => type === 'supplement-requested');
    const { text, html } = letter(event as (typeof EXAMPLES)[number], PROCEDURE, 'vi');
    expect(text).toContain('2. Giấy chứng sinh\nLý do: Bản chụp mờ <script>\nHướng dẫn: Chụp lại & nộp');
    expect(html).toContain('Bản chụp mờ &lt;script&gt;<br>Hướng dẫn: Chụp lại &amp; nộp');
    expect(html).not.toContain('<script');
  });
});
