import type { AgencyKind, Level } from '../procedure/schema.ts';
import type { Text } from '../text/text.ts';

/**
 * Every reason to reject a command: a stable code for programs and a sentence for people. Codes are part of the public API and
 * never change their meaning.
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
    en: 'Another user changed the dossier just now. Read it again, then retry.',
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
  'not-a-reception': {
    vi: 'Cơ quan này không phải Bộ phận Một cửa nên không tiếp nhận hồ sơ.',
    en: 'This agency is no one-stop shop, so it takes no dossiers in.',
  },
  'agency-closed': {
    vi: 'Cơ quan này đã kết thúc hoạt động; hãy chọn cơ quan kế thừa.',
    en: 'This agency is closed; choose its successor.',
  },
  'agency-not-closed': {
    vi: 'Cơ quan này vẫn đang hoạt động nên hồ sơ không chuyển sang cơ quan kế thừa.',
    en: 'This agency is not closed, so its dossiers do not move to a successor.',
  },
  'wrong-level': {
    vi: 'Cấp của cơ quan khác cấp giải quyết thủ tục; cần nêu đúng cơ quan có thẩm quyền.',
    en: 'The agency is of another level than the procedure; the competent agency has to be named.',
  },
  'not-competent': {
    vi: 'Cơ quan này không có thẩm quyền giải quyết thủ tục.',
    en: 'An agency of this kind does not decide on this procedure.',
  },
  'outside-jurisdiction': {
    vi: 'Cơ quan này không phụ trách địa bàn của hồ sơ.',
    en: 'This agency does not serve the commune of the matter.',
  },
  'channel-not-offered': {
    vi: 'Thủ tục không tiếp nhận hồ sơ qua hình thức này.',
    en: 'The procedure does not take dossiers by this channel.',
  },
  'applicant-not-eligible': {
    vi: 'Thủ tục không dành cho đối tượng này.',
    en: 'The procedure is not open to this kind of applicant.',
  },
  'sign-in-without-name': {
    vi: 'Tài khoản đăng nhập không cho biết tên. Hãy cập nhật thông tin tài khoản rồi đăng nhập lại.',
    en: 'The sign-in does not say the name of its account. Complete the account, then sign in again.',
  },
  'phone-required-online': {
    vi: 'Hồ sơ nộp trực tuyến cần số điện thoại liên hệ.',
    en: 'A dossier filed online needs a telephone number.',
  },
  'filer-basis-does-not-fit': {
    vi: 'Tư cách của người nộp không phù hợp với chủ hồ sơ.',
    en: 'This basis does not fit the kind of owner.',
  },
  'filer-document-missing': {
    vi: 'Cần nêu giấy tờ chứng minh tư cách của người nộp.',
    en: 'The document that proves the filer’s basis is missing.',
  },
  'particulars-unchanged': {
    vi: 'Không có thông tin nào thay đổi.',
    en: 'None of the particulars would change.',
  },
  'correction-open': {
    vi: 'Hồ sơ đang có đề nghị chỉnh sửa thông tin chờ giải quyết.',
    en: 'A request to correct particulars of this dossier is open.',
  },
  'no-open-correction': {
    vi: 'Hồ sơ không có đề nghị chỉnh sửa thông tin này hoặc đề nghị đã được giải quyết.',
    en: 'The dossier has no such open request to correct particulars.',
  },
  'no-declaration': {
    vi: 'Thủ tục này không có tờ khai điện tử.',
    en: 'The procedure has no declaration to fill in.',
  },
  'declaration-invalid': {
    vi: 'Tờ khai có câu trả lời không hợp lệ.',
    en: 'Answers of the declaration are not valid.',
  },
  'declaration-incomplete': {
    vi: 'Tờ khai còn câu hỏi chưa được trả lời.',
    en: 'Questions of the declaration are not answered yet.',
  },
  'no-filer': {
    vi: 'Hồ sơ do chính chủ hồ sơ nộp, không có người nộp thay.',
    en: 'The owner filed this dossier; it has no other filer.',
  },
  'second-reading-differs': {
    vi: 'Số giấy tờ hoặc họ tên đọc lần hai không khớp với thông tin đã nhập.',
    en: 'The number or the name read a second time is not what was typed.',
  },
  'postal-return-not-offered': {
    vi: 'Thủ tục không trả kết quả qua bưu chính.',
    en: 'The procedure does not return results by post.',
  },
  'unknown-component': {
    vi: 'Thành phần hồ sơ không có trong thủ tục.',
    en: 'The procedure has no such component.',
  },
  'handed-over-required': {
    vi: 'Cần ghi giấy tờ thực nhận: từng loại bản, số lượng và số bộ.',
    en: 'Say what was handed over: each paper, its form and number, and the sets.',
  },
  'paper-unnamed': {
    vi: 'Mỗi giấy tờ cần ghi mã thành phần hoặc tên gọi, không ghi cả hai.',
    en: 'Each paper needs its component or a name, and not both.',
  },
  'paper-listed-twice': {
    vi: 'Giấy tờ này đã được ghi ở một dòng khác.',
    en: 'This paper is listed in another line already.',
  },
  'paper-without-count': {
    vi: 'Cần ghi số lượng của ít nhất một loại bản.',
    en: 'Give the number of at least one form of the paper.',
  },
  'hand-over-record-required': {
    vi: 'Hồ sơ nhận qua bưu chính công ích cần có biên bản giao nhận.',
    en: 'A dossier that came by the public postal service needs its hand-over record.',
  },
  'hand-over-record-unexpected': {
    vi: 'Chỉ hồ sơ nhận qua bưu chính công ích có biên bản giao nhận.',
    en: 'Only a dossier that came by the public postal service has a hand-over record.',
  },
  'hand-over-record-too-early': {
    vi: 'Biên bản giao nhận không thể ký trước khi bưu chính nhận gửi hoặc trước khi có yêu cầu bổ sung.',
    en: 'The hand-over record cannot be signed before the post took the parcel or before the supplement was requested.',
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
  'documents-pending': {
    vi: 'Còn tệp đang được tải lên hoặc kiểm tra. Hãy gửi lại sau ít giây, hoặc bỏ tệp đó.',
    en: 'Files are still being uploaded or checked. Send this again in a few seconds, or take those files out.',
  },
  'supplement-missing': {
    vi: 'Chưa có giấy tờ mới cho nội dung được yêu cầu bổ sung.',
    en: 'Nothing new has come for what was asked for.',
  },
  'no-calendar': {
    vi: 'Tỉnh chưa có lịch làm việc nên chưa tính được thời hạn.',
    en: 'The province has no working calendar yet, so no deadline can be counted.',
  },
  'moment-in-the-future': { vi: 'Thời điểm không được ở tương lai.', en: 'The moment must not lie in the future.' },
  'reason-required': { vi: 'Cần nêu lý do.', en: 'A reason is needed.' },
  'reappointed-before': {
    vi: 'Hồ sơ đã được hẹn lại một lần; pháp luật chỉ cho hẹn lại một lần.',
    en: 'The result was re-appointed before; the law allows it once.',
  },
  'reappointment-too-long': {
    vi: 'Thời gian hẹn lại không được dài hơn thời hạn giải quyết của thủ tục.',
    en: 'The new date may be put off by no more than the time of the procedure.',
  },
  'approval-required': {
    vi: 'Yêu cầu bổ sung từ lần thứ hai phải được lãnh đạo cơ quan đang giữ hồ sơ phê duyệt.',
    en: 'A second or later supplement request needs the approval of the head of the agency that holds the dossier.',
  },
  'supplement-requests-exhausted': {
    vi: 'Hồ sơ đã được yêu cầu bổ sung đủ số lần tối đa của thủ tục.',
    en: 'The most supplement requests that the procedure allows have been made.',
  },
  'fees-not-assessed': {
    vi: 'Chưa xác định phí, lệ phí của hồ sơ.',
    en: 'The fees of the dossier are not assessed yet.',
  },
  'nothing-due': {
    vi: 'Phí, lệ phí đã xác định không còn khoản nào phải nộp.',
    en: 'Nothing of the assessed fees is left to pay.',
  },
  'fee-chosen-twice': { vi: 'Khoản phí, lệ phí này được chọn hai lần.', en: 'This fee is chosen twice.' },
  'fee-missing': {
    vi: 'Còn khoản phí, lệ phí bắt buộc chưa được chọn.',
    en: 'A fee that is always due is not chosen.',
  },
  'fee-alternatives': {
    vi: 'Phải chọn đúng một trong các mức thu thay thế nhau.',
    en: 'Exactly one of the alternative fees has to be chosen.',
  },
  'fee-lateness-required': {
    vi: 'Phải nêu việc được đăng ký đúng hạn hay quá hạn.',
    en: 'It has to be said whether the matter was registered late.',
  },
  'fee-lateness-unexpected': {
    vi: 'Thủ tục không thu theo đúng hạn hay quá hạn nên không nêu nội dung này.',
    en: 'No fee of this procedure depends on lateness, so it is not stated.',
  },
  'fee-not-late': {
    vi: 'Lệ phí đăng ký quá hạn chỉ thu khi việc được đăng ký quá hạn.',
    en: 'A late charge is due only when the matter was registered late.',
  },
  'fee-quantity': {
    vi: 'Số lượng tính phí bị thiếu, vượt mức tối đa hoặc không áp dụng cho khoản này.',
    en: 'The quantity is missing, above the maximum, or not counted for this fee.',
  },
  'fee-amount': {
    vi: 'Chỉ nhập số tiền cho khoản do cơ quan có thẩm quyền xác định, và phải lớn hơn 0.',
    en: 'An amount above 0 belongs to a fee that an authority assesses, and to no other.',
  },
  'unknown-exemption': {
    vi: 'Khoản này không có trường hợp miễn, giảm đã chọn.',
    en: 'This fee has no such exemption.',
  },
  'fee-reduction': {
    vi: 'Số tiền giảm phải lớn hơn 0 và không vượt quá số phải nộp.',
    en: 'A reduction is more than 0 and at most what is due.',
  },
  'fee-ground-missing': {
    vi: 'Không thu phí, lệ phí thì phải nêu căn cứ pháp lý.',
    en: 'Charging nothing needs its legal ground.',
  },
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
  'unknown-refund': { vi: 'Hồ sơ không có khoản hoàn trả này.', en: 'The dossier has no such refund.' },
  'refund-decided': {
    vi: 'Khoản hoàn trả này đã được quyết định.',
    en: 'This refund has been decided on already.',
  },
  'refund-not-approved': {
    vi: 'Khoản hoàn trả này chưa được lãnh đạo phê duyệt.',
    en: 'The head has not approved this refund yet.',
  },
  'refund-closed': {
    vi: 'Khoản hoàn trả này đã kết thúc nên không ghi nhận chi trả nữa.',
    en: 'This refund is closed: nothing more is paid back on it.',
  },
  'nothing-to-reopen': {
    vi: 'Khoản hoàn trả này không có việc đã ghi để làm lại.',
    en: 'There is nothing recorded on this refund that can be taken back.',
  },
  'refund-before-approval': {
    vi: 'Ngày hoàn trả không được trước ngày phê duyệt.',
    en: 'It cannot have been paid back before the day of its approval.',
  },
  'refund-reference-used': {
    vi: 'Số chứng từ này đã được ghi cho một khoản hoàn trả khác của hồ sơ.',
    en: 'This number is recorded for another refund of the dossier.',
  },
  'no-counter-payment': {
    vi: 'Không có khoản nào thu tại quầy cho yêu cầu nộp này.',
    en: 'Nothing was paid at the counter for this request.',
  },
  'receipt-number-used': {
    vi: 'Số biên lai này đã được ghi cho một khoản khác của hồ sơ.',
    en: 'This receipt number is recorded for another payment of the dossier.',
  },
  'unknown-step': { vi: 'Thủ tục không có bước này.', en: 'The procedure has no such step.' },
  'wrong-step': {
    vi: 'Bước này không phải bước kế tiếp của thủ tục.',
    en: 'This is not the next step of the procedure.',
  },
  'outcome-required': {
    vi: 'Bước này có nhiều hướng đi; cần nêu kết quả xử lý.',
    en: 'Several ways lead on from this step: its outcome has to be named.',
  },
  'step-not-completed': {
    vi: 'Chỉ có thể trả lại bước trước đó mà hồ sơ đã đi qua.',
    en: 'A dossier can be sent back only to an earlier step it has been at.',
  },
  'unknown-branch': {
    vi: 'Không có nhánh phối hợp này ở bước hiện tại.',
    en: 'The present step has no such branch.',
  },
  'branch-open': { vi: 'Nhánh phối hợp này đang chờ kết quả.', en: 'This branch is under way already.' },
  'branches-open': {
    vi: 'Còn nhánh phối hợp hoặc ý kiến chưa có kết quả.',
    en: 'Branches or opinions of other agencies are still under way.',
  },
  'branches-missing': {
    vi: 'Bước này phải lấy kết quả của các cơ quan phối hợp trước.',
    en: 'This step needs the results of the other agencies first.',
  },
  'too-many-branches': { vi: 'Hồ sơ có quá nhiều nhánh phối hợp.', en: 'The dossier has too many branches.' },
  'no-site-verification-here': {
    vi: 'Bước này không có thẩm định, xác minh thực tế.',
    en: 'No verification on the spot belongs to this step.',
  },
  'site-verification-missing': {
    vi: 'Chưa ghi nhận kết quả thẩm định, xác minh thực tế của bước này.',
    en: 'The verification on the spot of this step is not recorded yet.',
  },
  'processed-elsewhere': {
    vi: 'Hồ sơ do hệ thống của cơ quan khác giải quyết; ở đây chỉ theo dõi và đôn đốc.',
    en: 'Another authority’s system processes this dossier; here it can only be followed and reminded of.',
  },
  'unknown-version': { vi: 'Hồ sơ chưa có sự kiện này.', en: 'The dossier has no such event yet.' },
  'not-last-step': {
    vi: 'Hồ sơ chưa ở bước cuối cùng của thủ tục.',
    en: 'The dossier is not at the last step of the procedure.',
  },
  'denial-unfounded': {
    vi: 'Không giải quyết hồ sơ thì phải nêu lý do và căn cứ pháp lý.',
    en: 'A dossier is denied only with a reason and its legal ground.',
  },
  'denial-without-denying': {
    vi: 'Lý do không giải quyết chỉ đi cùng kết quả không giải quyết.',
    en: 'A reason for denying belongs to a denied dossier only.',
  },
  'result-missing': {
    vi: 'Trả kết quả điện tử cần có ít nhất một giấy tờ kết quả.',
    en: 'An electronic result needs at least one result document.',
  },
  'not-accepted-yet': {
    vi: 'Hồ sơ chưa được tiếp nhận nên không thể thực hiện thao tác này.',
    en: 'The dossier was never accepted, so this cannot be done.',
  },
  'correction-incomplete': {
    vi: 'Hồ sơ thiếu dữ kiện của trạng thái này nên không thể điều chỉnh về. Hãy dùng thao tác nghiệp vụ tương ứng.',
    en: 'The dossier lacks what this status needs, so no correction leads there: take the action that does.',
  },
  'quota-reached': {
    vi: 'Đã đạt số lượng tối đa cho phép. Hãy hoàn tất hoặc xóa những việc đang mở, hoặc thử lại sau.',
    en: 'The most that is allowed has been reached. Finish or delete what is open, or try again later.',
  },
  'limit-reached': {
    vi: 'Hồ sơ đã đạt giới hạn về số lượng hoặc dung lượng nên không thể thêm nội dung này. Hãy rút gọn hoặc xử lý tiếp hồ sơ.',
    en: 'The dossier has reached a limit of number or size, so this cannot be added: shorten it, or lead the dossier on.',
  },
  suspended: {
    vi: 'Hồ sơ đang tạm dừng theo quyết định do sự kiện bất khả kháng.',
    en: 'The dossier is suspended by a decision on force majeure.',
  },
  'answer-time-runs': {
    vi: 'Thời hạn để người nộp bổ sung hoặc nộp tiền chưa hết.',
    en: 'The applicant still has time to supply or to pay.',
  },
  'other-dossier-required': {
    vi: 'Hồ sơ trùng thì phải nêu mã của hồ sơ kia; căn cứ khác thì không nêu.',
    en: 'A duplicate names the code of the other dossier; no other ground does.',
  },
  'ground-does-not-fit': {
    vi: 'Căn cứ này không áp dụng cho đối tượng đề nghị giải quyết hồ sơ.',
    en: 'This ground cannot apply to this kind of applicant.',
  },
  'other-dossier-unknown': {
    vi: 'Không có hồ sơ nào mang mã hồ sơ trùng đã nêu.',
    en: 'No dossier has the code that is named as the duplicate.',
  },
  'other-dossier-of-another': {
    vi: 'Hồ sơ có mã đã nêu là của người khác nên không phải hồ sơ trùng.',
    en: 'The dossier with that code is another applicant’s, so it is no duplicate.',
  },
  'other-dossier-ended': {
    vi: 'Hồ sơ có mã đã nêu đã kết thúc mà không có kết quả; hồ sơ này phải được giải quyết.',
    en: 'The dossier with that code ended without a result, so this one has to go on.',
  },
  'no-change': { vi: 'Không có gì thay đổi.', en: 'Nothing would change.' },
} as const satisfies Record<string, Text>;

export type RejectionCode = keyof typeof REJECTIONS;

/** Something that details list with its name: a branch of the procedure. */
type Named = Readonly<Record<string, string | Text>>;

/** Agencies that would do in the place of a refused one: of which kind and level they are, and the commune that they serve. */
export type Sought = { readonly kind: AgencyKind; readonly level: Level; readonly place?: string | undefined };

/**
 * A rejection as a value. `fields` are the paths of the invalid input, `details` are facts for programs. No personal data
 * except file names, which the caller knows and which are therefore only returned in the response, never logged.
 */
export type Rejection = {
  readonly code: RejectionCode;
  readonly fields?: readonly string[];
  /** In place of `fields` where each breaks a rule of its own. */
  readonly faults?: readonly { readonly field: string; readonly rule: string; readonly message: Text }[];
  readonly details?: Readonly<Record<string, string | number | readonly string[] | readonly Named[]>>;
  /** Agencies that the details speak of, by id. The answer gives their names, so that a screen can offer them. */
  readonly agencies?: readonly string[];
  /** Where the province has such agencies, the answer lists them as `serving`, with their names. */
  readonly sought?: Sought;
  /** Seconds after which the same command may succeed; only where waiting helps. */
  readonly retryAfter?: number;
};
