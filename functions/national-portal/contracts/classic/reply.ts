import { PartnerRefusedError, PartnerUnavailableError } from '../../../../shared/platform/partners/outcomes.ts';
import { PORTAL, UNKNOWN_DOSSIER } from '../../port.ts';

/** Parsed response of the classic contract. */
export type PortalReply =
  | { readonly kind: 'success'; readonly result: readonly unknown[] }
  | { readonly kind: 'bad-session' | 'exists' | 'not-found' }
  | { readonly kind: 'busy' | 'refused'; readonly code: string };

/** The contract defines no codes for these cases; texts as observed, matched case-insensitively. */
const BAD_SESSION = /session|phiên|token|chưa đăng nhập/i;
const NOT_FOUND = /not.?found|không tìm thấy/i;
const BUSY = /timeout|time.?out|busy|quá tải|tạm ngừng|thử lại sau|unavailable/i;

/**
 * Parses `{ error_code, message?, result[] }`. Only 0, "0" and "00" are success. A textual code, a missing one, `false` or an
 * empty string are errors.
 */
export function replyOf(answer: Readonly<Record<string, unknown>>): PortalReply {
  const code = answer.error_code;
  if (code === 0 || code === '0' || code === '00') {
    return { kind: 'success', result: Array.isArray(answer.result) ? answer.result : [] };
  }
  const words = `${String(code)} ${typeof answer.message === 'string' ? answer.message.normalize('NFC') : ''}`;
  if (/^-?3$/.test(String(code)) && /đã tồn tại/i.test(words)) return { kind: 'exists' };
  if (BAD_SESSION.test(words)) return { kind: 'bad-session' };
  if (NOT_FOUND.test(words)) return { kind: 'not-found' };
  return { kind: BUSY.test(words) ? 'busy' : 'refused', code: codeText(code) };
}

/** The partner's code reduced to safe characters for an error cause: it may reach logs and queues, so no free text. */
function codeText(code: unknown): string {
  const text = String(code);
  return /^[\w.-]{1,40}$/.test(text) ? text.toLowerCase() : 'unreadable-code';
}

/** What to throw for what is neither success nor expected by the caller. */
export function failureOf(
  reply: Exclude<PortalReply, { kind: 'success' }>,
): PartnerUnavailableError | PartnerRefusedError {
  switch (reply.kind) {
    case 'busy':
      return new PartnerUnavailableError(PORTAL, `portal-${reply.code}`);
    case 'bad-session':
      return new PartnerUnavailableError(PORTAL, 'portal-session-refused');
    case 'exists':
      return new PartnerRefusedError(PORTAL, 'portal-exists');
    case 'not-found':
      return new PartnerRefusedError(PORTAL, UNKNOWN_DOSSIER);
    case 'refused':
      return new PartnerRefusedError(PORTAL, `portal-${reply.code}`);
  }
}
