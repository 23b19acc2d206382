import type { EventForApplicant } from '../../../../shared/dossier/audiences.ts';
import { STATUSES } from '../../../../shared/dossier/status.ts';
import { dong } from '../../../../shared/text/vietnamese.ts';

const RETURNED = {
  result: 'Đã trả kết quả',
  withdrawn: 'Đã trả lại hồ sơ theo yêu cầu rút',
  stopped: 'Đã trả lại hồ sơ sau khi dừng xử lý',
} as const;

const BRANCH_RESULTS = { done: 'đã giải quyết', agreed: 'đồng ý', disagreed: 'không đồng ý' } as const;

const with_ = (text: string, more: string | undefined) => (more === undefined ? text : `${text}: ${more}`);

/** Description of an event as the portal shows it to the applicant (`NoiDungXuLy`). Vietnamese only, as the portal. */
export function progressText(event: EventForApplicant): string {
  switch (event.type) {
    case 'draft-created':
      return 'Lập hồ sơ';
    case 'document-attached':
      return event.document.kind === 'result' ? 'Đính kèm giấy tờ kết quả' : 'Đính kèm giấy tờ';
    case 'draft-deleted':
      return 'Xóa hồ sơ chưa nộp';
    case 'draft-changed':
      return 'Sửa thông tin hồ sơ trước khi nộp';
    case 'declared':
      return 'Khai tờ khai điện tử';
    case 'particulars-corrected':
      return 'Điều chỉnh thông tin hồ sơ';
    case 'correction-requested':
      return `Đề nghị chỉnh sửa thông tin hồ sơ: ${event.reason}`;
    case 'correction-refused':
      return `Không chấp nhận đề nghị chỉnh sửa thông tin: ${event.reason}`;
    case 'identity-confirmed':
      return 'Đã đối chiếu giấy tờ định danh';
    case 'document-removed':
      return 'Bỏ giấy tờ đã đính kèm';
    case 'submitted':
    case 'imported':
      return 'Nộp hồ sơ';
    case 'accepted':
      return 'Tiếp nhận hồ sơ';
    case 'rejected':
      return `Từ chối tiếp nhận hồ sơ: ${event.reason} (${event.legalGround})`;
    case 'supplement-requested':
      return `Yêu cầu bổ sung hồ sơ: ${event.items.map((item) => item.content).join('; ')}`;
    case 'supplemented':
      return with_('Đã bổ sung hồ sơ', event.note);
    case 'fees-assessed':
      return `Xác định phí, lệ phí: ${dong(event.assessment.amount)}`;
    case 'payment-requested':
      return `Yêu cầu thực hiện nghĩa vụ tài chính: ${dong(event.amount)}`;
    case 'payment-cancelled':
      return `Hủy yêu cầu thực hiện nghĩa vụ tài chính: ${dong(event.amount)} (${event.reason})`;
    case 'payment-recorded':
      return `Đã thực hiện nghĩa vụ tài chính: ${dong(event.payment.amount)}`;
    case 'receipt-number-corrected':
      return 'Chỉnh sửa số biên lai';
    case 'surplus-payment-recorded':
      return `Ghi nhận khoản tiền cần hoàn trả: ${dong(event.payment.amount)}`;
    case 'refund-opened':
      return `Mở khoản hoàn trả: ${dong(event.amount)}`;
    case 'refund-approved':
      return `Phê duyệt hoàn trả: ${dong(event.amount)}`;
    case 'refund-refused':
      return `Không chấp nhận hoàn trả: ${dong(event.amount)} (${event.reason})`;
    case 'refund-reopened':
      return `Xử lý lại khoản hoàn trả: ${dong(event.amount)}`;
    case 'refund-paid':
      return `Đã hoàn trả: ${dong(event.amount)}`;
    case 'refund-dropped':
      return `Không còn phải hoàn trả: ${dong(event.amount)}`;
    case 'shipment-updated':
      return 'Cập nhật tình trạng bưu gửi';
    case 'forwarded':
      return 'Chuyển xử lý hồ sơ';
    case 'transferred':
      return event.cause === 'competence'
        ? 'Chuyển hồ sơ đến Bộ phận Một cửa có thẩm quyền'
        : 'Chuyển hồ sơ đến cơ quan kế thừa';
    case 'sent-back':
      return 'Trả lại bước trước';
    case 'assigned':
      return 'Phân công cán bộ xử lý';
    case 'branch-opened':
      return event.kind === 'opinion' ? 'Lấy ý kiến cơ quan phối hợp' : 'Chuyển cơ quan phối hợp giải quyết';
    case 'branch-finished':
      return event.deemed
        ? 'Cơ quan phối hợp không trả lời trong thời hạn: coi như đồng ý'
        : `Cơ quan phối hợp đã trả lời: ${BRANCH_RESULTS[event.result]}`;
    case 'branch-cancelled':
      return event.withoutAnswer
        ? 'Tiếp tục giải quyết khi cơ quan phối hợp chưa trả lời đúng hạn'
        : 'Hủy yêu cầu phối hợp đã gửi';
    case 'applicant-reminded':
      return 'Nhắc người nộp bổ sung hồ sơ hoặc thực hiện nghĩa vụ tài chính';
    case 'site-verified':
      return 'Đã thẩm định, xác minh thực tế';
    case 'reappointed':
      return `Xin lỗi và hẹn lại ngày trả kết quả: ${event.reason}`;
    case 'appointment-recalculated':
      return `Tính lại ngày hẹn trả kết quả: ${event.reason}`;
    case 'deadline-warned':
      return 'Sắp đến hạn xử lý';
    case 'deadline-breached':
      return 'Đã quá hạn xử lý';
    case 'reminder-sent':
      return 'Đôn đốc xử lý';
    case 'note-added':
      return 'Ghi chú nội bộ';
    case 'status-reported':
      return `Cơ quan giải quyết báo trạng thái “${STATUSES[event.toStatus].name.vi}”`;
    case 'form-issued':
      return 'Đã lập biểu mẫu của hồ sơ';
    case 'completed':
      return event.outcome === 'granted'
        ? 'Đã xử lý xong: đồng ý giải quyết'
        : with_('Đã xử lý xong: không đồng ý giải quyết', event.denial?.reason);
    case 'returned':
      return RETURNED[event.reason];
    case 'withdrawal-requested':
      return 'Người nộp yêu cầu rút hồ sơ';
    case 'withdrawal-decided':
      return with_(event.granted ? 'Đồng ý cho rút hồ sơ' : 'Không đồng ý cho rút hồ sơ', event.reason);
    case 'stopped':
      return `Dừng xử lý hồ sơ: ${event.ground}`;
    case 'suspended':
      return `Tạm dừng giải quyết do sự kiện bất khả kháng theo Quyết định ${event.decision}`;
    case 'suspension-lifted':
      return `Tiếp tục giải quyết theo Quyết định ${event.decision}`;
    case 'resumed':
      return with_('Tiếp tục xử lý hồ sơ', event.note);
    case 'corrected':
      return `Điều chỉnh trạng thái hồ sơ thành "${STATUSES[event.toStatus].name.vi}"`;
  }
}
