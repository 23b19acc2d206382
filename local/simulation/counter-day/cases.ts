/**
 * What a one-stop shop meets on any day, with its name in Vietnamese. `docs/guides/counter-day.md` says where each is played; a
 * test holds that table to this record.
 */
export const CASES = {
  'paper-building-permit': 'Giấy phép xây dựng nộp giấy',
  'household-business': 'Hộ kinh doanh',
  'mother-for-child': 'Mẹ nộp thay con',
  'agent-for-company': 'Người được ủy quyền nộp thay công ty',
  'foreigner-criminal-record': 'Phiếu lý lịch tư pháp của người nước ngoài',
  'corrected-name': 'Chỉnh sửa họ tên',
  'wrong-fee-replaced': 'Xác định lại khoản thu sai',
  'fee-given-back': 'Hoàn trả phần đã nộp thừa',
  'unanswered-supplement': 'Quá hạn bổ sung',
  'silent-agency': 'Cơ quan được hỏi không trả lời',
  transfer: 'Chuyển đến nơi có thẩm quyền',
  'merged-commune': 'Xã sáp nhập',
  'overdue-with-late-apology': 'Quá hạn, xin lỗi muộn',
  storm: 'Bão, tạm dừng giải quyết',
  'interlinked-birth': 'Khai sinh liên thông cư trú và bảo hiểm y tế',
} as const satisfies Record<string, string>;
export type CaseName = keyof typeof CASES;
export const CASE_NAMES = Object.keys(CASES) as readonly CaseName[];
