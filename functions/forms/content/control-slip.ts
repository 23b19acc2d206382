import type { Timeliness } from '../../../shared/calendar/deadline.ts';
import { bold, type Content, paragraph, type Table } from './content.ts';
import { type FormHead, type FormProcedure, letterhead, officerSigns, procedureLine } from './parts.ts';
import { momentInWords, shortMoment } from './words.ts';

/** One hand-over of a dossier from one party to the next. */
export type HandOver = {
  readonly at: string;
  readonly giver: Party;
  readonly receiver: Party;
  /** How the giver kept its own due moment; absent where it had none. */
  readonly timeliness?: Timeliness | undefined;
  readonly note?: string | undefined;
};

export type Party = { readonly agency: string; readonly person?: string | undefined };

/** Form 6: control slip (Phiếu kiểm soát quá trình giải quyết hồ sơ). */
export type ControlSlip = FormHead & {
  readonly form: 'control-slip';
  readonly applicantName: string;
  readonly procedure: FormProcedure;
  /** Agency that leads the processing. */
  readonly leadAgency: string;
  readonly otherAgencies: readonly string[];
  readonly receivedAt: string;
  readonly appointmentAt?: string | undefined;
  readonly handOvers: readonly HandOver[];
  readonly officer?: string | undefined;
};

export const TIMELINESS_WORDS = { early: 'Trước hạn', 'on-time': 'Đúng hạn', overdue: 'Quá hạn' } as const;

const COLUMNS: Table['columns'] = [
  { title: 'TT', share: 7, align: 'center' },
  { title: 'Bên giao', share: 24 },
  { title: 'Bên nhận', share: 24 },
  { title: 'Thời gian giao, nhận', share: 16, align: 'center' },
  { title: 'Kết quả giải quyết', share: 14, align: 'center' },
  { title: 'Ghi chú', share: 19 },
];

const partyWords = ({ agency, person }: Party) => (person === undefined ? agency : `${agency}\n${person}`);

function row(handOver: HandOver, index: number): readonly string[] {
  return [
    String(index + 1),
    partyWords(handOver.giver),
    partyWords(handOver.receiver),
    shortMoment(handOver.at),
    handOver.timeliness === undefined ? '' : TIMELINESS_WORDS[handOver.timeliness],
    handOver.note ?? '',
  ];
}

export function controlSlipContent(data: ControlSlip): Content {
  const others = data.otherAgencies.length === 0 ? 'không' : data.otherAgencies.join('; ');
  return {
    paper: 'A5',
    letterhead: letterhead(data),
    title: 'PHIẾU KIỂM SOÁT\nQUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
    subtitle: [['Mã hồ sơ: ', bold(data.dossierCode)]],
    dossierCode: data.dossierCode,
    blocks: [
      paragraph('Hồ sơ của: ', bold(data.applicantName)),
      procedureLine(data.procedure),
      paragraph(`Cơ quan chủ trì giải quyết: ${data.leadAgency}`),
      paragraph(`Cơ quan phối hợp: ${others}`),
      paragraph(`Thời gian nhận hồ sơ: ${momentInWords(data.receivedAt)}`),
      ...(data.appointmentAt === undefined
        ? []
        : [paragraph('Thời gian hẹn trả kết quả: ', bold(momentInWords(data.appointmentAt)))]),
      { kind: 'table', columns: COLUMNS, rows: data.handOvers.map(row) },
    ],
    signatures: [officerSigns(data.officer, 'NGƯỜI LẬP PHIẾU')],
  };
}
