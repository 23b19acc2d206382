import * as z from 'zod/mini';
import { BadRequest, bodyOf, type Call, json, type Reply, type Route } from '../kit/http.ts';
import { messagePage, payPage } from './page.ts';
import { sameHash } from './platform.ts';
import type { Settings } from './settings.ts';
import { fromGatewayTime, gatewayTime, type Transaction, type Transactions } from './transactions.ts';
import { pipeHash, vnpayHash } from './vnpay-hash.ts';

const time = z.string().check(z.refine((s) => !Number.isNaN(fromGatewayTime(s)), 'yyyyMMddHHmmss'));

const paySchema = z.strictObject({
  vnp_Version: z.literal('2.1.0'),
  vnp_Command: z.literal('pay'),
  vnp_TmnCode: z.string(),
  /** Dong times 100. */
  vnp_Amount: z.string().check(z.regex(/^[1-9]\d{0,11}00$/)),
  vnp_CreateDate: time,
  vnp_ExpireDate: time,
  vnp_CurrCode: z.literal('VND'),
  vnp_IpAddr: z.string().check(z.minLength(3), z.maxLength(45)),
  vnp_Locale: z.enum(['vn', 'en']),
  /** No diacritics, no special characters. */
  vnp_OrderInfo: z.string().check(z.minLength(1), z.maxLength(255), z.regex(/^[A-Za-z0-9 .,:_-]+$/)),
  vnp_OrderType: z.string().check(z.minLength(1), z.maxLength(100)),
  vnp_ReturnUrl: z.url().check(z.maxLength(255)),
  vnp_TxnRef: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,100}$/)),
  vnp_BankCode: z.optional(z.string().check(z.regex(/^[A-Za-z0-9]{3,20}$/))),
  vnp_SecureHash: z.string(),
  vnp_SecureHashType: z.optional(z.string()),
});

const queryFields = [
  'vnp_RequestId',
  'vnp_Version',
  'vnp_Command',
  'vnp_TmnCode',
  'vnp_TxnRef',
  'vnp_TransactionDate',
  'vnp_CreateDate',
  'vnp_IpAddr',
  'vnp_OrderInfo',
] as const;

const htmlReply = (status: number, body: string): Reply => ({ status, body, type: 'text/html; charset=utf-8' });

/** A pay URL the gateway rejects; the message is for the payer. */
export class BadPayUrl extends BadRequest {}

/** Reads a pay URL's query and opens the attempt. @throws BadPayUrl with the reason. */
export function openFromQuery(query: URLSearchParams, settings: Settings, transactions: Transactions): Transaction {
  const names = [...query.keys()];
  if (new Set(names).size < names.length) throw new BadPayUrl('Tham số lặp lại');
  const given = z.safeParse(paySchema, Object.fromEntries(query));
  if (!given.success) throw new BadPayUrl(`Sai định dạng dữ liệu: ${z.prettifyError(given.error)}`);
  const { vnp_SecureHash: hash, vnp_SecureHashType: _, ...signed } = given.data;
  if (signed.vnp_TmnCode !== settings.terminalCode) throw new BadPayUrl('Website không hợp lệ');
  const parameters = signed as Record<string, string>;
  if (!sameHash(hash.toLowerCase(), vnpayHash(parameters, settings.vnpaySecret))) throw new BadPayUrl('Sai chữ ký');
  const opened = transactions.open({
    provider: 'vnpay',
    reference: signed.vnp_TxnRef,
    amount: Number(signed.vnp_Amount) / 100,
    description: signed.vnp_OrderInfo,
    createdAt: signed.vnp_CreateDate,
    request: parameters,
  });
  if (!opened) throw new BadPayUrl('Mã giao dịch đã dùng cho số tiền khác');
  if (opened.status === 'paid') throw new BadPayUrl('Giao dịch đã được thanh toán');
  if (fromGatewayTime(signed.vnp_ExpireDate) < Date.now())
    throw new BadPayUrl('Giao dịch đã quá thời gian chờ thanh toán');
  return opened;
}

