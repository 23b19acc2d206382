import { invalid } from './errors.ts';

/** `digits` times ten to the `exponent`, exactly. */
type Decimal = { readonly digits: bigint; readonly exponent: number };

const NUMBER = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;
const PLAIN = /^-?(?:0|[1-9]\d{0,14})$/;
const PRECISION = 38;
const [LARGEST, SMALLEST] = [125, -130];

const magnitudeOf = (digits: bigint) => String(digits < 0n ? -digits : digits).length;

/** A number without zeros at its end, within what the service keeps. */
function bounded(digits: bigint, exponent: number): Decimal {
  if (digits === 0n) return { digits, exponent: 0 };
  let [whole, power] = [digits, exponent];
  while (whole % 10n === 0n) [whole, power] = [whole / 10n, power + 1];
  const length = magnitudeOf(whole);
  if (length > PRECISION) throw invalid('Attempting to store more than 38 significant digits in a Number');
  if (length + power - 1 > LARGEST)
    throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range');
  if (length + power - 1 < SMALLEST)
    throw invalid('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  return { digits: whole, exponent: power };
}

function read(text: string): Decimal {
  const [, sign = '', whole = '', fraction = '', power = '0'] = NUMBER.exec(text) ?? [];
  if (whole + fraction === '') throw invalid(`The parameter cannot be converted to a numeric value: ${text}`);
  return bounded(BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n), Number(power) - fraction.length);
}

function write({ digits, exponent }: Decimal): string {
  if (exponent >= 0) return String(digits) + '0'.repeat(exponent);
  const text = String(digits < 0n ? -digits : digits).padStart(1 - exponent, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, exponent)}.${text.slice(exponent)}`;
}

/** Two numbers by their digits at the lower of their exponents. */
function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  const digits = (one: Decimal) => one.digits * 10n ** BigInt(one.exponent - exponent);
  return [digits(a), digits(b), exponent];
}

/** A number as the service gives it back: 38 digits at most, no zeros that say nothing. @throws ServiceError */
export const canonical = (text: string): string => (PLAIN.test(text) && text !== '-0' ? text : write(read(text)));

export function compareNumbers(a: string, b: string): number {
  if (PLAIN.test(a) && PLAIN.test(b)) return Math.sign(Number(a) - Number(b));
  const [x, y] = aligned(read(a), read(b));
  return x < y ? -1 : x > y ? 1 : 0;
}

/** @throws ServiceError when the sum has too many digits or is too large */
export function addNumbers(a: string, b: string, sign: 1 | -1 = 1): string {
  const [x, y, exponent] = aligned(read(a), read(b));
  return write(bounded(x + BigInt(sign) * y, exponent));
}
