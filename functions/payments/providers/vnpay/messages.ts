import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import type { PaymentNotice } from '../../../../shared/partner-messages/payment-notices.ts';
import { sameText } from '../../../../shared/platform/secrets/compare.ts';
import { fromNationalTimestamp, nationalTimestamp } from '../../../../shared/time/viet-nam.ts';
import { partnerId } from '../../../../shared/values.ts';
import type { IntentRequest, PaymentVerdict } from '../provider.ts';
import type { VnpayConfig } from './config.ts';

/**
 * The signed text: non-empty `vnp_` parameters without the hash, sorted by name, form-encoded (space as `+`); identical to the
 * query string sent. Version 2.1.0 of VNPay's interface.
 */
export function canonicalQuery(parameters: Readonly<Record<string, string>>): string {
  const signed = Object.entries(parameters)
    .filter(([name, value]) => name.startsWith('vnp_') && !name.startsWith('vnp_SecureHash') && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return new URLSearchParams(signed).toString();
}

/** Lower-case hex HMAC-SHA512. */
export function signQuery(canonical: string, key: string): string {
  return createHmac('sha512', key).update(canonical, 'utf8').digest('hex');
}

/** The hash is hexadecimal in either case. */
export function isSigned(parameters: Readonly<Record<string, string>>, key: string): boolean {
  return sameText(signQuery(canonicalQuery(parameters), key), (parameters.vnp_SecureHash ?? '').toLowerCase());
}

/** URL of VNPay's page for one attempt. `vnp_OrderInfo` is ASCII and identifies the dossier, never a person. */
export function payUrl(
  request: IntentRequest,
  { returnUrl, ...vnpay }: VnpayConfig & { readonly returnUrl: string },
  key: string,
): string {
  const query = canonicalQuery({
    vnp_Version: '2.1.0',
    vnp_Command: 'pay',
    vnp_TmnCode: vnpay.terminalCode,
    vnp_Amount: String(request.amount * 100),
    vnp_CreateDate: nationalTimestamp(request.createdAt),
    vnp_ExpireDate: nationalTimestamp(request.payBy),
    vnp_CurrCode: 'VND',
    vnp_IpAddr: request.payerIp,
    vnp_Locale: request.language === 'en' ? 'en' : 'vn',
    vnp_OrderInfo: `Thanh toan ho so ${request.receipt.dossierCode}`,
    vnp_OrderType: 'other',
    vnp_ReturnUrl: returnUrl,
    vnp_TxnRef: request.reference,
  });
  return `${vnpay.payUrl}?${query}&vnp_SecureHash=${signQuery(query, key)}`;
}

const short = partnerId(100);
/** Logged, so no free text. */
const code = z.string().check(z.regex(/^[\w.-]{1,20}$/));
const notification = z.object({
  vnp_TmnCode: short,
  vnp_TxnRef: short,
  // Amounts are in hundredths of a dong; the last two digits are always zero.
  vnp_Amount: z.string().check(z.regex(/^\d{1,12}00$/)),
  vnp_ResponseCode: code,
  vnp_TransactionStatus: code,
  vnp_TransactionNo: short,
  vnp_CurrCode: z.optional(short),
  vnp_PayDate: z.optional(z.string()),
});

/** @returns the name of the invalid field of an incomplete notification */
export function noticeOf(parameters: Readonly<Record<string, string>>): PaymentNotice | { readonly field: string } {
  const parsed = notification.safeParse(parameters);
  if (!parsed.success) return { field: String(parsed.error.issues[0]?.path[0] ?? '') };
  const ipn = parsed.data;
  return {
    reference: ipn.vnp_TxnRef,
    transactionId: ipn.vnp_TransactionNo,
    partner: ipn.vnp_TmnCode,
    amount: Number(ipn.vnp_Amount) / 100,
    // The notification has a currency only if the terminal is set up for several; VNPay settles only VND.
    currency: ipn.vnp_CurrCode ?? 'VND',
    paid: ipn.vnp_ResponseCode === '00' && ipn.vnp_TransactionStatus === '00',
    resultCode: `${ipn.vnp_ResponseCode}/${ipn.vnp_TransactionStatus}`,
    paidAt: ipn.vnp_PayDate === undefined ? undefined : fromNationalTimestamp(ipn.vnp_PayDate),
  };
}

/** VNPay's reply codes. It repeats a notification on anything but 00 and 02. */
export const REPLIES: Readonly<Record<PaymentVerdict, { readonly RspCode: string; readonly Message: string }>> = {
  recorded: { RspCode: '00', Message: 'Confirm Success' },
  duplicate: { RspCode: '02', Message: 'Order already confirmed' },
  'unknown-reference': { RspCode: '01', Message: 'Order not found' },
  'wrong-amount': { RspCode: '04', Message: 'Invalid amount' },
  'not-for-us': { RspCode: '99', Message: 'Invalid terminal or currency' },
  conflict: { RspCode: '99', Message: 'Transaction number in use' },
  malformed: { RspCode: '99', Message: 'Invalid request' },
  forged: { RspCode: '97', Message: 'Invalid signature' },
  'failed-here': { RspCode: '99', Message: 'Temporary failure' },
};
