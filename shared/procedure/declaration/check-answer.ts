import { parseEmail } from '../../identifiers/email.ts';
import { parseCountry, parseIdentityCard, parsePassport } from '../../identifiers/identity-number.ts';
import { parsePersonalId } from '../../identifiers/personal-id.ts';
import { parsePhone } from '../../identifiers/phone.ts';
import { parseOrganisationTaxCode } from '../../identifiers/tax-code.ts';
import { lengthOf, readableText } from '../../text/readable.ts';
import { fail, ok, type Result } from '../../text/result.ts';
import type { Text } from '../../text/text.ts';
import type { SimpleAnswer } from './answers.ts';
import { ANSWER_RULES, type AnswerRule } from './faults.ts';
import type { Column } from './schema.ts';

/** Why an answer is refused; `below` names the part of it. */
export type Refused = { readonly rule: string; readonly message: Text; readonly below?: string };
type Checked<T = SimpleAnswer> = Result<T, Refused>;

const DETAIL_LENGTH = 300;
const AREA_LENGTH = 200;
const YEAR = /^[12]\d{3}$/;
const DAY = /^[12]\d{3}-\d{2}-\d{2}$/;

export const refuse = (rule: AnswerRule, below?: string) =>
  fail<Refused>({ rule, message: ANSWER_RULES[rule], ...(below !== undefined && { below }) });

/**
 * Checks one answer and gives it in its canonical form.
 * @param today `2026-11-29`, in Viet Nam
 */
export function checkAnswer(question: Column, given: unknown, today: string): Checked {
  switch (question.type) {
    case 'text':
      return textOf(question, given);
    case 'date':
      return dayOf(question, given, today);
    case 'choice':
      return optionsOf(question, given);
    case 'number':
      return numberOf(question, given);
    case 'address':
      return addressOf(given);
    case 'person-identity':
      return identityOf(question, given);
  }
}

type OfType<T extends Column['type']> = Extract<Column, { type: T }>;

const FORMATS = { phone: parsePhone, email: parseEmail, 'tax-code': parseOrganisationTaxCode } as const;

const parsed = (read: Result<{ readonly value: string }>, below?: string): Checked<string> =>
  read.ok
    ? ok(read.value.value)
    : fail({ rule: read.error.code, message: read.error.message, ...(below !== undefined && { below }) });

function readable(given: unknown, lines: boolean, max: number, below?: string): Checked<string> {
  if (typeof given !== 'string') return refuse('wrong-type', below);
  const read = readableText(given, lines ? 'lines' : 'one-line');
  if (!read.ok) return parsed(read, below);
  return lengthOf(read.value) > max ? refuse('too-long', below) : read;
}

function textOf({ maxLength, lines, format }: OfType<'text'>, given: unknown): Checked {
  const read = readable(given, lines === true, maxLength);
  return read.ok && format !== undefined ? parsed(FORMATS[format](read.value)) : read;
}

/** Whether the text is a day of the calendar. */
function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function dayOf({ notBefore, notAfter, yearIsEnough }: OfType<'date'>, given: unknown, today: string): Checked {
  if (typeof given !== 'string') return refuse('wrong-type');
  const year = yearIsEnough === true && YEAR.test(given);
  if (!year && !isDay(given)) return refuse('not-a-day');
  // A year is within its bounds when one of its days is.
  const within = (bound: string) => (bound === 'today' ? today : bound).slice(0, given.length);
  if (notBefore !== undefined && given < within(notBefore)) return refuse('too-early');
  return notAfter !== undefined && given > within(notAfter) ? refuse('too-late') : ok(given);
}

function optionsOf({ options, several }: OfType<'choice'>, given: unknown): Checked {
  const known = (one: unknown): one is string => options.some(({ option }) => option === one);
  if (several !== true) {
    if (typeof given !== 'string') return refuse('wrong-type');
    return known(given) ? ok(given) : refuse('unknown-option');
  }
  if (!Array.isArray(given) || given.length === 0) return refuse('wrong-type');
  if (!given.every(known)) return refuse('unknown-option');
  if (new Set(given).size < given.length) return refuse('repeated-option');
  // In the order of the question: the same choice is the same answer.
  return ok(options.map(({ option }) => option).filter((option) => given.includes(option)));
}

function numberOf({ minimum, maximum, decimals = 0 }: OfType<'number'>, given: unknown): Checked {
  if (typeof given !== 'number' || !Number.isFinite(given)) return refuse('wrong-type');
  if (given < minimum) return refuse('too-small');
  if (given > maximum) return refuse('too-big');
  return Number(given.toFixed(decimals)) === given ? ok(given) : refuse('too-many-decimals');
}

type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasOnly = (value: Fields, ...names: readonly string[]) =>
  Object.keys(value).every((name) => names.includes(name));

function addressOf(given: unknown): Checked {
  if (!isFields(given)) return refuse('wrong-type');
  const detail = readable(given.detail, false, DETAIL_LENGTH, 'detail');
  if (!detail.ok) return detail;
  if (given.country !== undefined) {
    if (!hasOnly(given, 'detail', 'country') || typeof given.country !== 'string') return refuse('wrong-type');
    const country = parsed(parseCountry(given.country), 'country');
    return country.ok ? ok({ detail: detail.value, country: country.value }) : country;
  }
  if (!hasOnly(given, 'detail', 'commune', 'area')) return refuse('wrong-type');
  if (typeof given.commune !== 'string' || !/^\d{5}$/.test(given.commune)) return refuse('unknown-commune', 'commune');
  const area = readable(given.area, false, AREA_LENGTH, 'area');
  return area.ok ? ok({ detail: detail.value, commune: given.commune, area: area.value }) : area;
}

const NUMBERS = {
  'personal-id': parsePersonalId,
  'identity-card': parseIdentityCard,
  passport: parsePassport,
} as const;

function identityOf({ types }: OfType<'person-identity'>, given: unknown): Checked {
  if (!isFields(given) || typeof given.number !== 'string') return refuse('wrong-type');
  const type = types.find((one) => one === given.type);
  if (type === undefined) return refuse('identity-type-not-taken', 'type');
  const number = parsed(NUMBERS[type](given.number), 'number');
  if (!number.ok) return number;
  if (type !== 'passport') {
    return hasOnly(given, 'type', 'number') ? ok({ type, number: number.value }) : refuse('wrong-type');
  }
  if (!hasOnly(given, 'type', 'number', 'country') || typeof given.country !== 'string') {
    return refuse('wrong-type', 'country');
  }
  const country = parsed(parseCountry(given.country), 'country');
  return country.ok ? ok({ type, number: number.value, country: country.value }) : country;
}
