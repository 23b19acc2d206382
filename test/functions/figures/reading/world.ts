import * as fc from 'fast-check';
import { type Counts, difference } from '../../../../functions/figures/counting/counters.ts';
import { type Figures, figuresOf } from '../../../../functions/figures/counting/figures.ts';
import { dayAfter } from '../../../../functions/figures/counting/period.ts';
import { projector } from '../../../../functions/figures/projection/project.ts';
import { figures } from '../../../../functions/figures/reading/figures.ts';
import { readFigures } from '../../../../functions/figures/reading/read-figures.ts';
import type { Actor, OfficerRole } from '../../../../shared/dossier/actor.ts';
import { isWithin } from '../../../../shared/identifiers/agency-id.ts';
import { levels } from '../counting/brute-force.ts';
import { procedureOf } from '../counting/procedures.ts';
import { live, seeds } from '../counting/world.ts';
import { FiguresTable } from './table.ts';

export const logs = fc
  .sample(seeds, { numRuns: 120, seed: 20_261_122 })
  .map((seed, n) => live(seed, n))
  .filter((log) => log.length > 0);

const double = new FiguresTable();
export const ready = (async () => {
  const project = projector({ table: double.table, procedure: async (code) => procedureOf(code) });
  for (const log of logs) {
    double.log(log);
    await project(log[0]?.dossierId ?? '', 1);
  }
  double.pageSize = 7;
  return figures(readFigures(double.table), async (by, groups, language) =>
    groups.map(({ key, sample }) => `${by} ${key} ${sample ?? ''} ${language}`),
  );
})();

export const officer = (agencyId: string, role: OfficerRole): Actor => ({
  kind: 'officer',
  subject: 'leader',
  roles: [{ agencyId, role }],
});
export const LEADER = officer('H50', 'approver');
export const PERIOD = { from: '2026-10-17', to: '2026-11-23' };

export type Answer = {
  total?: Figures;
  groups: { key: string; figures: Figures; work: Record<string, number | string> }[];
};

export async function ask(query: object, actor: Actor = LEADER): Promise<Answer> {
  const handlers = await ready;
  const call = { actor, query: { ...PERIOD, agencyId: 'H50', ...query } };
  return (await handlers.readFigures(call as never)).body as Answer;
}

export const expected = (filter: Parameters<typeof levels>[2], { from, to } = PERIOD) => {
  const before = levels(logs, dayAfter(from, -1), filter) as Counts;
  return figuresOf(before, difference(before, levels(logs, to, filter) as Counts));
};
export const inside = (scope: string) => ({ agencies: (agencyId: string) => isWithin(agencyId, scope) });
export const byKey = ({ groups }: Answer) => Object.fromEntries(groups.map(({ key, figures: of }) => [key, of]));
