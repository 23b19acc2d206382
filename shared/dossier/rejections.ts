import type { Text } from '../text.ts';

/**
 * Every reason for which a command is refused: a stable code for programs, a sentence for people. Codes are part of
 * the public API and never change their meaning.
 */
export const REJECTIONS = {
  'dossier-not-found': { vi: 'Không tìm thấy hồ sơ.', en: 'There is no such dossier.' },
  'dossier-exists': { vi: 'Hồ sơ đã tồn tại.', en: 'The dossier exists already.' },
  'not-allowed': {
    vi: 'Bạn không có quyền thực hiện thao tác này trên hồ sơ.',
    en: 'You may not do this to the dossier.',
  },
  'wrong-status': {
    vi: 'Không thể thực hiện thao tác này ở trạng thái hiện tại của hồ sơ.',
    en: 'This cannot be done in the present status of the dossier.',
  },
  'version-conflict': {
    vi: 'Hồ sơ vừa được người khác thay đổi. Hãy tải lại rồi thử lại.',
    en: 'Somebody else changed the dossier just now. Read it again, then retry.',
  },
  'idempotency-key-reused': {
    vi: 'Khóa Idempotency-Key này đã được dùng cho một yêu cầu khác.',
    en: 'This Idempotency-Key was used for a different request.',
  },
  'unknown-procedure': {
    vi: 'Thủ tục hành chính không có trong danh mục của tỉnh.',
    en: 'The procedure is not in the catalogue of this province.',
  },
  'unknown-agency': {
    vi: 'Cơ quan không có trong danh mục của tỉnh.',
    en: 'The agency is not known in this province.',
  },
  'wrong-agency': {
    vi: 'Cơ quan này không thuộc loại được xử lý bước này của thủ tục.',
    en: 'An agency of this kind does not handle this step of the procedure.',
  },
  'channel-not-offered': {
    vi: 'Thủ tục không tiếp nhận hồ sơ qua hình thức này.',
    en: 'The procedure does not take dossiers by this channel.',
  },
  'applicant-not-eligible': {
    vi: 'Thủ tục không dành cho đối tượng này.',
    en: 'The procedure is not open to this kind of applicant.',
  },
  'postal-return-not-offered': {
    vi: 'Thủ tục không trả kết quả qua bưu chính.',
    en: 'The procedure does not return results by post.',
  },
  'unknown-component': {
    vi: 'Thành phần hồ sơ không có trong thủ tục.',
    en: 'The procedure has no such component.',
  },
  'document-not-found': { vi: 'Không tìm thấy giấy tờ.', en: 'There is no such document.' },
  'too-many-documents': {
    vi: 'Hồ sơ đã đạt số lượng giấy tờ tối đa.',
    en: 'The dossier holds the most documents it may.',
  },
  'missing-components': {
    vi: 'Hồ sơ còn thiếu thành phần bắt buộc.',
    en: 'Required components of the dossier are missing.',
  },
  'appointment-required': { vi: 'Cần có ngày hẹn trả kết quả.', en: 'An appointment is needed.' },
  'moment-in-the-past': { vi: 'Thời điểm phải ở tương lai.', en: 'The moment must lie in the future.' },
  'unknown-fee': { vi: 'Thủ tục không có khoản phí, lệ phí này.', en: 'The procedure has no such fee.' },
  'obligation-open': {
    vi: 'Hồ sơ đang có nghĩa vụ tài chính chưa thực hiện.',
    en: 'A payment is still due on the dossier.',
  },
  'no-open-obligation': {
    vi: 'Hồ sơ không có nghĩa vụ tài chính nào đang chờ thực hiện.',
    en: 'No payment is due on the dossier.',
  },
  'wrong-amount': { vi: 'Số tiền không khớp với số phải nộp.', en: 'The amount is not the one that is due.' },
  'unknown-step': { vi: 'Thủ tục không có bước này.', en: 'The procedure has no such step.' },
  'wrong-step': {
    vi: 'Bước này không phải bước kế tiếp của thủ tục.',
    en: 'This is not the next step of the procedure.',
  },
  'not-last-step': {
    vi: 'Hồ sơ chưa ở bước cuối cùng của thủ tục.',
    en: 'The dossier is not at the last step of the procedure.',
  },
  'result-missing': {
    vi: 'Trả kết quả điện tử cần có ít nhất một giấy tờ kết quả.',
    en: 'An electronic result needs at least one result document.',
  },
  'not-accepted-yet': {
    vi: 'Hồ sơ chưa được tiếp nhận nên không thể thực hiện thao tác này.',
    en: 'The dossier was never accepted, so this cannot be done.',
  },
  'no-change': { vi: 'Hồ sơ đã ở trạng thái này.', en: 'The dossier is in this status already.' },
} as const satisfies Record<string, Text>;

export type RejectionCode = keyof typeof REJECTIONS;

/** A refusal as a value. `fields` are the paths of the offending input, `details` facts for programs (no personal data). */
export type Rejection = {
  readonly code: RejectionCode;
  readonly fields?: readonly string[];
  readonly details?: Readonly<Record<string, string | number | readonly string[]>>;
};
