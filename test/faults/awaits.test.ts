import { expect, it } from 'vitest';
import { withAwaitsMarked } from './app/awaits.ts';

const MODULE = `// functions/x/a.ts
async function first(a) { const name = 'Nguyễn Văn Ấn 😀'; later.each(a); return (await twice(await once(a))) + name; }
// shared/y.ts
const later = { async each(list) { for await (const one of list) await one; }, once: async () => await 1 };
class Kept { async #read() { await this.done; } async part() { await this.#read(); } }
async function unused() { await other(); }
const other = async () => await unused();
export { first as handler };
`;

it('names each place where a module waits by file and function, and leaves the rest as it is', () => {
  const { text, sites } = withAwaitsMarked(MODULE);
  expect(sites).toEqual([
    'functions/x/a.ts first',
    'functions/x/a.ts first (2)',
    'shared/y.ts each',
    'shared/y.ts each (2)',
    'shared/y.ts once',
    'carried: shared/y.ts read',
    'carried: shared/y.ts part',
    'carried: shared/y.ts unused',
    'carried: shared/y.ts other',
  ]);
  expect(text).toContain('await $wait(0, twice(await $wait(1, once(a))))');
  expect(text).toContain('for await (const one of $wait(2, list, true)) await $wait(3, one);');
});

it('runs as before without a crash', async () => {
  const { text } = withAwaitsMarked(
    'async function f(list) { let sum = 0; for await (const n of list) sum += await n; return sum; }',
  );
  const asked: number[] = [];
  const wait = (site: number, value: unknown) => {
    asked.push(site);
    return value;
  };
  const run = new Function('$wait', `${text}; return f;`)(wait) as (list: readonly number[]) => Promise<number>;
  expect(await run([1, 2, 3])).toBe(6);
  expect(asked).toEqual([0, 1, 1, 1]);
});
