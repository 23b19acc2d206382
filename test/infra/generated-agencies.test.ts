import { expect, it } from 'vitest';
import { communesOf, generatedAgencies } from '../../infra/province/generated-agencies.ts';
import { loadProvince, provinceSlugs } from '../../infra/province/load.ts';
import { agencySchema } from '../../shared/procedure/schema.ts';

const provinces = provinceSlugs().map((slug) => loadProvince(slug));

it('has the 3,321 communes of the 34 provinces, each code once', () => {
  const codes = provinces.flatMap(({ code }) => communesOf(code).map(([commune]) => commune));
  expect([provinces.length, codes.length, new Set(codes).size]).toEqual([34, 3321, 3321]);
  for (const { slug, code, communes } of provinces) expect([slug, communesOf(code).length]).toEqual([slug, communes]);
});

it.each(provinces.map((province) => [province.slug, province] as const))(
  '%s has agencies for each commune',
  (_, province) => {
    const { agencies, code, agencyId } = province;
    for (const agency of agencies) expect(agencySchema.safeParse(agency).success, agency.agencyId).toBe(true);
    expect(new Set(agencies.map((a) => a.agencyId)).size).toBe(agencies.length);
    if (['quang-tri', 'ho-chi-minh', 'lai-chau'].includes(province.slug)) return;
    expect(agencies.every((a) => a.generated === true && a.agencyId.startsWith(`${agencyId}.`))).toBe(true);
    expect(agencies.length).toBe(1 + 2 * communesOf(code).length);
  },
);

it("is replaced by a province's own file", () => {
  const quangTri = loadProvince('quang-tri');
  expect(quangTri.agencies.some((a) => a.generated)).toBe(false);
  expect(generatedAgencies(quangTri).length).toBe(157);
});

it('has the desk of the province serve all communes, and those of a commune their own', () => {
  for (const { level, area } of loadProvince('ca-mau').agencies) {
    expect(area?.length).toBe(level === 'province' ? undefined : 1);
  }
});

it('names an agency after its commune', () => {
  const names = loadProvince('ha-noi').agencies.slice(0, 3);
  expect(names.map(({ agencyId, name }) => [agencyId, name.vi])).toEqual([
    ['H26.1', 'Trung tâm Phục vụ hành chính công thành phố Hà Nội'],
    ['H26.00004', 'Ủy ban nhân dân phường Ba Đình'],
    ['H26.00004.1', 'Trung tâm Phục vụ hành chính công phường Ba Đình'],
  ]);
});

it('keeps the list of desks within what a function may have as environment', () => {
  for (const { slug, agencies } of provinces) {
    const desks = JSON.stringify(agencies.filter((a) => a.kind === 'reception').map((a) => a.agencyId));
    // AWS Lambda quotas: 4 KB for all variables of a function; forms has under 1 kB of others.
    expect(desks.length, slug).toBeLessThan(3_000);
  }
});
