import * as z from 'zod/mini';
import { digits } from '../kit/digits.ts';
import type { Callback, Outbox } from '../kit/outbox.ts';
import { platformHash } from './platform-hash.ts';
import type { Settings } from './settings.ts';
import { gatewayTime, type Transaction } from './transactions.ts';
import { vnpayResult } from './vnpay.ts';

/** Body of `POST /control/pay`: what the payer does, and how the callback is to go wrong. */
export const paySchema = z.strictObject({
  reference: z.string(),
  provider: z.enum(['platform', 'vnpay']),
  result: z.enum(['paid', 'failed']),
  /** Number of duplicate callbacks. */
  duplicate: z.optional(z.int().check(z.minimum(0), z.maximum(20))),
  /** A forged callback: its hash is made with another key, and nothing was paid. */
  forge: z.optional(z.boolean()),
  /** Whole dong in the callback instead of the right amount. */
  amount: z.optional(z.int().check(z.positive())),
  delayMs: z.optional(z.int().check(z.minimum(0), z.maximum(600_000))),
  /** VNPay's pay URL, if it has not been opened yet. */
  payUrl: z.optional(z.url()),
  /** Pays an attempt the gateway never saw: the callback names an unknown reference. */
  unknown: z.optional(z.boolean()),
});
export type Pay = z.infer<typeof paySchema>;

export type Cashier = { settings: Settings; outbox: Outbox };

/** Settles an attempt and sends the callback, as often as asked. */
export function pay(transaction: Transaction, how: Omit<Pay, 'reference' | 'provider'>, cashier: Cashier): void {
  const paid = how.result === 'paid';
  // A forgery changes nothing at the gateway, but contains the fields of a real payment.
  const told: Transaction = how.forge ? { ...transaction } : transaction;
  if (told.status !== 'paid') {
    told.status = how.result;
    told.transactionNumber = digits(14);
    told.paidAt = gatewayTime(new Date());
  }
  const callback = callbackOf(told, { amount: how.amount ?? told.amount, paid, forge: how.forge === true }, cashier);
  const send = () => {
    for (let copy = 0; copy <= (how.duplicate ?? 0); copy += 1) cashier.outbox.send(callback);
  };
  if (how.delayMs) setTimeout(send, how.delayMs);
  else send();
}

type Told = { amount: number; paid: boolean; forge: boolean };

function callbackOf(transaction: Transaction, told: Told, { settings }: Cashier): Callback {
  const common = { id: `${transaction.provider}-${transaction.transactionNumber}`, key: transaction.reference };
  if (transaction.provider === 'vnpay') {
    const secret = told.forge ? 'khoa-cua-ke-gia-mao' : settings.vnpaySecret;
    const query = new URLSearchParams(vnpayResult(transaction, settings, { ...told, secret }));
    return {
      ...common,
      subject: 'callback vnpay',
      request: () => ({ url: `${settings.apiUrl}/webhooks/vnpay?${query}`, init: { method: 'GET' } }),
      accepted: (_status, reply) => ['00', '02'].includes(field(reply, 'RspCode')),
    };
  }
  const key = told.forge ? 'khoa-cua-ke-gia-mao' : settings.platformKey;
  const message = {
    LoaiBanTin: 'IPN',
    MaLoi: told.paid ? '00' : '24',
    MaDoiTac: transaction.request.MaDoiTac ?? settings.partnerCode,
    MaThamChieu: transaction.reference,
    SoTien: String(told.amount),
    MaTienTe: 'VND',
    MaGiaoDich: transaction.transactionNumber ?? '',
    MaNganHang: 'VCB',
    ThoiGianGD: transaction.paidAt ?? '',
    ThongTinGiaoDich: transaction.description,
  };
  const body = JSON.stringify({ ...message, MaXacThuc: platformHash('callback', message, key) });
  return {
    ...common,
    subject: 'callback platform',
    request: () => ({
      url: `${settings.apiUrl}/webhooks/payment-platform`,
      init: { method: 'POST', headers: { 'content-type': 'application/json' }, body },
    }),
    accepted: (status, reply) => status === 200 && field(reply, 'MaLoi') === '00',
  };
}

function field(reply: string, name: string): string {
  try {
    return String((JSON.parse(reply) as Record<string, unknown> | null)?.[name] ?? '');
  } catch {
    return '';
  }
}

/** Whether the province's reply to the platform has the right hash; undefined without a hash. */
export function replyHashIsRight(reply: string | undefined, key: string): boolean | undefined {
  try {
    const message = JSON.parse(reply ?? '') as Record<string, unknown>;
    if (message.MaXacThuc === undefined) return undefined;
    return message.MaXacThuc === platformHash('callbackReply', message, key);
  } catch {
    return undefined;
  }
}
