import type { DossierStatus } from '../../shared/dossier/status.ts';
import type { Stage } from './stage.ts';
import type { Walk } from './walk.ts';

export type Scenario = {
  readonly title: string;
  /** The expected final status of the dossier. */
  readonly ends: DossierStatus;
  readonly play: (stage: Stage) => Promise<Walk>;
};
