import * as z from 'zod/mini';
import { AGENCY_ID } from './identifiers/agency-id.ts';
import { PERSONAL_ID } from './identifiers/personal-id.ts';
import { MOBILE_OR_LANDLINE } from './identifiers/phone.ts';
import { PROCEDURE_CODE } from './identifiers/procedure-code.ts';
import { isTaxCode } from './identifiers/tax-code.ts';

/** Channel by which a dossier came in (`KenhThucHien` 1 direct, 2 online, 3 postal). */
export const CHANNELS = ['direct', 'online', 'postal'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Human text of one line: NFC-normalised, trimmed, without control characters, 1 to `max` characters. */
export const line = (max: number) =>
  z.string().check(z.normalize('NFC'), z.trim(), z.minLength(1), z.maxLength(max), z.regex(/^[^\p{Cc}\p{Cs}]*$/u));

/** As {@link line}, but line breaks and tabs are allowed. */
export const paragraph = (max: number) =>
  z
    .string()
    .check(z.normalize('NFC'), z.trim(), z.minLength(1), z.maxLength(max), z.regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u));

/** A moment in time: ISO 8601 with an offset or `Z`, kept as UTC with milliseconds. */
export const instant = z.iso.datetime({ offset: true }).check(z.overwrite(inUtc));

/** Also called for text that the format has refused already: that stays as it is. */
function inUtc(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

export const agencyId = z.string().check(z.regex(AGENCY_ID));
export const procedureCode = z.string().check(z.regex(PROCEDURE_CODE));
export const personalId = z.string().check(z.regex(PERSONAL_ID));
export const taxCode = z.string().check(z.refine(isTaxCode, { params: { rule: 'tax-code' } }));
/** Whole dong; fees are never fractional. At most one trillion. */
export const vnd = z.int().check(z.minimum(0), z.maximum(1_000_000_000_000));
export const slug = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
export const uuid = z.uuid();

export const phone = z.string().check(z.regex(MOBILE_OR_LANDLINE));
