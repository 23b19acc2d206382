import { deliveryTable } from '../kit/delivery-table.ts';
import { badge, code, figures, type Html, html, type Tone, table } from '../kit/html.ts';
import type { Delivery } from '../kit/outbox.ts';
import type { Dossiers } from './dossiers.ts';
import { STATUS_NAMES } from './graph.ts';
import type { StatusCode } from './records.ts';

const TONES: Readonly<Partial<Record<StatusCode, Tone>>> = {
  '3': 'bad',
  '8': 'bad',
  '9': 'good',
  '10': 'good',
  '1': 'quiet',
};

const status = (value: StatusCode): Html => badge(`${value} · ${STATUS_NAMES[value]}`, TONES[value] ?? 'busy');

const time = (value: string): string => value.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$3/$2/$1 $4:$5:$6');

export function portalPage(dossiers: Dossiers, deliveries: readonly Delivery[]): Html {
  const held = Object.entries(dossiers.all()).toReversed();
  const rows = held.map(([dossierCode, d]) => [
    code(dossierCode),
    d.record?.TenTTHC ?? d.filed?.TenTTHC,
    d.record?.ChuHoSo || d.filed?.ChuHoSo,
    badge(d.origin === 'portal' ? 'Nộp trên Cổng' : 'Địa phương', d.origin === 'portal' ? 'busy' : 'quiet'),
    status(d.status),
    d.progress.length === 0
      ? html`<span class="note">chưa có</span>`
      : html`<details><summary>${d.progress.length} dòng</summary>${d.progress.map(
          (row) => html`<div>${time(row.ThoiDiemXuLy)} ${status(row.TrangThai)} ${row.NoiDungXuLy}</div>`,
        )}</details>`,
  ]);
  const finished = held.filter(([, d]) => d.status === '10' || d.status === '3').length;
  return html`${figures([
    ['Hồ sơ', held.length],
    ['Nộp trên Cổng', held.filter(([, d]) => d.origin === 'portal').length],
    ['Đã kết thúc', finished],
    ['Dòng tiến độ', held.reduce((sum, [, d]) => sum + d.progress.length, 0)],
  ])}${table('Hồ sơ', ['Mã hồ sơ', 'Thủ tục', 'Chủ hồ sơ', 'Nguồn', 'Trạng thái', 'Tiến độ'], rows)}
  ${deliveryTable('Bản tin đẩy về địa phương', deliveries)}`;
}
