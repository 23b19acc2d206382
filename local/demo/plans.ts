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
    reception: { agencyId: 'H50.21.1', officer: 'can-bo-tiep-nhan-dong-ha' },
    steps: [
      { stepId: 'examination', agencyId: 'H50.21', officer: 'kinh-te-dong-ha' },
      { stepId: 'tax-registration', agencyId: 'H50.21', officer: 'kinh-te-dong-ha' },
      { stepId: 'signature', agencyId: 'H50.21', officer: 'lanh-dao-dong-ha' },
    ],
    leader: 'lanh-dao-dong-ha',
    required: ['registration-request'],
    usual: { fees: [{ code: 'registration-charge' }] },
    charged: { fees: [{ code: 'registration-charge' }] },
  },
  criminal: {
    title: 'Cấp phiếu lý lịch tư pháp',
    procedureCode: '2.000488',
    reception: { agencyId: 'H50.1', officer: 'can-bo-tiep-nhan-tinh' },
    steps: [
      { stepId: 'examination', agencyId: 'H50.31', officer: 'can-bo-cong-an-tinh' },
      { stepId: 'record-lookup', agencyId: 'H50.31', officer: 'can-bo-cong-an-tinh' },
      { stepId: 'drafting', agencyId: 'H50.31', officer: 'can-bo-cong-an-tinh' },
      { stepId: 'signature', agencyId: 'H50.31', officer: 'lanh-dao-cong-an-tinh' },
    ],
    leader: 'lanh-dao-cong-an-tinh',
    required: ['certificate-request'],
    usual: { fees: [{ code: 'information-fee' }] },
    charged: { fees: [{ code: 'information-fee' }] },
  },
  permit: {
    title: 'Cấp giấy phép xây dựng',
    procedureCode: '1.013225',
    reception: { agencyId: 'H50.20.1', officer: 'can-bo-tiep-nhan-dong-hoi' },
    steps: [
      { stepId: 'examination', agencyId: 'H50.20', officer: 'ho-tich-dong-hoi' },
      { stepId: 'house-appraisal', agencyId: 'H50.20', officer: 'ho-tich-dong-hoi' },
      { stepId: 'permit-signature', agencyId: 'H50.20', officer: 'lanh-dao-dong-hoi' },
    ],
    leader: 'lanh-dao-dong-hoi',
    required: ['request', 'land-paper', 'design-drawings'],
    usual: { fees: [{ code: 'house-permit' }] },
    charged: { fees: [{ code: 'works-permit' }] },
  },
  newborn: {
    title: 'Liên thông khai sinh, cư trú, bảo hiểm y tế',
    procedureCode: '2.002621',
    reception: { agencyId: 'H50.20.1', officer: 'can-bo-tiep-nhan-dong-hoi' },
    steps: [
      { stepId: 'birth-registration', agencyId: 'H50.20', officer: 'ho-tich-dong-hoi' },
      { stepId: 'birth-signature', agencyId: 'H50.20', officer: 'lanh-dao-dong-hoi' },
      { stepId: 'residence-and-insurance', agencyId: 'H50.20', officer: 'ho-tich-dong-hoi' },
      { stepId: 'results', agencyId: 'H50.20', officer: 'ho-tich-dong-hoi' },
    ],
    leader: 'lanh-dao-dong-hoi',
    required: ['electronic-declaration', 'birth-notification'],
    usual: { fees: [], late: false },
    charged: { fees: [{ code: 'late-registration' }], late: true },
  },
  /** A birth that is filed at a commune that is not competent. */
  strayed: {
    title: 'Đăng ký khai sinh, nộp nhầm nơi',
    procedureCode: '1.001193',
    reception: { agencyId: 'H50.21.1', officer: 'can-bo-tiep-nhan-dong-ha' },
    steps: [],
    leader: 'lanh-dao-dong-ha',
    required: ['birth-declaration', 'birth-notification'],
    usual: { fees: [], late: false },
    charged: { fees: [{ code: 'late-registration' }], late: true },
  },
  /** A birth that its commune had when it was merged. */
  merged: {
    title: 'Đăng ký khai sinh, xã sáp nhập',
    procedureCode: '1.001193',
    reception: { agencyId: 'H50.21.1', officer: 'can-bo-tiep-nhan-dong-ha' },
    steps: [
      { stepId: 'examination', agencyId: 'H50.21', officer: 'ho-tich-dong-ha' },
      { stepId: 'registration', agencyId: 'H50.21', officer: 'ho-tich-dong-ha' },
      { stepId: 'signature', agencyId: 'H50.21', officer: 'lanh-dao-dong-ha' },
    ],
    leader: 'lanh-dao-dong-ha',
    required: ['birth-declaration', 'birth-notification'],
    usual: { fees: [], late: false },
    charged: { fees: [{ code: 'late-registration' }], late: true },
  },
} as const satisfies Record<string, Plan>;

export type PlanName = keyof typeof PLANS;
