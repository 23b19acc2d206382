import { badge, clock, code, figures, type Html, html, table } from '../kit/html.ts';
import { type Delivered, type Endpoint, tally } from './endpoints.ts';

const BEHAVIOUR = { ok: 'nhận bình thường', error: 'trả lỗi 500', gone: 'trả 410', slow: 'trả lời chậm' } as const;

export function agencyPage(endpoints: readonly Endpoint[], delivered: readonly Delivered[]): Html {
  const events = tally(delivered);
  return html`${figures([
    ['Sự kiện khác nhau', new Set(events.map((event) => event.eventId)).size],
    ['Lần gửi', delivered.length],
    ['Chữ ký đúng', delivered.filter((one) => one.valid).length],
    ['Chữ ký sai', delivered.filter((one) => !one.valid).length],
  ])}${table(
    'Điểm nhận',
    ['Địa chỉ', 'Khóa', 'Cách trả lời', 'Lần gửi'],
    endpoints.map((endpoint) => [
      code(`/hooks/${endpoint.path}`),
      endpoint.secret ? badge('đã có', 'good') : badge('chưa có', 'bad'),
      BEHAVIOUR[endpoint.behaviour ?? 'ok'],
      delivered.filter((one) => one.endpoint === endpoint.path).length,
    ]),
  )}${table(
    'Lần gửi gần đây',
    ['Giờ', 'Điểm nhận', 'Mã sự kiện', 'Loại', 'Chữ ký', 'HTTP', 'Lần'],
    delivered
      .slice(-60)
      .toReversed()
      .map((one) => [
        clock(one.at),
        code(one.endpoint),
        code(one.eventId),
        typeOf(one.body),
        one.valid ? badge('đúng', 'good') : badge(one.problem ?? 'sai', 'bad'),
        one.status,
        events.find((event) => event.endpoint === one.endpoint && event.eventId === one.eventId)?.count,
      ]),
  )}`;
}

function typeOf(body: string): string {
  try {
    return String((JSON.parse(body) as { type?: unknown } | null)?.type ?? '');
  } catch {
    return '';
  }
}
