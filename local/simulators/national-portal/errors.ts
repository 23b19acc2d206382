/**
 * A rejection in the portal's format: HTTP 200 and an `error_code` that is not 0. "3" with "đã tồn tại" is the contract's;
 * the real portal's codes are often words, which code that only compares with 0 misreads as success. The texts are
 * this simulator's own.
 */
export class PortalError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const loginFailed = () => new PortalError('-1', 'Tên đăng nhập hoặc mật khẩu không đúng');
export const badSession = () => new PortalError('SESSION_INVALID', 'Phiên làm việc không tồn tại hoặc đã hết hạn');
export const wrongAgency = (agency: string) => new PortalError('UNIT_UNKNOWN', `Mã đơn vị ${agency} chưa đăng ký`);
export const unknownService = (name: string) => new PortalError('SERVICE_UNKNOWN', `Dịch vụ ${name} không tồn tại`);
export const invalid = (detail: string) => new PortalError('DATA_INVALID', `Dữ liệu không hợp lệ: ${detail}`);
export const exists = (dossier: string) => new PortalError('3', `Hồ sơ ${dossier} đã tồn tại`);
export const notFound = (dossier: string) => new PortalError('NOT_FOUND', `Không tìm thấy hồ sơ ${dossier}`);
export const wrongOrder = (detail: string) => new PortalError('WRONG_ORDER', `Sai thứ tự: ${detail}`);
