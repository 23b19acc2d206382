import { likes } from './like.ts';

/** What is known of a request beside who, what and whereto, by condition key. */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A statement's conditions as they are written. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Condition keys that requests here contain where AWS does. A statement that asks for another would be judged by
 * an unknown value, so it is rejected.
 */
const KEYS = [
  ...['aws:SecureTransport', 'aws:SourceArn', 'aws:SourceAccount', 'dynamodb:LeadingKeys', 'ses:FromAddress'],
  ...['s3:if-none-match', 's3:TlsVersion', 'kms:ViaService', 'kms:EncryptionContext:aws:logs:arn'],
];

type Operator = {
  readonly compare: (pattern: string) => (value: string) => boolean;
  /** Holds where nothing fits, and where the key is missing. */
  readonly negated?: true;
};

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". Those that templates use; others are refused. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: { compare: (pattern) => (value) => value === pattern },
  StringNotEquals: { compare: (pattern) => (value) => value === pattern, negated: true },
  StringLike: { compare: likes },
  StringNotLike: { compare: likes, negated: true },
  ArnEquals: { compare: arnLikes },
  ArnLike: { compare: arnLikes },
  ArnNotEquals: { compare: arnLikes, negated: true },
  ArnNotLike: { compare: arnLikes, negated: true },
  Bool: { compare: (pattern) => (value) => value === pattern },
  NumericLessThan: { compare: (pattern) => (value) => Number(value) < Number(pattern) },
};

/** `ArnLike`: each of the six parts is held against its own pattern, so a wildcard reaches over no colon of the first five. */
function arnLikes(pattern: string): (value: string) => boolean {
  const parts = partsOf(pattern).map(likes);
  return (value) => {
    const given = partsOf(value);
    return given.length === parts.length && parts.every((fits, at) => fits(given[at] ?? ''));
  };
}

const partsOf = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
};

const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).map(String);

/** @throws Error for a condition that would have to be understood otherwise */
export function conditionsOf(conditions: Conditions): (context: Context) => boolean {
  const all = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => conditionOf(operator, key, list(wanted))),
  );
  return (context) => all.every((holds) => holds(context));
}

function conditionOf(written: string, named: string, wanted: readonly string[]): (context: Context) => boolean {
  const said = `${written} ${named} ${JSON.stringify(wanted)}`;
  // Names of keys are compared without case (IAM User Guide, "Condition"): the CDK writes `AWS:SourceArn`.
  const key = KEYS.find((known) => known.toLowerCase() === named.toLowerCase());
  if (key === undefined) throw new Error(`no request here says what ${named} is: ${said}`);
  if (wanted.some((value) => value.includes('${'))) throw new Error(`policy variables are not understood: ${said}`);
  if (written === 'Null') return ({ [key]: value }) => wanted.includes(String(value === undefined));
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(written) ?? [];
  const operator = OPERATORS[name];
  if (operator === undefined) throw new Error(`a condition that is not understood: ${said}`);
  const patterns = wanted.map(operator.compare);
  const holds = (value: string) => patterns.some((fits) => fits(value)) !== (operator.negated === true);
  return ({ [key]: value }) => {
    if (set === 'ForAllValues') return value === undefined || list(value).every(holds);
    if (set === 'ForAnyValue') return value !== undefined && list(value).some(holds);
    if (value === undefined) return ifExists !== undefined || operator.negated === true;
    if (typeof value !== 'string')
      throw new Error(`${key} has several values, and no set of them is asked for: ${said}`);
    return holds(value);
  };
}
