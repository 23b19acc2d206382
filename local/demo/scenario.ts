import type { DossierStatus } from '../../shared/dossier/status.ts';
import type { Stage } from './stage.ts';
import type { Walk } from './walk.ts';

export type Scenario = {
  readonly title: string;
  /** The status the dossier has to have in the end. */
  readonly ends: DossierStatus;
  readonly play: (stage: Stage) => Promise<Walk>;
};
