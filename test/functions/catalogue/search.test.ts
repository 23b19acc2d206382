import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexOfAgencies, indexOfProcedures } from '../../../functions/catalogue/search/of-procedures.ts';
import { search } from '../../../functions/catalogue/search/ranking.ts';
import { loadProvince } from '../../../infra/province/load.ts';
import { provinceCatalogue } from '../../../shared/procedure/load-catalogue.ts';
import { fold, foldedWords, withoutTyping } from '../../../shared/text/fold.ts';

const procedures = indexOfProcedures(provinceCatalogue('quang-tri'));
const agencies = indexOfAgencies(loadProvince('quang-tri').agencies);
const generated = indexOfAgencies(loadProvince('hue').agencies);

const BIRTH = '1.001193';
const SHOP = '1.001612';
const RESIDENCE = '1.004222';
const SINGLE = '1.004873';
const BUILDING = '1.013225';
const LAND = '1.013949';
const RECORD = '2.000488';
const COPY = '2.000815';
const EXTRACT = '2.000635';
const DEATH = '2.002913';

/** What people type, and the procedure that they mean. */
const QUERIES: readonly (readonly [typed: string, code: string])[] = [
  ['khai sinh', BIRTH],
  ['Khai Sinh', BIRTH],
  ['khai sính', BIRTH],
  ['khaisinh', BIRTH],
  ['khaisin', BIRTH],
  ['giấy khai sinh', BIRTH],
  ['giay khai sinh', BIRTH],
  ['làm khai sinh', BIRTH],
  ['làm giấy khai sinh cho con ở đâu', BIRTH],
  ['dang ky khai sinh', BIRTH],
  ['đăng kí khai sinh', BIRTH],
  ['ddawng kys khai sinh', BIRTH],
  ['d9a8ng ky1 khai sinh', BIRTH],
  ['đăng ký kh', BIRTH],
  ['1.001193', BIRTH],
  ['1001193', BIRTH],
  ['birth registration', BIRTH],
  ['dang ky kinh doanh', SHOP],
  ['đăng ký kinh doanh', SHOP],
  ['giấy phép kinh doanh', SHOP],
  ['mở cửa hàng', SHOP],
  ['ho kinh doanh', SHOP],
  ['hokinhdoanh', SHOP],
  ['household business', SHOP],
  ['nhập hộ khẩu', RESIDENCE],
  ['thuong tru', RESIDENCE],
  ['đăng ký thường trú', RESIDENCE],
  ['giấy độc thân', SINGLE],
  ['xac nhan tinh trang hon nhan', SINGLE],
  ['xin phép xây nhà', BUILDING],
  ['giấy phép xây dựng', BUILDING],
  ['giay phep xay dugn', BUILDING],
  ['chuyển mục đích sử dụng đất', LAND],
  ['len tho cu', LAND],
  ['lý lịch tư pháp', RECORD],
  ['lí lịch tư pháp', RECORD],
  ['ly lich tu phap', RECORD],
  ['ly lichj tuw phaps', RECORD],
  ['sao y bản chính', COPY],
  ['chứng thực bản sao', COPY],
  ['công chứng', COPY],
  ['trích lục khai sinh', EXTRACT],
  ['bản sao giấy khai sinh', EXTRACT],
  ['khai tử', DEATH],
  ['giấy chứng tử', DEATH],
  ['mai táng phí', DEATH],
  ['an toàn thực phẩm', '2.001827'],
  ['an toan thuc pham', '2.001827'],
  ['thành lập doanh nghiệp', '2.001610'],
  ['trợ cấp xã hội', '1.001776'],
  ['thân nhân liệt sĩ', '1.010801'],
  ['thân nhân liệt sỹ', '1.010801'],
  ['bảo hiểm y tế trẻ em', '2.002621'],
];

describe('a search of procedures', () => {
  it.each(QUERIES)('%j finds %s first', (typed, code) => {
    expect(search(procedures, typed)[0]?.id).toBe(code);
  });

  it.each(['xyzzy', 'visa mỹ', '🙂', '---', '9.999999', 'q'])('%j finds nothing', (typed) => {
    expect(search(procedures, typed)).toEqual([]);
  });

  it('gives the better reason first: the whole name, its beginning, all words, the field', () => {
    const reasons = search(procedures, 'khai sinh').map(({ id, reason }) => [id, reason]);
    expect(reasons.slice(0, 2)).toEqual([
      [BIRTH, 'whole'],
      ['2.002621', 'beginning'],
    ]);
    const ofField = search(procedures, 'hộ tịch');
    expect(ofField.map(({ id }) => id)).toEqual(expect.arrayContaining([BIRTH, DEATH, EXTRACT, SINGLE]));
    expect(ofField[0]?.id).toBe(EXTRACT);
  });

  it('tells words by their marks where marks were typed', () => {
    const index = indexOfProcedures(
      [
        ['9.000001', 'Cấp tù trưởng'],
        ['9.000002', 'Cấp tử trưởng'],
      ].map(([procedureCode = '', vi = '']) => ({
        ...(provinceCatalogue('quang-tri')[0] as ReturnType<typeof provinceCatalogue>[number]),
        procedureCode,
        name: { vi, en: 'x' },
        keywords: [],
      })),
    );
    expect(search(index, 'tử trưởng').map(({ id }) => id)).toEqual(['9.000002', '9.000001']);
    expect(search(index, 'tu truong').map(({ id }) => id)).toEqual(['9.000001', '9.000002']);
  });

  it('never fails and never repeats, whatever is typed', () => {
    const words = fc.constantFrom('khai', 'sinh', 'đất', 'giấy', 'q', '1.00', 'đăng ký', '', '\u0301', '￼', 'ßẞİ');
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(words, { maxLength: 30 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const ids = search(procedures, typed).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('a search of agencies', () => {
  it.each([
    ['đồng hới', 'H50.20.1'],
    ['dong hoi', 'H50.20.1'],
    ['công an đồng hới', 'H50.31.20'],
    ['ubnd phuong dong hoi', 'H50.20'],
    ['một cửa tỉnh', 'H50.1'],
    ['H50.12', 'H50.12'],
    ['sở tư pháp', 'H50.12'],
    ['department of justice', 'H50.12'],
  ])('%j finds %s first', (typed, agencyId) => {
    expect(search(agencies, typed)[0]?.id).toBe(agencyId);
  });

  it('finds the offices of a generated province', () => {
    const found = search(generated, 'phuong thuan hoa').slice(0, 2);
    expect(found.length).toBe(2);
  });
});

describe('folding', () => {
  it.each([
    ['Đăng ký', 'dang ki'],
    ['hoà bình', 'hoa binh'],
    ['hòa bình', 'hoa binh'],
    ['THUỶ', 'thuy'],
    ['Thủy', 'thuy'],
    ['quý', 'qui'],
    ['giấy', 'giay'],
    ['tuyển', 'tuyen'],
    ['y tế', 'y te'],
    ['e\u0301\u0302', 'e'],
    ['２.００2', '2 002'],
    ['  khai   sinh…', 'khai sinh'],
  ])('%j is %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same for composed and decomposed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
    );
  });

  it.each([
    ['sinhs', 'sinh'],
    ['ddawng', 'dang'],
    ['kys', 'ki'],
    ['tuw', 'tu'],
    ['ky1', 'ki'],
    ['ddaats', 'dat'],
    ['khaaur', 'khau'],
  ])('takes the letters of an input method from %j: %j', (typed, word) => {
    expect(withoutTyping(foldedWords(typed)[0] ?? '')).toBe(word);
  });
});
