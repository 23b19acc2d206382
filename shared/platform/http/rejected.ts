import { REJECTIONS, type Rejection, type RejectionCode } from '../../dossier/rejections.ts';
import type { Language } from '../../text/text.ts';
import { type ProblemDetails, RequestRefused, TYPE_PREFIX } from './problem.ts';

const REJECTION_STATUS: Partial<Record<RejectionCode, number>> = {
  'dossier-not-found': 404,
  'document-not-found': 404,
  'no-declaration': 404,
  'not-allowed': 403,
  'wrong-status': 409,
  'dossier-exists': 409,
  'documents-pending': 409,
  'obligation-open': 409,
  'correction-open': 409,
  'answer-time-runs': 409,
  suspended: 409,
  'no-change': 409,
  'quota-reached': 429,
};

/** A command was rejected. */
export class RejectedError extends RequestRefused {
  override readonly name = 'RejectedError';
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.code);
    this.rejection = rejection;
  }

  get headers(): Readonly<Record<string, string>> {
    const { retryAfter } = this.rejection;
    return retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  }

  problem(language: Language, conditional: boolean): ProblemDetails {
    return problemOfRejection(this.rejection, language, conditional);
  }
}

/** `conditional`: the caller sent `If-Match`, so a version conflict is a failed precondition (412), else a conflict (409). */
export function problemOfRejection(rejection: Rejection, language: Language, conditional: boolean): ProblemDetails {
  const { code, fields, faults, details } = rejection;
  const title = REJECTIONS[code][language];
  const status = code === 'version-conflict' ? (conditional ? 412 : 409) : (REJECTION_STATUS[code] ?? 422);
  return {
    type: TYPE_PREFIX + code,
    title,
    status,
    code,
    ...(faults && { errors: faults.map((fault) => ({ ...fault, message: fault.message[language] })) }),
    ...(fields && { errors: fields.map((field) => ({ field, rule: code, message: title })) }),
    ...(details && { details }),
  };
}
