import type { PaperForm } from '../../../shared/procedure/paper-forms.ts';
import type { AgencyKind, Level } from '../../../shared/procedure/schema.ts';
import type { Text } from '../../../shared/text/text.ts';

export const APPLICANT_NAMES = {
  citizen: { vi: 'Công dân', en: 'Citizen' },
  organisation: { vi: 'Tổ chức, doanh nghiệp', en: 'Organisation or enterprise' },
} as const satisfies Record<'citizen' | 'organisation', Text>;

export const LEVEL_NAMES = {
  province: { vi: 'Cấp tỉnh', en: 'Province' },
  commune: { vi: 'Cấp xã', en: 'Commune' },
} as const satisfies Record<Level, Text>;

export const KIND_NAMES = {
  reception: { vi: 'Bộ phận Một cửa', en: 'One-stop shop' },
  commune: { vi: 'Ủy ban nhân dân cấp xã', en: "Commune's People's Committee" },
  department: { vi: 'Sở chuyên môn', en: 'Provincial department' },
  police: { vi: 'Cơ quan công an', en: 'Police' },
  tax: { vi: 'Cơ quan thuế', en: 'Tax office' },
  'social-insurance': { vi: 'Cơ quan bảo hiểm xã hội', en: 'Social insurance office' },
  'land-office': { vi: 'Văn phòng đăng ký đất đai', en: 'Land registration office' },
  branch: { vi: 'Cơ quan ngành dọc tại địa phương', en: 'Local office of a ministry' },
} as const satisfies Record<AgencyKind, Text>;

export const PAPER_FORM_NAMES = {
  original: { vi: 'bản chính', en: 'original' },
  certifiedCopy: { vi: 'bản sao chứng thực', en: 'certified copy' },
  copy: { vi: 'bản sao', en: 'copy' },
  electronic: { vi: 'bản điện tử', en: 'electronic file' },
} as const satisfies Record<PaperForm, Text>;

export const ONLINE_NAMES = {
  full: { vi: 'Dịch vụ công trực tuyến toàn trình', en: 'Online from filing to result' },
  partial: { vi: 'Dịch vụ công trực tuyến một phần', en: 'Partly online' },
  offered: { vi: 'Nộp được trực tuyến', en: 'May be filed online' },
  none: { vi: 'Không nộp được trực tuyến', en: 'Cannot be filed online' },
} as const satisfies Record<string, Text>;
