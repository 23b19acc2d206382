import { cleanIdentifier } from '../text/normalise.ts';
import { fail, invalid, ok, type Result } from '../text/result.ts';

/**
 * Electronic identifier of an agency, in either form: `H50.12.3` (Decision 20/2020/QĐ-TTg, level 1 first) or `000.00.15.H10`
 * (QCVN 102:2016, level 1 last). Checks the format only; at most {@link AGENCY_ID_LENGTH} characters.
 */
export const AGENCY_ID = /^(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}|[A-Y][0-9]{2}(?:\.[0-9A-Z]{1,10}){0,8})$/;
export const AGENCY_ID_LENGTH = 35;

export type AgencyIdForm = 'decision-20-2020' | 'qcvn-102-2016';

/** A parsed agency identifier. The two forms are never converted into each other: no published table maps them. */
export type AgencyId = {
  readonly value: string;
  readonly form: AgencyIdForm;
  /** Groups from level 1 downward, as written: `['H50', '12', '3']`. */
  readonly path: readonly string[];
  /** 1 for a ministry or province as a whole; deeper for its subordinate units. */
  readonly level: number;
  /** Level-1 identifier when it is a province's (letter H); undefined for ministries and other central bodies. */
  readonly provinceId: string | undefined;
};

/** Errors: `agency-id-format`. Normalises case, outer white space and typographic hyphens. */
export function parseAgencyId(text: string): Result<AgencyId> {
  const value = cleanIdentifier(text);
  if (value.length > AGENCY_ID_LENGTH || !AGENCY_ID.test(value)) {
    return fail(
      invalid(
        'agency-id-format',
        'Mã định danh cơ quan không đúng dạng, ví dụ đúng: H50.12.3 hoặc 000.00.15.H10.',
        'The agency identifier is malformed; right are for example H50.12.3 or 000.00.15.H10.',
      ),
    );
  }
  const groups = value.split('.');
  const old = /^\d/.test(value);
  const path = old ? withoutEmptyTail(groups.reverse()) : groups;
  return ok({
    value,
    form: old ? 'qcvn-102-2016' : 'decision-20-2020',
    path,
    level: path.length,
    provinceId: path[0]?.startsWith('H') ? path[0] : undefined,
  });
}

/** Formats an identifier from its form and its groups from level 1 downward. Errors: `agency-id-format`. */
export function formatAgencyId(parts: Pick<AgencyId, 'form' | 'path'>): Result<string> {
  const text = parts.form === 'decision-20-2020' ? parts.path.join('.') : oldForm(parts.path);
  const parsed = parseAgencyId(text);
  return parsed.ok && parsed.value.value === text && parsed.value.form === parts.form
    ? ok(text)
    : fail(
        invalid(
          'agency-id-format',
          'Các nhóm ký tự không tạo thành mã định danh cơ quan hợp lệ.',
          'The groups do not make up a valid agency identifier.',
          'path',
        ),
      );
}

/** Cached: a province has hundreds of agencies, and every authorization check compares some of them. */
const MOST_KNOWN = 4096;
const known = new Map<string, Result<AgencyId>>();

function parsedOnce(text: string): Result<AgencyId> {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const parsed = parseAgencyId(text);
  known.set(text, parsed);
  return parsed;
}

/**
 * Whether `child` is `parent` or subordinate to it. False for malformed identifiers and across the two forms. Strict, because
 * authorization depends on the result.
 */
export function isWithin(child: string, parent: string): boolean {
  const inner = parsedOnce(child);
  if (!inner.ok || inner.value.value !== child) return false;
  if (child === parent) return true;
  const outer = parsedOnce(parent);
  if (!outer.ok || outer.value.value !== parent || inner.value.form !== outer.value.form) return false;
  return outer.value.path.every((group, i) => inner.value.path[i] === group);
}

/**
 * An agency and all its superiors, itself first: `H50.12.3`, `H50.12`, `H50`. Only itself in the old form or when malformed.
 */
export function andAbove(agencyId: string): readonly string[] {
  const parsed = parseAgencyId(agencyId);
  if (!parsed.ok || parsed.value.form !== 'decision-20-2020') return [agencyId];
  const { path } = parsed.value;
  return path.map((_, index) => path.slice(0, path.length - index).join('.'));
}

/** Old form: groups of zeros below the last named level mean "none". */
function withoutEmptyTail(path: readonly string[]): string[] {
  const last = path.findLastIndex((group) => !/^0+$/.test(group));
  return path.slice(0, last + 1);
}

function oldForm(path: readonly string[]): string {
  const [levelOne = '', two = '00', three = '00', four = '000', ...rest] = path;
  return [...rest, four, three, two, levelOne].join('.');
}
