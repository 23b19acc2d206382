import { describe, expect, it } from 'vitest';
import { applicantNotice } from '../../../functions/notifications/notice.ts';
import { cut } from '../../../shared/text/text.ts';
import { eventOf } from './events-of-texts.ts';
import { faultsOf, textsOfJson, textsOfSource, vietnameseTexts } from './vietnamese-texts.ts';

const all = vietnameseTexts();

describe('the Vietnamese texts of the product', () => {
  it('are all read: rejections, problems, notices, forms, texts for the portal, the catalogue', () => {
    const texts = all.map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        'Không có gì thay đổi.',
        'Không có nhánh phối hợp này ở bước hiện tại.',
        'Trường này không được chấp nhận.',
        'Trả lại bước trước',
        'GIẤY TIẾP NHẬN HỒ SƠ\nVÀ HẸN TRẢ KẾT QUẢ',
        '…; đề nghị xử lý hoặc thực hiện xin lỗi, hẹn lại theo quy định.',
        'Xem tiến trình xử lý hồ sơ',
        'Trang này cần JavaScript. Bạn vẫn có thể hỏi trực tiếp tại Bộ phận Một cửa.',
      ]),
    );
    expect(texts.length).toBeGreaterThan(800);
  });

  it('have no codes, no words without their marks, and no sentence over 25 words', () => {
    expect(faultsOf(all)).toEqual([]);
  });

  it('call the reception by one name', () => {
    const others = /bộ phận một cửa|một cửa điện tử tỉnh|tiếp nhận và trả kết quả(?! giải)/i;
    const named = all.filter(({ text }) => others.test(text.replaceAll('Bộ phận Một cửa', '')));
    expect(named).toEqual([]);
  });

  it('write amounts in one way', () => {
    expect(all.filter(({ text }) => /\d\s?(?:đ|vnđ|vnd)\b|nghìn đồng|VNĐ/i.test(text))).toEqual([]);
  });
});

describe('a planted text', () => {
  const faultsIn = (source: string) => faultsOf(textsOfSource('planted.ts', source), all);

  it.each([
    ["const t = { vi: 'Hồ sơ đang ở bước tham-dinh.' };", ['code tham-dinh']],
    ["const t = { vi: 'Chuyển tới H50.12.3 xử lý.' };", ['code H50.12.3']],
    ["const t = { vi: 'Ý kiến 0198a0c0-0000-7000-8000-000000000001 chưa có.' };", ['code 0198a0c0-']],
    ["const t = { vi: 'Trường stepId không hợp lệ.' };", ['code stepId']],
    [
      "const t = { vi: 'Ho so da duoc tiep nhan' };",
      ['without marks: duoc', 'without marks: ho so', 'without any mark'],
    ],
    ["say('Hồ sơ đã bo sung');", ['without marks: bo sung']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source of a template
    ['const t = `Hồ sơ ${code}: khong tìm thấy`;', ['without marks: khong']],
    [`const t = { vi: '${'Hồ sơ '.repeat(13)}.' };`, ['26 words']],
  ])('is found: %s', (source, faults) => {
    const found = faultsIn(source).join('\n');
    for (const fault of faults) expect(found).toContain(fault);
  });

  it('is found between the tags of a page', () => {
    const page = 'export const Page = () => <main><p>Ho so cua ban</p></main>;';
    expect(faultsOf(textsOfSource('portal/pages/planted.tsx', page), all).join()).toContain('without marks: ho so');
  });

  it('is found in the catalogue', () => {
    const found = faultsOf(textsOfJson('shared/procedure/catalogue/x.json', '{ "vi": "Dang ky ket hon" }'), all);
    expect(found).not.toEqual([]);
  });

  it('is left alone when it is right', () => {
    expect(faultsIn("const t = { vi: 'Hồ sơ đã được tiếp nhận, chờ cơ quan phối hợp trả lời.' };")).toEqual([]);
  });
});

describe('a notice to the applicant', () => {
  const procedure = { vi: 'Đăng ký khai sinh', en: 'Birth registration' };
  const reception = { vi: 'Trung tâm Phục vụ hành chính công tỉnh', en: 'Provincial one-stop centre' };
  const told = (type: 'payment-requested' | 'deadline-breached', language: 'vi' | 'en') => {
    const event = { ...eventOf(type), amount: 100_000 } as Parameters<typeof applicantNotice>[0];
    return applicantNotice(event, procedure, language, { reception }).sentences.join(' ');
  };

  it('of a fee says how much, how and where', () => {
    const text = told('payment-requested', 'vi');
    for (const part of ['100.000 đồng', 'Cách nộp: trực tuyến', 'Bộ phận Một cửa', reception.vi]) {
      expect(text).toContain(part);
    }
    for (const part of ['100.000 đồng', 'Pay online', reception.en])
      expect(told('payment-requested', 'en')).toContain(part);
  });

  it('of a missed date apologises', () => {
    expect(told('deadline-breached', 'vi')).toContain('xin lỗi Quý tổ chức, công dân');
    expect(told('deadline-breached', 'en')).toContain('We apologise');
  });
});

it('texts are cut at the border of a word', () => {
  for (const { text } of all) {
    const whole = text.normalize('NFC').trim();
    expect(whole.slice(cut(whole, 30).length)).toMatch(/^(?:\s|$)/);
  }
});
