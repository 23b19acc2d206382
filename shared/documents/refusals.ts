import type { Text } from '../text/text.ts';

/**
 * Every reason to reject an uploaded or fetched file: a stable code for programs and a sentence that tells the sender what to
 * do. Codes are part of the public API and never change their meaning.
 */
export const DOCUMENT_REFUSALS = {
  'size-mismatch': {
    vi: 'Kích thước tệp tải lên không đúng như đã khai báo. Hãy tải lại tệp.',
    en: 'The file does not have the size that was announced. Upload it again.',
  },
  'checksum-mismatch': {
    vi: 'Nội dung tệp tải lên không đúng như đã khai báo. Hãy tải lại tệp.',
    en: 'The content is not the one that was announced. Upload it again.',
  },
  withdrawn: {
    vi: 'Tệp đã được bỏ trước khi kiểm tra xong.',
    en: 'The file was taken out before it was checked.',
  },
  'too-large': { vi: 'Tệp quá lớn.', en: 'The file is too large.' },
  'unknown-component': {
    vi: 'Thủ tục không có thành phần hồ sơ này.',
    en: 'The procedure asks for no such component.',
  },
  'too-many-documents': {
    vi: 'Hồ sơ đã có đủ số tệp tối đa.',
    en: 'The dossier holds as many files as it can.',
  },
  'source-not-allowed': {
    vi: 'Tệp không nằm tại địa chỉ được phép lấy về.',
    en: 'The file does not lie at an address from which files may be fetched.',
  },
  'source-missing': {
    vi: 'Không còn tệp tại địa chỉ đã khai báo.',
    en: 'There is no file at the address that was named.',
  },
  'type-not-allowed': {
    vi: 'Loại tệp không được chấp nhận. Hãy dùng PDF, ảnh (JPEG, PNG, HEIC, TIFF), DOCX, XLSX hoặc XML đã ký số.',
    en: 'Files of this type are not taken. Use PDF, pictures (JPEG, PNG, HEIC, TIFF), DOCX, XLSX or signed XML.',
  },
  'old-office': {
    vi: 'Tệp văn bản, bảng tính kiểu cũ (DOC, XLS, RTF…) không được chấp nhận. Hãy mở tệp và lưu lại thành DOCX, XLSX hoặc PDF.',
    en: 'Documents of older kinds (DOC, XLS, RTF…) are not taken. Open the file and save it as DOCX, XLSX or PDF.',
  },
  archive: {
    vi: 'Tệp nén không được chấp nhận. Hãy giải nén và gửi riêng từng tệp.',
    en: 'Archives are not taken. Unpack it and send each file by itself.',
  },
  'image-type': {
    vi: 'Loại ảnh này không được chấp nhận. Hãy lưu lại thành JPEG, PNG hoặc PDF.',
    en: 'Pictures of this kind are not taken. Save it as JPEG, PNG or PDF.',
  },
  recording: {
    vi: 'Tệp ghi âm, ghi hình không được chấp nhận. Hãy chụp hoặc quét giấy tờ thành ảnh hoặc PDF.',
    en: 'Recordings are not taken. Photograph or scan the paper instead.',
  },
  'type-mismatch': {
    vi: 'Loại tệp thật không khớp với phần mở rộng của tên tệp.',
    en: 'The true type of the file is not the one its name says.',
  },
  malware: {
    vi: 'Phát hiện mã độc trong tệp. Hãy quét mã độc trên thiết bị của bạn rồi gửi tệp sạch.',
    en: 'Malware was found in the file. Scan your device for malware, then send a clean file.',
  },
  'not-scannable': {
    vi: 'Không kiểm tra được mã độc bên trong tệp. Hãy in tệp ra PDF rồi gửi bản PDF đó.',
    en: 'The inside of the file cannot be scanned for malware. Print it to a new PDF and send that.',
  },
  executable: { vi: 'Tệp là chương trình máy tính.', en: 'The file is a program.' },
  damaged: {
    vi: 'Tệp bị hỏng hoặc không đầy đủ. Hãy kiểm tra rồi tải lại.',
    en: 'The file is damaged or incomplete. Check it, then upload it again.',
  },
  'ambiguous-content': {
    vi: 'Tệp chứa nội dung của nhiều loại tệp khác nhau hoặc có dữ liệu thừa ở cuối.',
    en: 'The file is of several types at once or has data behind its end.',
  },
  encrypted: {
    vi: 'Tệp được bảo vệ bằng mật khẩu. Hãy gỡ mật khẩu rồi tải lại.',
    en: 'The file is protected by a password. Remove the password, then upload it again.',
  },
  macros: {
    vi: 'Tệp chứa macro. Hãy lưu lại tệp không có macro.',
    en: 'The file holds macros. Save it without them.',
  },
  'active-content': {
    vi: 'Tệp chứa mã lệnh hoặc thao tác tự chạy khi mở. Hãy in tệp ra PDF rồi gửi bản PDF đó.',
    en: 'The file holds scripts or actions that run when it is opened. Print it to a new PDF and send that.',
  },
  'embedded-files': {
    vi: 'Tệp có tệp khác đính kèm bên trong. Hãy tách ra và gửi riêng từng tệp.',
    en: 'Other files are embedded in the file. Take them out and send each by itself.',
  },
  'external-content': {
    vi: 'Tệp lấy nội dung từ máy khác khi mở (mẫu, ảnh liên kết…). Hãy lưu lại thành PDF rồi gửi.',
    en: 'The file fetches content from elsewhere when it is opened (a template, linked pictures…). Save it as PDF and send that.',
  },
  'image-too-large': {
    vi: 'Ảnh có quá nhiều điểm ảnh. Hãy quét hoặc chụp lại với độ phân giải thấp hơn (300 dpi là đủ).',
    en: 'The picture has too many pixels. Scan or photograph it at a lower resolution (300 dpi is enough).',
  },
  'too-much-inside': {
    vi: 'Nội dung nén bên trong tệp quá lớn hoặc quá phức tạp. Hãy lưu lại thành PDF hoặc chia thành nhiều tệp.',
    en: 'What is inside the file is too large or too intricate. Save it as PDF, or split it into several files.',
  },
  'document-type-declaration': {
    vi: 'Tệp XML không được chứa khai báo DOCTYPE hoặc thực thể.',
    en: 'XML with a DOCTYPE or entities is not taken.',
  },
  'signature-missing': {
    vi: 'Tệp XML chưa được ký số.',
    en: 'The XML carries no digital signature.',
  },
} as const satisfies Record<string, Text>;

export type DocumentRefusal = keyof typeof DOCUMENT_REFUSALS;

/** Common types that are not accepted, by content type prefix or file extension. */
const ADVICE: readonly (readonly [RegExp, DocumentRefusal])[] = [
  [
    /^application\/(?:msword|rtf|vnd\.(?:ms-(?!.*macro)|oasis\.|apple\.|openxml))|^text\/(?:rtf|plain|csv)/,
    'old-office',
  ],
  [/macroenabled/i, 'macros'],
  [/^application\/(?:zip|gzip|x-(?:zip|rar|7z|gzip|tar|bzip)|vnd\.rar)/, 'archive'],
  [/^image\//, 'image-type'],
  [/^(?:audio|video)\//, 'recording'],
  [/^application\/(?:x-ms(?:download|dos)|x-executable|vnd\.android|java)|^text\/(?:javascript|x-)/, 'executable'],
];

/** Advice for a content type that is not accepted. */
export const adviceOnType = (contentType: string): DocumentRefusal =>
  ADVICE.find(([pattern]) => pattern.test(contentType))?.[1] ?? 'type-not-allowed';
