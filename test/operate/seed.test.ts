import { describe, expect, it } from 'vitest';
import { seedCatalogue } from '../../operate/seed/catalogue.ts';
import { newVersions, refuseExamples } from '../../operate/seed/procedures.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';
import { validProcedure } from '../shared/procedure/example.ts';

/** A table that holds these versions; it notes what is written. */
function tableWith(...held: Procedure[]) {
  const written: unknown[] = [];
  const client = {
    send: async ({ input }: { input: Record<string, never> }) => {
      if ('RequestItems' in input) written.push(input);
      const pk = String(input.ExpressionAttributeValues?.[':pk']);
      return { Items: held.filter((p) => pk.endsWith(p.procedureCode)).map((procedure) => ({ procedure })) };
    },
  };
  return { table: { client, name: 'table' } as unknown as Table, written };
}

describe('seeding procedures', () => {
  const first = validProcedure();
  const second = { ...first, version: 2, workingHours: 9 };

  it('writes a version that is not there, and nothing again', async () => {
    expect(await newVersions(tableWith().table, [first])).toEqual([first]);
    expect(await newVersions(tableWith(first).table, [first])).toEqual([]);
    expect(await newVersions(tableWith(first).table, [second])).toEqual([second]);
  });

  it.each([
    ['with other content', { ...first, workingHours: 9 }, first],
    ['older than the one in use', first, second],
  ])('refuses a version %s: running dossiers keep theirs', async (_, wanted, held) => {
    await expect(newVersions(tableWith(held).table, [wanted])).rejects.toThrow(
      `procedure 1.001193: version ${held.version} is in use`,
    );
  });

  it('refuses examples, naming province, procedure and field', () => {
    const provenance = [{ field: 'fees.late', foundation: 'example' as const, note: 'ví dụ' }];
    expect(() => refuseExamples('hue', [{ ...first, provenance }])).toThrow('hue, procedure 1.001193, field fees.late');
    expect(() => refuseExamples('hue', [first])).not.toThrow();
  });

  it('of a province with examples writes nothing outside an emulator', async () => {
    const { table, written } = tableWith();
    await expect(seedCatalogue(table, 'quang-tri')).rejects.toThrow('quang-tri, procedure 1.001193, field national');
    expect(written).toEqual([]);
    await seedCatalogue(table, 'quang-tri', { emulator: true });
    expect(written.length).toBeGreaterThan(0);
  });
});
