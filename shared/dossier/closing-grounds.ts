import type { Text } from '../text/text.ts';
import type { Applicant } from './values.ts';

/**
 * All properties of a ground for ending a dossier without a result. Before acceptance the dossier is refused with form 3 of
 * Circular 03/2025/TT-VPCP, after it processing stops with form 5; both name ground and legal basis. Source: the project's own
 * list of what an office meets.
 */
type GroundRow = {
  readonly name: Text;
  /** `timer`: when the applicant's time is over; `head`: decided by reception, or by the head of the agency that has the dossier. */
  readonly closedBy: 'timer' | 'head';
  /** What the applicant still owes when it closes; undefined: nothing need be owed. */
  readonly owed: 'supplement' | 'payment' | undefined;
  /** The kind of applicant it can happen to; undefined: any. */
  readonly befalls: Applicant['kind'] | undefined;
  /** The legal basis on the form: the procedure's own, or the one stated by who closes. */
  readonly basis: 'procedure' | 'stated';
  /** It names another dossier of the same applicant that goes on, or has its result. */
  readonly otherDossier: boolean;
  /** Paid fees: refunded, kept, or as decided. What is paid after the end began is always refunded. */
  readonly money: 'refunded' | 'kept' | 'as-decided';
  /** Papers: all given back, or those that are listed. */
  readonly papers: 'all' | 'as-decided';
};

export const CLOSING_GROUNDS = {
  'supplement-not-supplied': {
    name: {
      vi: 'Hết thời hạn mà hồ sơ chưa được bổ sung, hoàn thiện theo yêu cầu',
      en: 'The time to supply what was asked for is over',
    },
    ...{ closedBy: 'timer', owed: 'supplement', befalls: undefined, basis: 'procedure', otherDossier: false },
    ...{ money: 'kept', papers: 'all' },
  },
  'fee-not-paid': {
    name: {
      vi: 'Hết thời hạn mà chưa thực hiện nghĩa vụ tài chính',
      en: 'The time to pay what is due is over',
    },
    ...{ closedBy: 'timer', owed: 'payment', befalls: undefined, basis: 'procedure', otherDossier: false },
    ...{ money: 'kept', papers: 'all' },
  },
  'applicant-died': {
    name: { vi: 'Người đề nghị giải quyết hồ sơ đã chết', en: 'The applicant has died' },
    ...{ closedBy: 'head', owed: undefined, befalls: 'citizen', basis: 'stated', otherDossier: false },
    ...{ money: 'as-decided', papers: 'as-decided' },
  },
  'organisation-dissolved': {
    name: {
      vi: 'Tổ chức đề nghị giải quyết hồ sơ đã giải thể hoặc chấm dứt hoạt động',
      en: 'The organisation that applied has been dissolved',
    },
    ...{ closedBy: 'head', owed: undefined, befalls: 'organisation', basis: 'stated', otherDossier: false },
    ...{ money: 'as-decided', papers: 'as-decided' },
  },
  'duplicate-dossier': {
    name: { vi: 'Trùng với hồ sơ khác của cùng nội dung đề nghị', en: 'Another dossier has the same request' },
    ...{ closedBy: 'head', owed: undefined, befalls: undefined, basis: 'stated', otherDossier: true },
    ...{ money: 'refunded', papers: 'all' },
  },
  'procedure-abolished': {
    name: { vi: 'Thủ tục hành chính đã bị bãi bỏ', en: 'The procedure has been abolished' },
    ...{ closedBy: 'head', owed: undefined, befalls: undefined, basis: 'stated', otherDossier: false },
    ...{ money: 'refunded', papers: 'all' },
  },
} as const satisfies Record<string, GroundRow>;

export type ClosingGround = keyof typeof CLOSING_GROUNDS;
export const CLOSING_GROUND_NAMES = Object.keys(CLOSING_GROUNDS) as [ClosingGround, ...ClosingGround[]];

/** The columns of a ground, without its literal values. */
export const closingGround = (ground: ClosingGround): GroundRow => CLOSING_GROUNDS[ground];
