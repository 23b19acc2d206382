import type { ChangeNotification } from '../../../shared/platform/delivery/change-notification.ts';
import type { Generations } from '../generation.ts';

export type FiguresProjection = {
  readonly generations: () => Promise<Generations>;
  readonly project: (dossierId: string, generation: number, version?: number) => Promise<number>;
};

/** Brings the current figures, and a generation being built, up to date with the log of the dossier in the notification. */
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
