import { badge, code, type Html, table } from './html.ts';
import type { Delivery } from './outbox.ts';

const STATES: Readonly<Record<Delivery['state'], readonly [string, 'good' | 'bad' | 'busy']>> = {
  held: ['giữ lại để đảo thứ tự', 'busy'],
  sending: ['đang gửi', 'busy'],
  waiting: ['sẽ gửi lại', 'busy'],
  done: ['đã nhận', 'good'],
  'given-up': ['thôi không gửi nữa', 'bad'],
};

/** Callbacks sent to the province and its answers. */
export function deliveryTable(title: string, deliveries: readonly Delivery[]): Html {
  const rows = deliveries
    .slice(-50)
    .toReversed()
    .map((delivery) => {
      const last = delivery.attempts.at(-1);
      const [state, tone] = STATES[delivery.state];
      return [
        code(delivery.id),
        delivery.subject,
        code(delivery.key),
        badge(state, tone),
        delivery.attempts.length,
        last?.status ?? '',
        code((last?.reply ?? last?.error ?? '').slice(0, 120)),
      ];
    });
  return table(title, ['Mã', 'Loại', 'Về', 'Trạng thái', 'Lần gửi', 'HTTP', 'Trả lời cuối'], rows);
}
