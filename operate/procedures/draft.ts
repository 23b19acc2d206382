import { nationalCode } from '../../shared/procedure/national.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';
import { procedureCode } from '../../shared/values.ts';
import { type Ask, type Entry, entries, idOf, procedureIn, textOf } from './answer.ts';
import { feesIn, hoursIn } from './draft-times.ts';

/** What only a person can decide, with the field it is about. */
export type Question = { readonly field: string; readonly question: string };

export type Draft = {
  readonly procedureCode: string;
  /** A procedure file with `undecided`: refused by the catalogue until every question is decided and taken out. */
  readonly file: Readonly<Record<string, unknown>>;
  readonly undecided: readonly Question[];
};

const KENH = { '1': 'direct', '2': 'online', '3': 'postal' } as const;

/**
 * A draft from the national catalogue's answer. Undefined: the answer holds no procedure with a code.
 * @param known procedures of the base, whose names of fields are used again
 * @param on the day of the answer, `2026-11-28`
 */
export function draftOf(answer: unknown, known: readonly Procedure[], on: string): Draft | undefined {
  const entry = procedureIn(answer);
  const code = procedureCode.safeParse(textOf(entry?.MATTHC)).data;
  if (entry === undefined || code === undefined) return undefined;
  const undecided: Question[] = [];
  const ask: Ask = (field, question) => undecided.push({ field, question });
  if (known.some((p) => p.procedureCode === code)) {
    ask('procedureCode', 'danh mục gốc đã có thủ tục này: so sánh, sửa tệp đó và tăng version');
  }
  if (textOf(entry.TRANGTHAI) !== '1') ask('procedureCode', 'thủ tục chưa công khai hoặc đã hết hiệu lực (TRANGTHAI)');
  const { field, national } = fieldOf(entry, known, ask);
  const components = componentsIn(entry, ask);
  const fees = feesIn(entry, ask);
  const results = entries(entry.KETQUATHUCHIEN);
  if (results.length !== 1) ask('national.result', `có ${results.length} kết quả: chọn mã của kết quả chính`);
  const workingHours = hoursIn(entry, ask);
  const file = {
    procedureCode: code,
    version: 1,
    name: named(textOf(entry.TENTTHC), 'name', ask),
    field,
    level: levelOf(entry, ask),
    legalBasis: textOf(entry.CANCUPHAPLY, 1000) || left('legalBasis', 'căn cứ pháp lý', ask),
    channels: channelsIn(entry, ask),
    applicants: applicantsIn(entry, ask),
    components: components.list,
    fees: fees.list,
    steps: stepsOf(entry, workingHours, ask),
    workingHours,
    postalReturn: decide(false, 'postalReturn', 'có trả kết quả qua bưu chính công ích không', ask),
    national: {
      ...checked({ field: national }, 'national', ask),
      components: checked(components.codes, 'national.components', ask),
      fees: checked(fees.codes, 'national.fees', ask),
      ...checked({ result: textOf(results[0]?.MAKETQUA) }, 'national', ask),
    },
    provenance: SEEN.map((field) => ({ field, foundation: 'seen', note: NOTE, source: SOURCE, on })),
    undecided,
  };
  return { procedureCode: code, file, undecided };
}

/** What the answer states itself; steps, policies and return by post are the person's. */
const SEEN = 'procedureCode name field legalBasis channels applicants components fees workingHours national'.split(' ');
const NOTE = 'Theo trả lời của danh mục thủ tục hành chính quốc gia.';
const SOURCE = 'LayThuTuc, Cổng Dịch vụ công quốc gia';

function decide<T>(value: T, field: string, question: string, ask: Ask): T {
  ask(field, question);
  return value;
}

const left = (field: string, question: string, ask: Ask) => decide('', field, question, ask);

const named = (vi: string, field: string, ask: Ask) => ({ vi, en: left(`${field}.en`, 'tên tiếng Anh', ask) });

