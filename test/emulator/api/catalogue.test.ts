import { describe, expect, it } from 'vitest';
import { anonymous } from '../kit.ts';

type Page = { readonly items: readonly Record<string, unknown>[]; readonly next?: string };

describe('the catalogue, without signing in', () => {
  it.each([
    ['khai sinh', '1.001193'],
    ['dang ky kinh doanh', '1.001612'],
    ['lí lịch tư pháp', '2.000488'],
  ])('%j finds %s first', async (q, procedureCode) => {
    const { items } = (await anonymous.must('GET', `/v1/procedures?q=${encodeURIComponent(q)}`)) as unknown as Page;
    expect(items[0]).toMatchObject({ procedureCode });
  });

  it('comes by pages, each agency once, to callers with other cursors than those of dossiers', async () => {
    const ids: unknown[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const page = (await anonymous.must('GET', `/v1/agencies?level=commune&limit=20${cursor}`)) as unknown as Page;
      ids.push(...page.items.map(({ agencyId }) => agencyId));
      next = page.next;
    }
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
    const { status, body } = await anonymous.ask('GET', '/v1/agencies?cursor=AAAA');
    expect([status, body.errors]).toMatchObject([400, [{ field: 'query.cursor', rule: 'cursor' }]]);
  });

  it('may be kept, and is not sent again while it is the same', async () => {
    const first = await anonymous.ask('GET', '/v1/procedures/1.001193');
    expect(first.headers.get('cache-control')).toContain('public');
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect(await anonymous.ask('GET', '/v1/procedures/1.001193', { headers })).toMatchObject({ status: 304 });
    expect((await anonymous.ask('GET', '/v1/procedures/1.001612', { headers })).status).toBe(200);
  });
});
