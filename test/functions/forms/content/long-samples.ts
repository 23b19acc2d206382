import type { Form } from '../../../../functions/forms/adapters/registry.ts';
import { LONG_DECLARATION, REGISTER_ENTRY, SAMPLES } from './samples.ts';

const office = {
  at: '2026-06-09T02:30:00.000Z',
  superior: 'Ủy ban nhân dân tỉnh Quảng Trị',
  agency: 'Chi nhánh Văn phòng Đăng ký đất đai khu vực Hướng Hóa, Đakrông và các xã biên giới',
  place: 'Quảng Trị',
} as const;
const head = { ...office, number: '12345/TNHS', dossierCode: 'H50.12.34-260609-0012345' } as const;
const applicant = {
  signer: 'Nguyễn Hoàng Phúc Bảo Long',
  name: 'Công ty trách nhiệm hữu hạn một thành viên Thương mại và Dịch vụ Kỹ thuật Nông nghiệp Gió Lào Cát Trắng (người đại diện: Nguyễn Hoàng Phúc Bảo Long)',
  address: 'Số nhà 12/34/56 ngõ 7, đường Trần Hưng Đạo kéo dài, khu phố 5, phường Nam Đông Hà, tỉnh Quảng Trị',
  phone: '+84912345678',
  email: 'phong.hanh.chinh.tong.hop@gio.lao.cat.trang.example.vn',
};
const officer = {
  name: 'Nguyễn Trần Khánh Phương Quỳnh',
  title: 'Phó Trưởng phòng phụ trách Bộ phận Tiếp nhận và Trả kết quả',
  phone: '0233 385 2852 (máy lẻ 102)',
};
const leader = {
  name: 'Nguyễn Trần Khánh Phương Quỳnh',
  title: 'Phó Giám đốc phụ trách Chi nhánh Văn phòng Đăng ký đất đai',
  phone: '0233 385 2852',
};
const procedure = {
  code: '1.013949.000.00.00.H50',
  name: 'Đăng ký biến động về sử dụng đất, tài sản gắn liền với đất trong các trường hợp chuyển đổi, chuyển nhượng, cho thuê, cho thuê lại, thừa kế, tặng cho, góp vốn bằng quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất',
};
const reason =
  'Diện tích thửa đất số 123, tờ bản đồ số 45 theo trích đo địa chính lệch 12,5 m² so với Giấy chứng nhận quyền sử dụng đất số BK 123456 cấp ngày 12/03/2014; ranh giới phía Đông giáp đất ông Lê Văn Hùng chưa được các bên liền kề ký xác nhận. Hồ sơ cần được đo đạc lại và niêm yết công khai tại trụ sở Ủy ban nhân dân xã trong 15 ngày trước khi giải quyết.';
const law =
  'Điểm b khoản 3 Điều 37 Nghị định số 101/2024/NĐ-CP ngày 29/7/2024 của Chính phủ quy định về điều tra cơ bản đất đai; đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất và Hệ thống thông tin đất đai';