/** Codes that fit a national catalogue; another text is no code, and is named. */
function checked(codes: Readonly<Record<string, string>>, field: string, ask: Ask): Record<string, string> {
  const fitting = Object.entries(codes).filter(([id, code]) => {
    if (nationalCode.safeParse(code).success) return true;
    ask(`${field}.${id}`, code === '' ? 'không có mã quốc gia' : `"${code}" không phải dạng mã quốc gia`);
    return false;
  });
  return Object.fromEntries(fitting);
}

function fieldOf(entry: Entry, known: readonly Procedure[], ask: Ask) {
  const [one, ...more] = entries(entry.LINHVUCTHUCHIEN);
  if (more.length > 0) ask('field', 'có nhiều lĩnh vực: chọn một');
  const vi = textOf(one?.TENLINHVUC);
  const national = textOf(one?.MALINHVUC);
  const same = known.find((p) => p.field.name.vi === vi)?.field;
  if (same !== undefined) return { field: same, national };
  return {
    field: {
      code: decide(idOf(vi, new Set()), 'field.code', 'mã nội bộ của lĩnh vực', ask),
      name: named(vi, 'field.name', ask),
    },
    national,
  };
}

function levelOf(entry: Entry, ask: Ask): string {
  const text = `${textOf(entry.CAPTHUCHIEN)} ${textOf(entries(entry.COQUANTHUCHIEN).map((one) => one.TENDONVI))}`;
  const levels = [
    /cấp xã|phường|xã/i.test(text) && 'commune',
    /cấp tỉnh|tỉnh|\bSở\b|thành phố/i.test(text) && 'province',
  ];
  const [only, ...more] = levels.filter((level) => level !== false);
  if (only !== undefined && more.length === 0) return only;
  return decide(only ?? 'commune', 'level', `cấp giải quyết: ${text.trim() || 'không ghi'}`, ask);
}

function channelsIn(entry: Entry, ask: Ask): readonly string[] {
  const found = entries(entry.CACHTHUCTHUCHIEN).flatMap(
    ({ KENH: kenh }) => KENH[textOf(kenh) as keyof typeof KENH] ?? [],
  );
  if (found.length === 0) ask('channels', 'kênh tiếp nhận: direct, online, postal');
  return [...new Set(found)];
}

function applicantsIn(entry: Entry, ask: Ask): readonly string[] {
  const text = textOf(entry.DOITUONGTHUCHIEN);
  const found = [
    /công dân|cá nhân|người|hộ gia đình/i.test(text) && 'citizen',
    /tổ chức|doanh nghiệp|hợp tác xã|cơ quan/i.test(text) && 'organisation',
  ].filter((kind) => kind !== false);
  if (found.length === 0) ask('applicants', `đối tượng thực hiện: ${text || 'không ghi'}`);
  return found;
}

function componentsIn(entry: Entry, ask: Ask) {
  const papers = entries(entry.THANHPHANHOSO).flatMap(({ GIAYTO }) => entries(GIAYTO));
  const codes: Record<string, string> = {};
  const list = papers.map((paper) => {
    const vi = textOf(paper.TENGIAYTO);
    const component = idOf(vi, new Set(Object.keys(codes)));
    codes[component] = textOf(paper.MAGIAYTO);
    return { component, name: named(vi, `components.${component}.name`, ask), required: true };
  });
  ask('components', 'giấy tờ nào bắt buộc, giấy tờ nào thay thế nhau hoặc chỉ cần trong một số trường hợp');
  return { list, codes };
}

function stepsOf(entry: Entry, hours: number | undefined, ask: Ask): readonly never[] {
  const holders = textOf(entries(entry.COQUANTHUCHIEN).map(({ TENDONVI }) => TENDONVI));
  const sum = hours === undefined ? 'bằng thời hạn' : `cộng lại ${hours} giờ`;
  ask(
    'steps',
    `các bước, loại cơ quan, vai trò và số giờ từng bước (${sum}); cơ quan thực hiện: ${holders || 'không ghi'}`,
  );
  return [];
}
