import type { Timeliness } from '../../../shared/calendar/deadline.ts';
import type { Official } from '../../../shared/dossier/actor.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { applicantName, type Case, head, type Issue, procedureOf, type RecordedHandOver } from '../content/case.ts';
import { bold, type Content, paragraph, type Table } from '../content/content.ts';
import { type FormHead, type FormProcedure, NAME_FIELDS, officerSigns, procedureLine } from '../content/parts.ts';
import { momentInWords, shortMoment } from '../content/words.ts';
import { formAdapter } from './form.ts';
import { handOversOf } from './hand-overs.ts';

/** One hand-over of a dossier. */
export type HandOver = {
  readonly at: string;
  readonly giver: Party;
  readonly receiver: Party;
  /** Whether the sender kept its own due moment; absent without one. */
  readonly timeliness?: Timeliness | undefined;
  readonly note?: string | undefined;
};

export type Party = {
  readonly agency: string;
  /** Name of the step or branch. */
  readonly step?: string | undefined;
  readonly person?: string | undefined;
};

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
  readonly officer?: Official | undefined;
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

const partyWords = ({ agency, step, person }: Party) =>
  [agency, step && `(${step})`, person].filter((line) => line !== undefined).join('\n');

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

function content(data: ControlSlip): Pick<Content, 'blocks' | 'signatures'> {
  const others = data.otherAgencies.length === 0 ? 'không' : data.otherAgencies.join('; ');
  return {
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
    signatures: [officerSigns(data, data.officer, 'NGƯỜI LẬP PHIẾU')],
  };
}

/** @param leadAgency Identifier of the agency that leads the processing. */
export function controlSlipOf(
  of: Case,
  issue: Issue,
  leadAgency: string,
  handOvers: readonly RecordedHandOver[],
): ControlSlip {
  const { dossier, names } = of;
  const party = ({ agencyId, step, officer }: RecordedHandOver['from']) => ({
    agency: names.agency(agencyId),
    step,
    person: officer,
  });
  const involved = new Set(handOvers.flatMap(({ from, to }) => [from.agencyId, to.agencyId]));
  const others = [...involved].filter((id) => id !== leadAgency && id !== dossier.receivingAgency);
  return {
    ...head(of, issue),
    form: 'control-slip',
    applicantName: applicantName(dossier),
    procedure: procedureOf(of),
    leadAgency: names.agency(leadAgency),
    otherAgencies: others.map((id) => names.agency(id)),
    receivedAt: dossier.acceptedAt ?? dossier.createdAt,
    appointmentAt: dossier.appointmentAt,
    handOvers: handOvers.map(({ at, from, to, timeliness, note }) => ({
      at,
      giver: party(from),
      receiver: party(to),
      timeliness,
      note,
    })),
    officer: issue.signatory,
  };
}

/** The competent agency leads; when none is given, the agency of the first step. */
function leadAgency({ competentAgency, completedSteps, receivingAgency }: Dossier): string {
  return competentAgency ?? completedSteps[0]?.agencyId ?? receivingAgency;
}

export const controlSlip = formAdapter<ControlSlip>({
  number: 6,
  symbol: 'KSHS',
  issuer: 'holder',
  title: 'PHIẾU KIỂM SOÁT\nQUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
  forApplicant: false, // The hand-over history is internal to agencies.
  issuedBy: {
    completed: ({ of, issue, event, before }) =>
      controlSlipOf(of, issue, leadAgency(of.dossier), handOversOf(of, [...before, event])),
  },
  reissue: { names: NAME_FIELDS, inUse: ({ status }) => status === 'completed' },
  content,
});
