import { MONEY_TEXTS } from './money-texts.ts';
import {
  type ApplicantNoticeType,
  appointment,
  type EventOf,
  feeStillDue,
  howToPay,
  lastMoment,
  momentText,
  type NoticeNames,
  provisional,
  reason,
  say,
  type Words,
} from './notice-words.ts';
import { RETURNED } from './returned-texts.ts';

type NoticeTexts = { readonly [T in ApplicantNoticeType]: (event: EventOf<T>, names: NoticeNames) => Words };

/**
 * Text for each event, built from the event and not from the current state, so that late notices stay correct. Vietnamese as in
 * the forms of Circular 03/2025/TT-VPCP where one exists.
 */
export const NOTICE_TEXTS: NoticeTexts = {
  ...MONEY_TEXTS,
  submitted: (event) =>
    say(
      { vi: 'Đã nhận hồ sơ đăng ký', en: 'Your dossier has arrived' },
      {
        vi: `Hồ sơ đã được gửi đến Bộ phận Một cửa lúc ${momentText(event.occurredAt)} và đang chờ kiểm tra.`,
        en: `Your dossier reached the one-stop shop at ${momentText(event.occurredAt)} (Viet Nam time) and waits to be checked.`,
      },
    ),
  imported: (event) =>
    say(
      { vi: 'Đã nhận hồ sơ từ Cổng Dịch vụ công quốc gia', en: 'Your dossier has arrived from the national portal' },
      {
        vi: `Hồ sơ nộp tại Cổng Dịch vụ công quốc gia đã đến Bộ phận Một cửa lúc ${momentText(event.occurredAt)} và đang chờ kiểm tra.`,
        en: `The dossier you submitted at the national portal reached the one-stop shop at ${momentText(event.occurredAt)} (Viet Nam time) and waits to be checked.`,
      },
    ),
  accepted: (event) =>
    say(
      { vi: 'Hồ sơ đã được tiếp nhận', en: 'Your dossier has been accepted' },
      { vi: 'Hồ sơ đầy đủ, hợp lệ và đã được tiếp nhận.', en: 'Your dossier is complete and has been accepted.' },
      appointment(event.appointment.appointmentAt),
      provisional(event.appointment.confirmed),
    ),
  rejected: (event) =>
    say(
      { vi: 'Hồ sơ không được tiếp nhận', en: 'Your dossier has not been accepted' },
      { vi: 'Hồ sơ không được tiếp nhận.', en: 'Your dossier has not been accepted.' },
      { vi: `Căn cứ pháp lý: ${event.legalGround}`, en: `Legal ground: ${event.legalGround}` },
      reason(event.reason),
    ),
  'supplement-requested': (event) =>
    say(
      { vi: 'Yêu cầu bổ sung, hoàn thiện hồ sơ', en: 'Your dossier needs to be supplemented' },
      {
        vi: 'Đề nghị bổ sung, hoàn thiện các nội dung sau:',
        en: 'Please supply or correct the following:',
      },
      ...event.items.map((item, index) => ({
        vi: `${index + 1}. ${item.content}\nLý do: ${item.reason}\nHướng dẫn: ${item.guidance}`,
        en: `${index + 1}. ${item.content}\nReason: ${item.reason}\nGuidance: ${item.guidance}`,
      })),
      {
        vi: 'Thời gian giải quyết được tính lại sau khi hồ sơ đã được bổ sung đầy đủ.',
        en: 'The time for processing counts again once everything has been supplied.',
      },
      lastMoment(event.answerBy?.dueAt),
    ),
  'applicant-reminded': (event, names) =>
    event.timer.of === 'draft' ? draftEnds(event.answerBy) : awaits(event, names),
  completed: (event) =>
    say(
      { vi: 'Hồ sơ đã có kết quả', en: 'Your dossier has a result' },
      event.outcome === 'granted'
        ? {
            vi: 'Hồ sơ đã giải quyết xong. Kết quả được trả theo hình thức đã đăng ký.',
            en: 'Processing is finished. The result will be returned in the way you chose.',
          }
        : {
            vi: 'Hồ sơ đã giải quyết xong nhưng không được chấp thuận. Văn bản trả lời được trả theo hình thức đã đăng ký.',
            en: 'Processing is finished; the application was not granted. The reply will be returned in the way you chose.',
          },
      reason(event.denial?.reason),
    ),
  returned: (event) =>
    say(
      event.reason === 'result'
        ? { vi: 'Đã trả kết quả hồ sơ', en: 'The result has been returned' }
        : { vi: 'Đã trả lại hồ sơ', en: 'Your papers have been returned' },
      RETURNED[event.reason][event.method],
    ),
  'withdrawal-decided': (event) =>
    say(
      { vi: 'Kết quả xem xét yêu cầu rút hồ sơ', en: 'Decision on your request to withdraw' },
      event.granted
        ? {
            vi: 'Yêu cầu rút hồ sơ được chấp thuận. Hồ sơ dừng giải quyết và giấy tờ được trả lại.',
            en: 'Your request was granted. Processing ends and your papers are given back.',
          }
        : {
            vi: 'Yêu cầu rút hồ sơ không được chấp thuận. Hồ sơ tiếp tục được giải quyết.',
            en: 'Your request was not granted. Processing goes on.',
          },
      reason(event.reason),
      feeStillDue(event.payBy),
    ),
  stopped: (event) =>
    say(
      { vi: 'Thông báo dừng giải quyết hồ sơ', en: 'Processing has been stopped' },
      { vi: 'Hồ sơ dừng giải quyết.', en: 'Processing of your dossier has been stopped.' },
      reason(event.ground),
    ),
  suspended: (event) =>
    say(
      { vi: 'Tạm dừng giải quyết hồ sơ do sự kiện bất khả kháng', en: 'Processing is suspended by force majeure' },
      {
        vi: `Việc giải quyết hồ sơ tạm dừng theo Quyết định ${event.decision}. Thời hạn không tính trong thời gian này.`,
        en: `Processing is suspended by decision ${event.decision}. No time limit runs meanwhile.`,
      },
      reason(event.reason),
    ),
  'suspension-lifted': (event) =>
    say(
      { vi: 'Hồ sơ được tiếp tục giải quyết', en: 'Processing goes on' },
      {
        vi: `Việc giải quyết hồ sơ được tiếp tục theo Quyết định ${event.decision}.`,
        en: `Processing goes on by decision ${event.decision}.`,
      },
      event.appointment && appointment(event.appointment.appointmentAt),
      lastMoment(event.answerBy?.dueAt),
      feeStillDue(event.payBy),
    ),
  'particulars-corrected': () =>
    say(
      { vi: 'Thông tin hồ sơ đã được chỉnh sửa', en: 'Particulars of your dossier were corrected' },
      {
        vi: 'Thông tin của chủ hồ sơ, người nộp hoặc cách nhận kết quả đã được chỉnh sửa.',
        en: 'What the dossier says of its owner, of who filed it or of the return of the result was corrected.',
      },
      {
        vi: 'Nếu không đề nghị việc này, xin liên hệ Bộ phận Một cửa nơi nộp hồ sơ.',
        en: 'If you did not ask for this, please turn to the one-stop shop that took the dossier.',
      },
    ),
  'correction-refused': (event) =>
    say(
      { vi: 'Đề nghị chỉnh sửa thông tin không được chấp nhận', en: 'Your request for a correction was refused' },
      {
        vi: 'Đề nghị chỉnh sửa thông tin hồ sơ không được chấp nhận. Thông tin của hồ sơ giữ nguyên.',
        en: 'The correction you asked for was refused. The particulars of the dossier stay as they are.',
      },
      reason(event.reason),
    ),
  resumed: (event) =>
    say(
      { vi: 'Hồ sơ được tiếp tục giải quyết', en: 'Processing goes on' },
      { vi: 'Hồ sơ được tiếp tục giải quyết.', en: 'Processing of your dossier goes on.' },
      event.note === undefined ? undefined : { vi: event.note, en: event.note },
      event.appointment && appointment(event.appointment.appointmentAt),
      feeStillDue(event.payBy),
    ),
  transferred: (event) =>
    say(
      { vi: 'Hồ sơ được chuyển đến cơ quan khác', en: 'Your dossier went to another office' },
      event.cause === 'competence'
        ? {
            vi: 'Hồ sơ được chuyển đến Bộ phận Một cửa có thẩm quyền. Quý tổ chức, công dân không phải nộp lại.',
            en: 'Your dossier went to the one-stop shop that is competent. You need not file again.',
          }
        : {
            vi: 'Cơ quan đang giữ hồ sơ đã kết thúc hoạt động. Cơ quan kế thừa tiếp tục giải quyết; mã hồ sơ không đổi.',
            en: 'The agency that had your dossier is closed. Its successor goes on; the code stays.',
          },
      event.appointment && appointment(event.appointment.appointmentAt),
      event.appointment && provisional(event.appointment.confirmed),
    ),
  reappointed: (event) =>
    say(
      { vi: 'Xin lỗi và hẹn lại ngày trả kết quả', en: 'Our apology, and a new date for your result' },
      {
        vi: 'Cơ quan giải quyết xin lỗi Quý tổ chức, công dân vì không thể trả kết quả đúng hẹn.',
        en: 'We apologise: the result cannot be ready on the date that was promised.',
      },
      reason(event.reason),
      {
        vi: `Ngày hẹn cũ: ${momentText(event.appointment.previousAt ?? '')}.`,
        en: `It was promised for ${momentText(event.appointment.previousAt ?? '')}.`,
      },
      appointment(event.appointment.appointmentAt),
    ),
  'appointment-recalculated': (event) =>
    say(
      { vi: 'Tính lại ngày hẹn trả kết quả', en: 'The date of your result was counted again' },
      {
        vi: 'Lịch làm việc đã thay đổi nên ngày hẹn trả kết quả được tính lại.',
        en: 'The working calendar changed, so the date was counted again.',
      },
      reason(event.reason),
      appointment(event.appointment.appointmentAt),
    ),
  'deadline-breached': (event) =>
    say(
      { vi: 'Hồ sơ đã quá hạn giải quyết', en: 'Your dossier is overdue' },
      {
        vi: `Hồ sơ chưa có kết quả đúng hẹn (${momentText(event.timer.at)}).`,
        en: `Your result was promised for ${momentText(event.timer.at)} (Viet Nam time) and is not ready.`,
      },
      {
        vi: 'Cơ quan giải quyết xin lỗi Quý tổ chức, công dân vì sự chậm trễ này. Lãnh đạo cơ quan đã được báo cáo.',
        en: 'We apologise for the delay. The head of the agency has been told.',
      },
    ),
};

