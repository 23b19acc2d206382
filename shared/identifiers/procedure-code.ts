import { cleanIdentifier } from '../text/normalise.ts';
import { fail, invalid, ok, type Result } from '../text/result.ts';

/** Procedure code such as `1.001193`; the older local form carries a suffix, `1.000656.000.00.00.H29`. */
export const PROCEDURE_CODE = /^[0-9]\.[0-9]{6}(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2})?$/;

const NATIONAL_LENGTH = '1.001193'.length;

export type ProcedureCode = {
  readonly value: string;
  /** Code in the national catalogue, without a local suffix. */
  readonly national: string;
  /** Agency identifier (QCVN 102:2016 form) that the older local form appends. */
  readonly localAgencyId: string | undefined;
};

/** Errors: `procedure-code-format`. */
export function parseProcedureCode(text: string): Result<ProcedureCode> {
  const value = cleanIdentifier(text);
  if (!PROCEDURE_CODE.test(value)) {
    return fail(
      invalid(
        'procedure-code-format',
        'Mã thủ tục hành chính không đúng dạng, ví dụ đúng: 1.001193.',
        'The procedure code is malformed; right is for example 1.001193.',
      ),
    );
  }
  return ok({
    value,
    national: value.slice(0, NATIONAL_LENGTH),
    localAgencyId: value.length > NATIONAL_LENGTH ? value.slice(NATIONAL_LENGTH + 1) : undefined,
  });
}

/** Errors: `procedure-code-format`. */
export function formatProcedureCode(parts: Pick<ProcedureCode, 'national' | 'localAgencyId'>): Result<string> {
  const text = parts.localAgencyId === undefined ? parts.national : `${parts.national}.${parts.localAgencyId}`;
  const parsed = parseProcedureCode(text);
  return parsed.ok ? ok(parsed.value.value) : parsed;
}

/** Service code (`MaDVC`) under which the national payment platform files a procedure: its code and `.01`. */
export function paymentServiceCode(code: Pick<ProcedureCode, 'value'>): string {
  return `${code.value}.01`;
}
