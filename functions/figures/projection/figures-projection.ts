import type { ChangeNotification } from '../../../shared/platform/delivery/change-notification.ts';
import type { Generations } from '../generation.ts';

export type FiguresProjection = {
  readonly generations: () => Promise<Generations>;
  readonly project: (dossierId: string, generation: number, version?: number) => Promise<number>;
};

/** An event is a notification: the figures are brought up to date with the dossier's log, and so is a set that is being built. */
export function figuresProjection({
  generations,
  project,
}: FiguresProjection): (notification: ChangeNotification) => Promise<void> {
  return async ({ dossierId, version }) => {
    const { current, building } = await generations();
    await project(dossierId, current, version);
    if (building !== undefined) await project(dossierId, building, version);
  };
}
