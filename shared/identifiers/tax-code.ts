import { cleanIdentifier } from '../text/normalise.ts';
import { fail, invalid, ok, type Result } from '../text/result.ts';
import { PERSONAL_ID } from './personal-id.ts';

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const;
const BRANCH = '00[1-9]|0[1-9][0-9]|[1-9][0-9]{2}';

/** Format of an organisation's tax code; {@link isTaxCode} also checks the tenth digit. Branches start at 001. */
export const ORGANISATION_TAX_CODE = new RegExp(`^[0-9]{10}(?:-(?:${BRANCH}))?$`);

/**
 * Whether `value` is an organisation's tax code: ten digits with a valid check digit, optionally `-` and a branch number. A
 * person's 12-digit id is not accepted here; see {@link isPersonTaxCode}.
 */
export function isTaxCode(value: string): boolean {
  return ORGANISATION_TAX_CODE.test(value) && taxCodeCheckDigit(value.slice(0, 9)) === Number(value[9]);
}

/**
 * Whether `value` has the format of the tax code of a person or a household business: the 12-digit personal id, which is also
 * the tax code since 1 July 2025 (Circular 86/2024/TT-BTC). Separate from {@link isTaxCode} so that a personal id is not
 * accepted for an organisation.
 */
export function isPersonTaxCode(value: string): boolean {
  return PERSONAL_ID.test(value);
}

/** Check digit of nine digits; undefined when no valid number starts with them (the check digit would be 10). */
export function taxCodeCheckDigit(nine: string): number | undefined {
  if (!/^\d{9}$/.test(nine)) return undefined;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(nine[i]), 0);
  const digit = 10 - (sum % 11);
  return digit === 10 ? undefined : digit;
}

export type TaxCode =
  | {
      readonly kind: 'organisation';
      readonly value: string;
      /** The ten digits of the organisation as a whole. */
      readonly base: string;
      /** Three digits of a branch. */
      readonly branch: string | undefined;
    }
  | { readonly kind: 'person'; readonly value: string };

/**
 * Parses either kind and returns which it is. The branch number may follow a hyphen, a space or nothing. Errors:
 * `tax-code-format`, `tax-code-branch`, `tax-code-check-digit`.
 */
export function parseTaxCode(text: string): Result<TaxCode> {
  const value = cleanIdentifier(text)
    .replace(/[\s.]/g, '')
    .replace(/^(\d{10})(\d{3})$/, '$1-$2');
  if (isPersonTaxCode(value)) return ok({ kind: 'person', value });
  if (/^\d{10}-000$/.test(value)) {
    return fail(
      invalid(
        'tax-code-branch',
        'Mã đơn vị phụ thuộc bắt đầu từ 001; mã số thuế của chính tổ chức chỉ có 10 chữ số.',
        'Numbers of branches begin at 001; the organisation as a whole has the 10 digits alone.',
        'branch',
      ),
    );
  }
  if (!ORGANISATION_TAX_CODE.test(value)) {
    return fail(
      invalid(
        'tax-code-format',
        'Mã số thuế cần 10 chữ số, có thể kèm "-" và 3 chữ số của đơn vị phụ thuộc. Cá nhân dùng số định danh 12 chữ số.',
        'A tax code has 10 digits, with "-" and 3 digits for a branch; a person uses the 12-digit personal id.',
      ),
    );
  }
  if (!isTaxCode(value)) {
    return fail(
      invalid(
        'tax-code-check-digit',
        'Mã số thuế sai chữ số kiểm tra (chữ số thứ 10): kiểm tra lại số đã nhập.',
        'The tax code has a wrong check digit (the tenth): check for a typing mistake.',
      ),
    );
  }
  return ok({ kind: 'organisation', value, base: value.slice(0, 10), branch: value.slice(11) || undefined });
}

/** Parses the code of an organisation. Errors: as {@link parseTaxCode}, and `tax-code-of-person`. */
export function parseOrganisationTaxCode(text: string): Result<Extract<TaxCode, { kind: 'organisation' }>> {
  const parsed = parseTaxCode(text);
  if (!parsed.ok) return parsed;
  if (parsed.value.kind === 'organisation') return ok(parsed.value);
  return fail(
    invalid(
      'tax-code-of-person',
      'Đây là số định danh cá nhân; tổ chức dùng mã số thuế 10 chữ số, có thể kèm "-" và 3 chữ số.',
      'This is a personal id; an organisation has a tax code of 10 digits, with "-" and 3 digits for a branch.',
    ),
  );
}

/** Formats an organisation's code from its first nine digits and a branch number. Errors: as {@link parseTaxCode}. */
export function formatTaxCode(parts: { readonly nine: string; readonly branch?: string | undefined }): Result<string> {
  const digit = taxCodeCheckDigit(parts.nine);
  if (digit === undefined) {
    return fail(
      invalid(
        'tax-code-check-digit',
        'Chín chữ số đầu không tạo thành mã số thuế hợp lệ.',
        'The first nine digits make no valid tax code.',
        'nine',
      ),
    );
  }
  const parsed = parseTaxCode(`${parts.nine}${digit}${parts.branch === undefined ? '' : `-${parts.branch}`}`);
  return parsed.ok ? ok(parsed.value.value) : parsed;
}
