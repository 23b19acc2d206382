import type { FeeChoices } from '../../shared/procedure/fee.ts';

/** Who handles a procedure in the demo: the reception, and one officer for each step. */
export type Plan = {
  readonly title: string;
  readonly procedureCode: string;
  readonly reception: { readonly agencyId: string; readonly officer: string };
  readonly steps: readonly { readonly stepId: string; readonly agencyId: string; readonly officer: string }[];
  /** May stop a dossier and decide about its withdrawal. */
  readonly leader: string;
  readonly required: readonly string[];
  /** The fees when nothing special applies, and those of a dossier that is charged. */
  readonly usual: FeeChoices;
  readonly charged: FeeChoices;
};

const PROVINCE_DESK = { agencyId: 'H50.1', officer: 'can-bo-tiep-nhan-tinh' };

export const PLANS = {
  birth: {
    title: 'Đăng ký khai sinh',
    procedureCode: '1.001193',
    reception: { agencyId: 'H50.20.1', officer: 'can-bo-tiep-nhan-dong-hoi' },
    steps: [
      { stepId: 'examination', agencyId: 'H50.20', officer: 'ho-tich-dong-hoi' },
      { stepId: 'registration', agencyId: 'H50.20', officer: 'ho-tich-dong-hoi' },
      { stepId: 'signature', agencyId: 'H50.20', officer: 'lanh-dao-dong-hoi' },
    ],
    leader: 'lanh-dao-dong-hoi',
    required: ['birth-declaration', 'birth-notification'],
    usual: { fees: [], late: false },
    charged: { fees: [{ code: 'late-registration' }], late: true },
  },
  household: {
    title: 'Đăng ký hộ kinh doanh',
    procedureCode: '1.001612',
    reception: PROVINCE_DESK,
    steps: [
      { stepId: 'examination', agencyId: 'H50.11', officer: 'can-bo-tai-chinh' },
      { stepId: 'tax-registration', agencyId: 'H50.11', officer: 'can-bo-tai-chinh' },
      { stepId: 'signature', agencyId: 'H50.11', officer: 'lanh-dao-tai-chinh' },
    ],
    leader: 'lanh-dao-tai-chinh',
    required: ['registration-request'],
    usual: { fees: [{ code: 'registration-charge' }] },
    charged: { fees: [{ code: 'registration-charge' }] },
  },
  criminal: {
    title: 'Cấp phiếu lý lịch tư pháp',
    procedureCode: '2.000488',
    reception: PROVINCE_DESK,
    steps: [
      { stepId: 'examination', agencyId: 'H50.12', officer: 'can-bo-tu-phap' },
      { stepId: 'record-lookup', agencyId: 'H50.12', officer: 'can-bo-tu-phap' },
      { stepId: 'drafting', agencyId: 'H50.12', officer: 'can-bo-tu-phap' },
      { stepId: 'signature', agencyId: 'H50.12', officer: 'lanh-dao-tu-phap' },
    ],
    leader: 'lanh-dao-tu-phap',
    required: ['certificate-request'],
    usual: { fees: [{ code: 'information-fee' }] },
    charged: { fees: [{ code: 'information-fee' }] },
  },
} as const satisfies Record<string, Plan>;

export type PlanName = keyof typeof PLANS;
