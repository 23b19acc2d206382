import type { Language, Text } from '../../text/text.ts';

/** Problems of the request itself; those of a dossier are its rejections. Codes are public and never change. */
export const HTTP_PROBLEMS = {
  'malformed-json': { status: 400, vi: 'Nội dung yêu cầu không phải JSON hợp lệ.', en: 'The body is not valid JSON.' },
  'not-utf-8': {
    status: 400,
    vi: 'Nội dung yêu cầu có byte không phải UTF-8 hoặc có ký tự thay thế (U+FFFD).',
    en: 'The body holds a byte that is not UTF-8, or the character that stands for one (U+FFFD).',
  },
  'invalid-request': { status: 400, vi: 'Yêu cầu có trường không hợp lệ.', en: 'Fields of the request are not valid.' },
  'idempotency-key-required': {
    status: 400,
    vi: 'Thiếu tiêu đề Idempotency-Key (1 đến 100 ký tự chữ, số, gạch nối).',
    en: 'The header Idempotency-Key is missing (1 to 100 letters, digits, hyphens).',
  },
  'two-credentials': {
    status: 400,
    vi: 'Chỉ gửi phiên đăng nhập hoặc mã truy cập, không gửi cả hai.',
    en: 'Send the session or an access token, not both.',
  },
  unauthenticated: {
    status: 401,
    vi: 'Cần đăng nhập bằng mã truy cập hợp lệ.',
    en: 'A valid access token is needed.',
  },
  'not-from-portal': {
    status: 403,
    vi: 'Yêu cầu không đến từ cổng của tỉnh.',
    en: "The request does not come from the province's portal.",
  },
  forbidden: { status: 403, vi: 'Bạn không được phép gọi chức năng này.', en: 'You may not call this.' },
  'not-found': { status: 404, vi: 'Không tìm thấy.', en: 'Not found.' },
  'other-decision': {
    status: 409,
    vi: 'Mã này đã được ghi cho một quyết định có nội dung khác.',
    en: 'Another decision is recorded under this id.',
  },
  'wrong-code': { status: 422, vi: 'Mã xác nhận không đúng.', en: 'The code is not right.' },
  'request-in-progress': {
    status: 409,
    vi: 'Yêu cầu với Idempotency-Key này đang được xử lý. Hãy gửi lại sau ít giây.',
    en: 'The request with this Idempotency-Key is being worked on. Send it again in a few seconds.',
  },
  'body-too-large': { status: 413, vi: 'Nội dung yêu cầu quá lớn.', en: 'The body is too large.' },
  'unsupported-media-type': {
    status: 415,
    vi: 'Nội dung phải là application/json, mã hóa UTF-8.',
    en: 'The body must be application/json in UTF-8.',
  },
  'if-match-required': {
    status: 428,
    vi: 'Tiêu đề If-Match phải ghi phiên bản hồ sơ đã đọc.',
    en: 'The header If-Match must say the version that was read.',
  },
  'too-many-requests': { status: 429, vi: 'Quá nhiều yêu cầu. Hãy thử lại sau.', en: 'Too many requests. Try later.' },
  'internal-error': {
    status: 500,
    vi: 'Hệ thống gặp lỗi. Yêu cầu có thể gửi lại với cùng Idempotency-Key.',
    en: 'Something failed on our side. The request may be sent again with the same Idempotency-Key.',
  },
  'upstream-unavailable': {
    status: 503,
    vi: 'Hệ thống liên quan tạm thời không sẵn sàng. Hãy thử lại sau.',
    en: 'A system this depends on is not available for the moment. Try later.',
  },
} as const satisfies Record<string, Text & { status: number }>;

export type HttpProblemCode = keyof typeof HTTP_PROBLEMS;

/** One invalid field: its path (JSON path with dots), the violated rule, and the rule's limit, if any. */
export type FieldProblem = { readonly field: string; readonly rule: string; readonly message: string };

/** Problem details, RFC 9457. `code` is the stable name for programs; `type` is the same as a URI. */
export type ProblemDetails = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly errors?: readonly FieldProblem[];
  readonly details?: Readonly<Record<string, unknown>>;
  readonly correlationId?: string;
};

/**
 * Ends a request with a problem. Thrown by middleware and handlers, converted to a response in one place, which knows no kind of it:
 * texts are in the bundles of the functions that tell them.
 */
export abstract class RequestRefused extends Error {
  /** Of the response. */
  abstract readonly headers: Readonly<Record<string, string>>;
  /** @param conditional the caller sent `If-Match` */
  abstract problem(language: Language, conditional: boolean): ProblemDetails;
}

/** A problem of the request itself. */
export class HttpProblem extends RequestRefused {
  override readonly name = 'HttpProblem';
  readonly code: HttpProblemCode;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: HttpProblemCode, errors: readonly FieldProblem[] = [], headers: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }

  problem(language: Language): ProblemDetails {
    return problemOf(this, language);
  }
}

export const TYPE_PREFIX = 'urn:motcua:problem:';

export function problemOf(error: HttpProblem, language: Language): ProblemDetails {
  const { status, [language]: title } = HTTP_PROBLEMS[error.code];
  const errors = error.errors.length > 0 ? { errors: error.errors } : {};
  return { type: TYPE_PREFIX + error.code, title, status, code: error.code, ...errors };
}
