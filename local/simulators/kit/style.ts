/** One style sheet for every simulator's pages. */
export const STYLE = `
:root { --ink: #1c2430; --soft: #5d6878; --line: #dfe4ea; --paper: #fff; --ground: #f3f5f8; --head: #7a1f1f; --head2: #a33327;
  --good: #17663a; --goodbg: #e2f4e9; --bad: #a11c1c; --badbg: #fde8e6; --busy: #8a5300; --busybg: #fdf1d8; --quietbg: #e9edf2; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; color: var(--ink); background: var(--ground); }
header { display: flex; flex-wrap: wrap; gap: .5rem 2rem; justify-content: space-between; align-items: center;
  padding: 1.1rem 2rem; color: #fff; background: linear-gradient(100deg, var(--head), var(--head2)); }
h1 { margin: 0; font-size: 1.35rem; font-weight: 650; }
header p { margin: .1rem 0 0; opacity: .88; }
.mark { font-size: .8rem; padding: .2rem .7rem; border: 1px solid #ffffff70; border-radius: 99px; }
.lost .mark::after { content: " · mất kết nối"; color: #ffd9a0; }
main { max-width: 1280px; margin: 1.4rem auto 3rem; padding: 0 2rem; }
section, .card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.2rem; margin: 0 0 1.1rem; }
h2 { font-size: 1.02rem; margin: 0 0 .6rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th { text-align: left; font-weight: 600; color: var(--soft); white-space: nowrap; }
th, td { padding: .42rem .8rem .42rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child td { border-bottom: 0; }
code { font: .86em ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
td code { white-space: nowrap; }
.badge { display: inline-block; padding: 0 .55rem; border-radius: 99px; font-size: .8rem; font-weight: 600; white-space: nowrap;
  color: var(--soft); background: var(--quietbg); }
.badge.good { color: var(--good); background: var(--goodbg); }
.badge.bad { color: var(--bad); background: var(--badbg); }
.badge.busy { color: var(--busy); background: var(--busybg); }
.empty, .note { color: var(--soft); margin: 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: .8rem; margin: 0 0 1.1rem; }
.figures div { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: .7rem 1.1rem; }
.figures dt { color: var(--soft); font-size: .85rem; }
.figures dd { margin: 0; font-size: 1.5rem; font-weight: 650; font-variant-numeric: tabular-nums; }
.narrow { max-width: 560px; margin: 0 auto; }
.amount { font-size: 2rem; font-weight: 700; margin: .2rem 0 .8rem; font-variant-numeric: tabular-nums; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem; margin: 0 0 1.2rem; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
button, .button { display: inline-block; text-decoration: none; font: inherit; font-weight: 600; border: 0; border-radius: 8px; padding: .6rem 1.3rem; cursor: pointer; color: #fff; background: var(--head2); }
button.plain { color: var(--ink); background: var(--quietbg); }
button:hover, .button:hover { filter: brightness(1.07); }
button:focus-visible, summary:focus-visible, a:focus-visible { outline: 3px solid #e0a03c; outline-offset: 2px; }
.buttons { display: flex; gap: .7rem; }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: .6rem; }
.people button { display: block; width: 100%; text-align: left; color: var(--ink); background: #f8f9fb; border: 1px solid var(--line); font-weight: 400; padding: .6rem .9rem; }
.people button:hover { border-color: var(--head2); filter: none; }
.people strong { display: block; } .people small { color: var(--soft); }
textarea { width: 100%; min-height: 9rem; font: .8rem ui-monospace, "DejaVu Sans Mono", monospace; border: 1px solid var(--line); border-radius: 8px; padding: .6rem; }
details summary { cursor: pointer; color: var(--soft); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .8rem; margin: .4rem 0 0; }
a { color: var(--head2); }
`;
