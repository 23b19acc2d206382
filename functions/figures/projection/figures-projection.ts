import type { ChangeNotification } from '../../../shared/platform/delivery/nudge.ts';
import type { Generations } from '../generation.ts';

export type FiguresProjection = {
  readonly generations: () => Promise<Generations>;
  readonly project: (dossierId: string, generation: number, version?: number) => Promise<number>;
};

/** An event is a nudge: the figures are brought up to date with the dossier's log, and so is a set that is being built. */
export function figuresProjection({
  generations,
  project,
}: FiguresProjection): (nudge: ChangeNotification) => Promise<void> {
  return async ({ dossierId, version }) => {
    const { current, building } = await generations();
    await project(dossierId, current, version);
    if (building !== undefined) await project(dossierId, building, version);
  };
}
