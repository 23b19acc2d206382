import * as z from 'zod/mini';
import { line, slug } from '../../values.ts';

const text = z.strictObject({ vi: line(500), en: line(500) });

/** A day of any century, `1954-05-07`: people were born before this one. */
const anyDay = z.iso.date();
/** `today`: the day on which the answer is given, in Viet Nam. */
const bound = z.union([z.literal('today'), anyDay]);

/** It is asked only when every one of them holds: the earlier question is asked, and its answer is one of these options. */
const conditionSchema = z.strictObject({ question: slug, is: z.array(slug).check(z.minLength(1), z.maxLength(20)) });
export type Condition = z.infer<typeof conditionSchema>;

/** Kinds of identities that an answer may have. */
export const PERSON_IDENTITIES = ['personal-id', 'identity-card', 'passport'] as const;

/** Whose particulars, and which: the person who files, or the owner of the dossier. */
export const PREFILLS = [
  'filer-name',
  'filer-identity',
  'filer-phone',
  'filer-email',
  'owner-name',
  'owner-identity',
  'owner-phone',
  'owner-email',
] as const;
export type Prefill = (typeof PREFILLS)[number];

/** Texts that have a form of their own; the parsers are those of `shared/identifiers`. */
export const TEXT_FORMATS = ['phone', 'email', 'tax-code'] as const;

const common = {
  /** Unique in the declaration, or in its list. */
  question: slug,
  /** As the legal form has it. */
  label: text,
  help: z.optional(text),
  required: z.boolean(),
};

const KINDS = [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    maxLength: z.int().check(z.minimum(1), z.maximum(2000)),
    /** True: line breaks are kept. */
    lines: z.optional(z.literal(true)),
    format: z.optional(z.enum(TEXT_FORMATS)),
  }),
  z.strictObject({
    ...common,
    type: z.literal('date'),
    notBefore: z.optional(bound),
    notAfter: z.optional(bound),
    /** True: where only the year is known, `1954`. */
    yearIsEnough: z.optional(z.literal(true)),
  }),
  z.strictObject({
    ...common,
    type: z.literal('choice'),
    options: z.array(z.strictObject({ option: slug, name: text })).check(z.minLength(2), z.maxLength(60)),
    /** True: several may be chosen. */
    several: z.optional(z.literal(true)),
  }),
  z.strictObject({
    ...common,
    type: z.literal('number'),
    minimum: z.number(),
    maximum: z.number(),
    /** Digits after the point; absent: whole numbers. */
    decimals: z.optional(z.int().check(z.minimum(1), z.maximum(4))),
    unit: z.optional(text),
  }),
  z.strictObject({ ...common, type: z.literal('address') }),
  z.strictObject({
    ...common,
    type: z.literal('person-identity'),
    types: z.array(z.enum(PERSON_IDENTITIES)).check(z.minLength(1)),
  }),
] as const;

/** A column of a list: asked in every row. */
const columnSchema = z.discriminatedUnion('type', KINDS);
export type Column = z.infer<typeof columnSchema>;

const asked = {
  when: z.optional(z.array(conditionSchema).check(z.minLength(1), z.maxLength(4))),
  /** What the dossier knows from the sign-in of the person who files: proposed, never forced. */
  prefill: z.optional(z.enum(PREFILLS)),
};

const questionSchema = z.discriminatedUnion('type', [
  z.extend(KINDS[0], asked),
  z.extend(KINDS[1], asked),
  z.extend(KINDS[2], asked),
  z.extend(KINDS[3], asked),
  z.extend(KINDS[4], asked),
  z.extend(KINDS[5], asked),
  z.strictObject({
    ...common,
    ...asked,
    type: z.literal('list'),
    columns: z.array(columnSchema).check(z.minLength(1), z.maxLength(8)),
    maxRows: z.int().check(z.minimum(1), z.maximum(30)),
  }),
]);
export type Question = z.infer<typeof questionSchema>;

/**
 * The declaration (tờ khai) of a procedure: what the legal form asks, as questions. Filled in online it is printed at submission and
 * stands for its component.
 */
export const declarationSchema = z.strictObject({
  /** The component it stands for. */
  component: slug,
  /** Title of the printed form. */
  title: text,
  /** `electronic-identity`: the sign-in of the person who files is enough. `own-hand`: the paper must be signed and filed, too. */
  signature: z.enum(['electronic-identity', 'own-hand']),
  /** The undertaking above the signature. */
  undertaking: text,
  pages: z
    .array(
      z.strictObject({
        page: slug,
        title: text,
        questions: z.array(questionSchema).check(z.minLength(1), z.maxLength(40)),
      }),
    )
    .check(z.minLength(1), z.maxLength(12)),
});
export type Declaration = z.infer<typeof declarationSchema>;
