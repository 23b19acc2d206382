import type { Text } from '../text.ts';

/**
 * Every reason for which an uploaded or fetched file is turned away: a stable code for programs, a sentence that tells the sender
 * what to do. Codes are part of the public API and never change their meaning.
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
    vi: 'Loại tệp không được chấp nhận. Hãy dùng PDF, JPEG, PNG, DOCX, XLSX hoặc XML đã ký số.',
    en: 'Files of this type are not taken. Use PDF, JPEG, PNG, DOCX, XLSX or signed XML.',
  },
  'type-mismatch': {
    vi: 'Loại tệp thật không khớp với phần mở rộng của tên tệp.',
    en: 'The true type of the file is not the one its name says.',
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
  'too-much-inside': {
    vi: 'Nội dung nén bên trong tệp quá lớn.',
    en: 'What is packed inside the file is too large.',
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
