import type { Faults, Verdict } from './faults.ts';
import { badge, clock, code, type Html, html, table } from './html.ts';

export type CallEntry = {
  readonly number: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  service?: string;
  /** HTTP status; absent when the connection was cut or the answer is not sent yet. */
  status?: number;
  outcome: 'running' | 'answered' | Exclude<Verdict, 'none'>;
  milliseconds?: number;
};

/** Stores the last calls; never their bodies or queries, which hold personal data. */
export type CallLog = ReturnType<typeof newCallLog>;

const KEPT = 5000;

export function newCallLog() {
  let entries: CallEntry[] = [];
  let number = 0;
  return {
    all: (): readonly CallEntry[] => entries,
    clear: () => {
      entries = [];
      number = 0;
    },
    begin: (method: string, path: string) => {
      number += 1;
      const entry: CallEntry = { number, at: new Date().toISOString(), method, path, outcome: 'running' };
      const start = performance.now();
      entries.push(entry);
      if (entries.length > KEPT) entries.shift();
      return {
        end: (status: number, verdict: Verdict, service?: string) => {
          const cut = verdict === 'cut' || verdict === 'cut-after-work';
          entry.outcome = verdict === 'none' ? 'answered' : verdict;
          if (!cut) entry.status = status;
          if (service !== undefined) entry.service = service;
          entry.milliseconds = Math.round(performance.now() - start);
        },
      };
    },
  };
}

const OUTCOMES: Readonly<Record<CallEntry['outcome'], string>> = {
  running: 'đang xử lý',
  answered: 'đã trả lời',
  unavailable: 'tạm ngừng',
  cut: 'ngắt kết nối',
  error: 'lỗi cố ý',
  'cut-after-work': 'làm xong, không trả lời',
};

/** The last calls and the active faults, for the foot of a simulator's page. */
export function callTable(calls: CallLog, faults: Faults): Html {
  const { outageLeftMs, ...settings } = faults.describe();
  const set = [
    ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
    ...(outageLeftMs > 0 ? [`còn ngừng ${Math.ceil(outageLeftMs / 1000)} giây`] : []),
  ];
  const rows = calls
    .all()
    .slice(-25)
    .toReversed()
    .map((c) => [
      c.number,
      clock(c.at),
      code(`${c.method} ${c.path}`),
      c.service,
      c.status,
      badge(OUTCOMES[c.outcome], c.outcome === 'answered' ? 'good' : c.outcome === 'running' ? 'busy' : 'bad'),
      c.milliseconds === undefined ? '' : `${c.milliseconds} ms`,
    ]);
  return html`<section><h2>Lỗi cố ý</h2>${
    set.length > 0
      ? set.map((s) => html`${badge(s, 'bad')} `)
      : html`<p class="empty">Không có: mọi lời gọi được phục vụ.</p>`
  }</section>${table('Lời gọi gần đây', ['#', 'Giờ', 'Địa chỉ', 'Dịch vụ', 'HTTP', 'Kết quả', 'Thời gian'], rows)}`;
}