/** What was asked for has not come yet. */
const awaits = (event: EventOf<'applicant-reminded'>, names: NoticeNames): Words =>
  say(
    event.timer.of === 'payment'
      ? { vi: 'Nhắc nộp phí, lệ phí', en: 'Reminder: a fee is due' }
      : { vi: 'Nhắc bổ sung, hoàn thiện hồ sơ', en: 'Reminder: your dossier needs to be supplemented' },
    event.timer.of === 'payment'
      ? {
          vi: 'Hồ sơ chưa được nộp phí, lệ phí theo yêu cầu đã gửi.',
          en: 'The fee that was asked for has not arrived yet.',
        }
      : {
          vi: 'Hồ sơ chưa được bổ sung, hoàn thiện theo yêu cầu đã gửi.',
          en: 'What was asked for has not been supplied yet.',
        },
    event.timer.of === 'payment' ? howToPay(names) : undefined,
    lastMoment(event.answerBy),
  );

/** Nothing was filed, so nothing is lost but what was typed. */
const draftEnds = (at: string): Words =>
  say(
    { vi: 'Hồ sơ chưa nộp sẽ bị xóa', en: 'A dossier that was not submitted will be deleted' },
    {
      vi: `Hồ sơ chưa nộp sẽ bị xóa cùng các tệp đã tải lên lúc ${momentText(at)}.`,
      en: `The dossier was not submitted. It will be deleted with its files at ${momentText(at)} (Viet Nam time).`,
    },
    {
      vi: 'Để giữ lại, xin nộp hoặc sửa hồ sơ trước thời điểm đó.',
      en: 'To keep it, submit or change it before then.',
    },
  );
