import type { Official } from '../../../shared/dossier/actor.ts';
import { bold, type Content, type Table } from './content.ts';
import { type FormHead, letterhead, officerSigns } from './parts.ts';
import { shortDate, shortMoment } from './words.ts';

export type RegisterEntry = {
  readonly dossierCode: string;
  readonly procedure: string;
  readonly sets: number;
  readonly applicantName: string;
  readonly agency: string;
  readonly receivedAt: string;
  readonly appointmentAt?: string | undefined;
  /** Hand-over to the processing agency. */
  readonly handedOverAt?: string | undefined;
  readonly returnedAt?: string | undefined;
  readonly method: 'counter' | 'electronic' | 'post';
  readonly note?: string | undefined;
};

/** Form 7: register (Sổ theo dõi hồ sơ) of one agency and period. */
export type Register = Omit<FormHead, 'dossierCode'> & {
  readonly form: 'register';
  /** Reception, day and part: the content of its QR code. */
  readonly registerCode: string;
  /** First and last day, as moments on those days. */
  readonly from: string;
  readonly to: string;
  readonly entries: readonly RegisterEntry[];
  readonly officer?: Official | undefined;
};

const DATES = 'Ngày, tháng, năm';

const COLUMNS: Table['columns'] = [
  { title: 'TT', share: 28, align: 'center' },
  // One line for the longest code of a reception below an office: it is read aloud and searched for.
  { title: 'Mã hồ sơ', share: 118 },
  { title: 'Tên thủ tục hành chính', share: 112 },
  { title: 'Số bộ', share: 28, align: 'center' },
  { title: 'Tên tổ chức, cá nhân', share: 92 },
  { title: 'Cơ quan chủ trì giải quyết', share: 90 },
  { title: 'Nhận hồ sơ', share: 54, align: 'center', group: DATES },
  { title: 'Hẹn trả kết quả', share: 54, align: 'center', group: DATES },
  { title: 'Chuyển giải quyết', share: 54, align: 'center', group: DATES },
  { title: 'Trả kết quả', share: 54, align: 'center', group: DATES },
  { title: 'Phương thức nhận kết quả', share: 60, align: 'center' },
  { title: 'Ghi chú', share: 66 },
];

const METHOD_WORDS = { counter: 'Trực tiếp', electronic: 'Trực tuyến', post: 'Bưu chính' } as const;

const moment = (at: string | undefined) => (at === undefined ? '' : shortMoment(at));

function row(entry: RegisterEntry, index: number): readonly string[] {
  return [
    String(index + 1),
    entry.dossierCode,
    entry.procedure,
    String(entry.sets),
    entry.applicantName,
    entry.agency,
    moment(entry.receivedAt),
    moment(entry.appointmentAt),
    moment(entry.handedOverAt),
    moment(entry.returnedAt),
    METHOD_WORDS[entry.method],
    entry.note ?? '',
  ];
}

export function registerContent(data: Register): Content {
  return {
    paper: 'A4-landscape',
    letterhead: letterhead(data),
    title: 'SỔ THEO DÕI HỒ SƠ',
    subtitle: [
      [`Từ ngày ${shortDate(data.from)} đến ngày ${shortDate(data.to)}`],
      ['Mã sổ: ', bold(data.registerCode)],
    ],
    registerCode: data.registerCode,
    blocks: [{ kind: 'table', columns: COLUMNS, rows: data.entries.map(row) }],
    signatures: [officerSigns(data, data.officer, 'NGƯỜI LẬP SỔ')],
  };
}
