import { describe, expect, it } from 'vitest';
import { LEASE, takeLease, whileLeased } from '../../../shared/platform/table/lease.ts';
import { updateRow } from '../../../shared/platform/table/write.ts';
import { TableDouble } from '../platform/delivery/table-double.ts';

const KEY = { pk: 'WORK', sk: '1' };
const lease = (owner: string, now: number) => ({ owner, now, until: now + 10 });

describe('a lease', () => {
  it('belongs to one worker until it expires or is released', async () => {
    const { table } = new TableDouble();
    expect(await takeLease(table, KEY, lease('a', 0))).toEqual({ done: true, row: undefined });
    expect(await takeLease(table, KEY, lease('b', 9))).toMatchObject({ done: false, row: { leaseOwner: 'a' } });
    expect(await takeLease(table, KEY, lease('b', 10))).toMatchObject({ done: true, row: { leaseOwner: 'a' } });
    // A worker that lost it can neither change nor release anything.
    const giveBack = (owner: string) =>
      updateRow(table, KEY, whileLeased(owner, { UpdateExpression: `REMOVE ${LEASE}` }));
    expect((await giveBack('a')).done).toBe(false);
    expect((await giveBack('b')).done).toBe(true);
    expect((await takeLease(table, KEY, lease('c', 11))).done).toBe(true);
  });

  it('is not taken where another condition does not hold', async () => {
    const double = new TableDouble();
    double.put({ ...KEY, done: true });
    const terms = { conditions: ['attribute_not_exists(done)'] };
    expect(await takeLease(double.table, KEY, lease('a', 0), terms)).toEqual({
      done: false,
      row: { ...KEY, done: true },
    });
  });
});
