import { STYLE } from './style.ts';

/** Markup that is safe to put on a page unescaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Piece = Html | string | number | undefined | false | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(render).join('');
  return String(piece).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

/** Tagged template: every value is escaped unless it is {@link Html} already. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(strings.reduce((all, part, i) => all + render(pieces[i - 1]) + part));
}

export type Tone = 'good' | 'bad' | 'busy' | 'quiet';

export const badge = (text: string | number, tone: Tone = 'quiet'): Html =>
  html`<span class="badge ${tone}">${text}</span>`;

export const code = (text: string | number): Html => html`<code>${text}</code>`;

/** A table with a heading and a count; says so when it is empty. */
export function table(title: string, columns: readonly string[], rows: readonly (readonly Piece[])[]): Html {
  const count = badge(rows.length);
  if (rows.length === 0) return html`<section><h2>${title} ${count}</h2><p class="empty">Chưa có gì.</p></section>`;
  return html`<section><h2>${title} ${count}</h2><div class="scroll"><table>
    <thead><tr>${columns.map((c) => html`<th>${c}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table></div></section>`;
}

/** Time of day in Viet Nam of a moment in UTC. */
export const clock = (iso: string): string => new Date(Date.parse(iso) + 7 * 3_600_000).toISOString().slice(11, 19);

/** A row of figures. */
export const figures = (items: readonly (readonly [label: string, value: number | string])[]): Html =>
  html`<dl class="figures">${items.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;

// Replaces only <main>, so the reader keeps the scroll position and an open <details> stays as it was.
const REFRESH = new Html(`<script>
setInterval(async () => {
  if (document.hidden || document.querySelector('details[open]')) return;
  try {
    const text = await (await fetch(location.href)).text();
    const next = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
    if (next) document.querySelector('main').replaceWith(next);
    document.body.classList.remove('lost');
  } catch { document.body.classList.add('lost'); }
}, 2000);
</script>`);

export type PageOptions = { readonly title: string; readonly subtitle: string; readonly refresh?: boolean };

/** A whole page. */
export function page({ title, subtitle, refresh = false }: PageOptions, ...content: Piece[]): string {
  return html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – mô phỏng</title><style>${new Html(STYLE)}</style></head>
<body><header><div><h1>${title}</h1><p>${subtitle}</p></div><span class="mark">Mô phỏng · không phải hệ thống thật</span></header>
<main>${content}</main>${refresh && REFRESH}</body></html>`.text;
}