/** Every form with the longest data of ordinary offices: long names, four items, several pages. */
export const LONG_SAMPLES = {
  declaration: LONG_DECLARATION,
  receipt: {
    ...SAMPLES.receipt,
    ...head,
    applicant,
    filer: {
      name: 'Trần Thị Phương Uyên',
      basis: 'người được ủy quyền, theo Giấy ủy quyền số 45/2026/GUQ-GLCT ngày 01/6/2026',
    },
    procedure,
    officer,
    workingHours: 120,
    appointmentAt: '2026-06-30T02:30:00.000Z',
    calendarConfirmed: false,
    papers: [
      {
        name: 'Đơn đăng ký biến động đất đai, tài sản gắn liền với đất theo Mẫu số 18 ban hành kèm theo Nghị định số 151/2025/NĐ-CP',
        original: 1,
      },
      {
        name: 'Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất đã cấp',
        original: 1,
        certifiedCopy: 2,
        copy: 1,
        electronic: 1,
      },
      { name: 'Hợp đồng chuyển nhượng quyền sử dụng đất đã công chứng', original: 1, certifiedCopy: 1 },
      { name: 'Văn bản về việc đại diện theo quy định của pháp luật về dân sự', certifiedCopy: 1 },
      { name: 'Mảnh trích đo bản đồ địa chính', electronic: 1 },
    ],
    sets: 2,
    resultReturn: {
      method: 'post',
      receiver: 'Trần Thị Phương Uyên (điện thoại: 0912345678)',
      place: applicant.address,
    },
    fees: [
      {
        name: 'Phí thẩm định hồ sơ cấp Giấy chứng nhận quyền sử dụng đất',
        amount: 1250000,
        note: 'mức thu 2.500.000 đồng; giảm 1.250.000 đồng theo Nghị quyết số 12/2025/NQ-HĐND của Hội đồng nhân dân tỉnh',
      },
      { name: 'Lệ phí đăng ký biến động', amount: 28000 },
      { name: 'Lệ phí trước bạ nhà, đất', amount: 123456789 },
    ],
    notes: [
      'Phí, lệ phí chưa nộp; nộp trực tuyến hoặc tại quầy.',
      'Biên bản giao nhận với bưu chính số BG-2026/0609-77, ký lúc 09 giờ 30 phút, ngày 09 tháng 6 năm 2026.',
      'Bản chính Giấy chứng nhận được giữ lại đến khi trả kết quả; khi nhận kết quả, mang theo giấy này và giấy tờ tùy thân của người được ủy quyền.',
    ],
  },
  'supplement-request': {
    ...SAMPLES['supplement-request'],
    ...head,
    number: '12345/YCBS',
    applicant,
    procedure,
    officer,
    answerBy: '2026-07-21T10:00:00.000Z',
    contact: { name: officer.name, phone: officer.phone },
    reason: 'Yêu cầu bổ sung lần hai sau khi đối chiếu với kết quả xác minh thực địa ngày 08/6/2026.',
    items: [1, 2, 3, 4].map((n) => ({
      paper: n % 2 ? 'Hợp đồng chuyển nhượng quyền sử dụng đất đã công chứng' : undefined,
      content: 'Trang 2 và trang 3 bị mờ, không đọc được số thửa, số tờ bản đồ và phần lời chứng của công chứng viên',
      reason,
      guidance:
        'Chụp lại từ bản chính, đủ bốn góc, độ phân giải tối thiểu 300 dpi, hoặc mang bản chính đến Bộ phận Một cửa để đối chiếu trong giờ hành chính',
    })),
  },
  refusal: {
    ...SAMPLES.refusal,
    ...head,
    number: '12345/TCHS',
    applicant,
    procedure,
    officer,
    reason: `${reason} ${reason}`,
    legalGround: law,
  },
  denial: {
    ...SAMPLES.denial,
    ...head,
    number: '12345/TBHS',
    applicant,
    procedure,
    signatory: leader,
    reason: `${reason} ${reason}`,
    legalGround: law,
  },
  apology: {
    ...SAMPLES.apology,
    ...head,
    number: '12345/XLHL',
    applicantName: applicant.name,
    procedure,
    reception: 'Trung tâm Phục vụ hành chính công tỉnh Quảng Trị',
    signatory: leader,
    reason,
    late: true,
    at: '2026-06-11T02:30:00.000Z',
  },
  'stop-notice': {
    ...SAMPLES['stop-notice'],
    ...head,
    number: '12345/DGQHS',
    applicant,
    procedure,
    signatory: leader,
    requestedBy: head.agency,
    ground: `Trùng với hồ sơ khác của cùng nội dung đề nghị: H50.12.34-260601-00077. ${reason} Căn cứ pháp lý: ${law}`,
    stage: 'Thẩm định hồ sơ, trích đo địa chính và niêm yết công khai',
    payments: [
      {
        name: 'Phí thẩm định hồ sơ cấp Giấy chứng nhận quyền sử dụng đất',
        amount: 1250000,
        receiptNumber: 'BL-2026/0001234',
        refunded: true,
      },
      { name: 'Lệ phí đăng ký biến động', amount: 28000, refunded: undefined },
    ],
    returnedDocuments: [
      'Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất đã cấp (1 bản chính)',
      'Hợp đồng chuyển nhượng quyền sử dụng đất đã công chứng (1 bản chính, 1 bản sao chứng thực)',
      'Văn bản về việc đại diện (1 bản sao chứng thực)',
    ],
  },
  'control-slip': {
    ...SAMPLES['control-slip'],
    ...head,
    number: '12345/KSHS',
    applicantName: applicant.name,
    procedure,
    leadAgency: head.agency,
    otherAgencies: [
      'Thuế cơ sở 12 tỉnh Quảng Trị',
      'Ủy ban nhân dân xã Hướng Phùng',
      'Sở Nông nghiệp và Môi trường tỉnh Quảng Trị',
    ],
    officer,
    handOvers: Array.from({ length: 9 }, (_, n) => ({
      at: `2026-06-${10 + n}T03:00:00.000Z`,
      giver: {
        agency: n % 2 ? head.agency : 'Trung tâm Phục vụ hành chính công tỉnh Quảng Trị',
        step: 'Thẩm định hồ sơ, trích đo địa chính',
        person: officer.name,
      },
      receiver: {
        agency: 'Sở Nông nghiệp và Môi trường tỉnh Quảng Trị',
        step: 'Trình ký, đóng dấu Giấy chứng nhận',
        person: leader.name,
      },
      timeliness: (['early', 'on-time', 'overdue'] as const)[n % 3],
      note:
        n % 4 === 0
          ? 'Xin ý kiến: Kết quả xác minh nguồn gốc sử dụng đất và hiện trạng ranh giới với các hộ liền kề'
          : undefined,
    })),
  },
  register: {
    ...SAMPLES.register,
    ...office,
    registerCode: 'H50.12.34-20260630-1',
    officer,
    entries: Array.from({ length: 17 }, (_, n) => ({
      ...REGISTER_ENTRY,
      dossierCode: `H50.12.34-260609-${String(n).padStart(7, '0')}`,
      procedure: n % 3 ? 'Đăng ký khai sinh' : procedure.name,
      applicantName: n % 3 ? 'Nguyễn Thị Ánh' : applicant.name,
      agency: head.agency,
      note: n % 5 ? '' : 'Yêu cầu bổ sung giấy tờ; trả qua dịch vụ bưu chính công ích',
    })),
  },
} as const satisfies { readonly [F in Form['form']]: Extract<Form, { form: F }> };
