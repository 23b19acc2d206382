import type { ProvinceWorld } from '../../faults/app/province.ts';

/** What the table was asked: requests, and capacity units by AWS's rules. */
export type Taken = { requests: number; read: number; write: number };

export type Meter = {
  /** What each function asked of the table while something went on, by its name. */
  during(work: () => Promise<unknown>): Promise<ReadonlyMap<string, Taken>>;
};

/** Listens to the simulated table. @param slug that function names begin with */
export function meterOf(world: ProvinceWorld, slug: string): Meter {
  let taken = new Map<string, Taken>();
  world.dynamo.meter = (from, _, took) => {
    const name = from.replace(`motcua-${slug}-`, '');
    const sum = taken.get(name) ?? { requests: 0, read: 0, write: 0 };
    sum.requests += 1;
    sum.read += took.read;
    sum.write += took.write;
    taken.set(name, sum);
  };
  return {
    async during(work) {
      taken = new Map();
      await work();
      return taken;
    },
  };
}
