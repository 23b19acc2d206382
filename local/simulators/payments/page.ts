import { deliveryTable } from '../kit/delivery-table.ts';
import { badge, code, figures, type Html, html, page, table } from '../kit/html.ts';
import type { Delivery } from '../kit/outbox.ts';
import type { Transaction } from './transactions.ts';

const NAMES = { platform: 'Nền tảng thanh toán quốc gia', vnpay: 'VNPay' } as const;
const STATUS = {
  pending: ['chờ thanh toán', 'busy'],
  paid: ['đã thanh toán', 'good'],
  failed: ['không thành công', 'bad'],
} as const;

const statusBadge = ({ status }: Transaction): Html => {
  const [text, tone] = STATUS[status];
  return badge(text, tone);
};

const dong = (amount: number): string => `${amount.toLocaleString('vi-VN')} ₫`;

export function paymentsPage(transactions: readonly Transaction[], deliveries: readonly Delivery[]): Html {
  const paid = transactions.filter((t) => t.status === 'paid');
  return html`${figures([
    ['Giao dịch', transactions.length],
    ['Đã thanh toán', paid.length],
    ['Tổng tiền', dong(paid.reduce((sum, t) => sum + t.amount, 0))],
    ['Lần báo kết quả', deliveries.reduce((sum, d) => sum + d.attempts.length, 0)],
  ])}${table(
    'Giao dịch',
    ['Cổng', 'Mã tham chiếu', 'Số tiền', 'Nội dung', 'Trạng thái', 'Mã giao dịch', ''],
    transactions
      .toReversed()
      .map((t) => [
        NAMES[t.provider],
        code(t.reference),
        dong(t.amount),
        t.description,
        statusBadge(t),
        t.transactionNumber === undefined ? '' : code(t.transactionNumber),
        t.status === 'pending' && html`<a href="/pay/${t.provider}/${encodeURIComponent(t.reference)}">Thanh toán</a>`,
      ]),
  )}${deliveryTable('Báo kết quả về địa phương', deliveries)}`;
}

/** What a payer sees. */
export function payPage(transaction: Transaction): string {
  const { provider, reference } = transaction;
  return page(
    { title: NAMES[provider], subtitle: 'Xác nhận thanh toán' },
    html`<div class="card narrow"><h2>Số tiền cần thanh toán</h2><p class="amount">${dong(transaction.amount)}</p>
    <dl class="facts"><dt>Nội dung</dt><dd>${transaction.description}</dd><dt>Mã tham chiếu</dt><dd>${code(reference)}</dd>
    <dt>Trạng thái</dt><dd>${statusBadge(transaction)}</dd></dl>
    ${
      transaction.status === 'pending' &&
      html`<form method="post" action="/pay/${provider}/${encodeURIComponent(reference)}" class="buttons">
      <button name="result" value="paid">Thanh toán</button>
      <button class="plain" name="result" value="failed">Hủy giao dịch</button></form>`
    }</div>`,
  );
}

export const messagePage = (title: string, heading: string, text: string, link?: string): string =>
  page(
    { title, subtitle: 'Kết quả' },
    html`<div class="card narrow"><h2>${heading}</h2><p>${text}</p>${link !== undefined && html`<p><a href="${link}">Quay lại</a></p>`}</div>`,
  );
