import * as z from 'zod/mini';
import type { CarrierReport } from '../../../shared/partner-messages/carrier-reports.ts';
import type { RouteReply } from '../../../shared/platform/http/request.ts';
import { sameText } from '../../../shared/platform/secrets/compare.ts';
import { partnerId } from '../../../shared/values.ts';
import type { PushOutcome } from './carrier.ts';

const code = z.pipe(z.union([z.int(), z.string().check(z.regex(/^\d{1,6}$/))]), z.transform(String));
const short = partnerId(100);

/** Body of a push in Viettel Post's format. The contract names `ORDER_NUMBER` and `TYPE`; other fields are optional. */
const pushSchema = z
  .object({
    ORDER_NUMBER: short,
    TYPE: z.optional(code),
    ORDER_STATUS: z.optional(code),
    ORDER_STATUSDATE: z.optional(z.string().check(z.maxLength(50))),
    EVENT_ID: z.optional(short),
  })
  .check(z.refine((push) => push.TYPE !== undefined || push.ORDER_STATUS !== undefined, { path: ['TYPE'] }));

/** @returns the name of the invalid field when it is not a push */
export function readPush(body: unknown): CarrierReport | { readonly field: string } {
  const parsed = pushSchema.safeParse(body);
  if (!parsed.success) return { field: String(parsed.error.issues[0]?.path[0] ?? '') };
  const { ORDER_NUMBER, TYPE, ORDER_STATUS, ORDER_STATUSDATE, EVENT_ID } = parsed.data;
  return {
    orderNumber: ORDER_NUMBER,
    carrierCode: ORDER_STATUS ?? `type:${TYPE}`,
    reportId: EVENT_ID,
    occurredAt: ORDER_STATUSDATE === undefined ? undefined : fromCarrierTime(ORDER_STATUSDATE),
  };
}

/** Viettel Post's reply codes, in the body; the HTTP status stays 200 so that its client reads them. */
const REPLY: Readonly<Record<PushOutcome, number>> = {
  taken: 200,
  'bad-token': 201,
  'not-readable': 202,
  'failed-here': 205,
  'no-such-order': 207,
};

export const pushReply = (outcome: PushOutcome): RouteReply => ({
  status: outcome === 'failed-here' ? 500 : 200,
  body: { status: REPLY[outcome] },
});

/** Header `token` carries the shared secret. */
export const knowsToken = (
  headers: Readonly<Record<string, string | undefined>>,
  { token }: { readonly token: string },
): boolean => sameText(token, headers.token ?? '');

/** `dd/MM/yyyy HH:mm:ss` in Viet Nam; undefined for another format. */
export function fromCarrierTime(text: string): string | undefined {
  const parts = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2})$/.exec(text);
  if (parts === null) return undefined;
  const [, day, month, year, time] = parts;
  const at = new Date(`${year}-${month}-${day}T${time}+07:00`);
  const real = !Number.isNaN(at.getTime()) && new Date(at.getTime() + 7 * 3_600_000).getUTCDate() === Number(day);
  return real ? at.toISOString() : undefined;
}