/** Pay page and `querydr` of VNPay 2.1.0. */
export function vnpayRoutes(settings: Settings, transactions: Transactions): Route[] {
  const show = (call: Call): Reply => {
    try {
      return htmlReply(200, payPage(openFromQuery(call.query, settings, transactions)));
    } catch (error) {
      if (error instanceof BadPayUrl)
        return htmlReply(400, messagePage('VNPay', 'Không thể thanh toán', error.message));
      throw error;
    }
  };

  const querydr = (call: Call): Reply => {
    const body = bodyOf(call) as Readonly<Record<string, string>>;
    const values = queryFields.map((field) => String(body[field] ?? ''));
    const found = transactions.find('vnpay', String(body.vnp_TxnRef));
    const right = pipeHash(values, settings.vnpaySecret);
    const base = { vnp_ResponseId: `R${values[0]}`, vnp_Command: 'querydr', vnp_TmnCode: settings.terminalCode };
    if (!sameHash(String(body.vnp_SecureHash ?? '').toLowerCase(), right)) {
      return json({ ...base, vnp_ResponseCode: '97', vnp_Message: 'Invalid checksum' });
    }
    if (!found) return json({ ...base, vnp_ResponseCode: '91', vnp_Message: 'Transaction not found' });
    const answer = {
      ...base,
      vnp_ResponseCode: '00',
      vnp_Message: 'QueryDR Success',
      vnp_TxnRef: found.reference,
      vnp_Amount: String(found.amount * 100),
      vnp_BankCode: 'NCB',
      vnp_PayDate: found.paidAt ?? '',
      vnp_TransactionNo: found.transactionNumber ?? '',
      vnp_TransactionType: '01',
      vnp_TransactionStatus: { paid: '00', pending: '01', failed: '02' }[found.status],
      vnp_OrderInfo: found.description,
      vnp_PromotionCode: '',
      vnp_PromotionAmount: '',
    };
    const order = [
      'vnp_ResponseId',
      'vnp_Command',
      'vnp_ResponseCode',
      'vnp_Message',
      'vnp_TmnCode',
      'vnp_TxnRef',
      'vnp_Amount',
      'vnp_BankCode',
      'vnp_PayDate',
      'vnp_TransactionNo',
      'vnp_TransactionType',
      'vnp_TransactionStatus',
      'vnp_OrderInfo',
      'vnp_PromotionCode',
      'vnp_PromotionAmount',
    ] as const;
    const hash = pipeHash(
      order.map((field) => answer[field]),
      settings.vnpaySecret,
    );
    return json({ ...answer, vnp_SecureHash: hash });
  };

  return [
    // VNPay's sandbox and its production have different paths.
    { method: 'GET', path: '/paymentv2/vpcpay.html', handle: show },
    { method: 'GET', path: '/vnpay/vpcpay.html', handle: show },
    { method: 'POST', path: '/merchant_webapi/api/transaction', handle: querydr },
  ];
}

/** Parameters of the IPN and of the browser's return URL. */
export function vnpayResult(
  transaction: Transaction,
  settings: Settings,
  change: { amount: number; paid: boolean; secret: string },
): Record<string, string> {
  const code = change.paid ? '00' : '24';
  const parameters: Record<string, string> = {
    vnp_TmnCode: settings.terminalCode,
    vnp_Amount: String(change.amount * 100),
    vnp_BankCode: 'NCB',
    ...(change.paid && { vnp_BankTranNo: `NCB${transaction.transactionNumber}` }),
    vnp_CardType: 'ATM',
    vnp_OrderInfo: transaction.description,
    vnp_PayDate: transaction.paidAt ?? gatewayTime(new Date()),
    vnp_ResponseCode: code,
    vnp_TransactionNo: transaction.transactionNumber ?? '0',
    vnp_TransactionStatus: change.paid ? '00' : '02',
    vnp_TxnRef: transaction.reference,
  };
  return { ...parameters, vnp_SecureHash: vnpayHash(parameters, change.secret) };
}
