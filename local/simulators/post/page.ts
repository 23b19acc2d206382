import { deliveryTable } from '../kit/delivery-table.ts';
import { badge, clock, code, figures, type Html, html, type Tone, table } from '../kit/html.ts';
import type { Delivery } from '../kit/outbox.ts';
import { carrierTitle, type ParcelState, statusOf } from './codes.ts';
import type { Parcel } from './parcels.ts';

const TONES: Readonly<Partial<Record<ParcelState, Tone>>> = {
  registered: 'quiet',
  delivered: 'good',
  undeliverable: 'bad',
  returned: 'bad',
  cancelled: 'bad',
};

export function postPage(parcels: readonly Parcel[], deliveries: readonly Delivery[]): Html {
  const count = (state: ParcelState) => parcels.filter((parcel) => parcel.state === state).length;
  return html`${figures([
    ['Bưu gửi', parcels.length],
    ['Đã phát', count('delivered')],
    ['Không phát được', count('undeliverable') + count('returned')],
    ['Đã hủy', count('cancelled')],
  ])}${table(
    'Bưu gửi',
    ['Hãng', 'Mã đơn hàng', 'Số hiệu', 'Người nhận', 'Thu hộ', 'Trạng thái', 'Hành trình'],
    parcels
      .toReversed()
      .map((parcel) => [
        carrierTitle(parcel.carrier),
        code(parcel.order.OrderNumber),
        code(parcel.itemCode),
        html`${parcel.order.ReceiverName}<br><span class="note">${parcel.order.ReceiverAddress}</span>`,
        `${(parcel.order.CODAmount ?? 0).toLocaleString('vi-VN')} ₫`,
        badge(statusOf(parcel.carrier, parcel.state).name, TONES[parcel.state] ?? 'busy'),
        html`<details><summary>${parcel.history.length} chặng</summary>${parcel.history.map(
          (one) => html`<div>${clock(one.at.toISOString())} ${statusOf(parcel.carrier, one.state).name}</div>`,
        )}</details>`,
      ]),
  )}${deliveryTable('Báo hành trình về địa phương', deliveries)}`;
}
