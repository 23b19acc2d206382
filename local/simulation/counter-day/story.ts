import type { Scenario } from '../simulated-dossier.ts';
import type { CaseName } from './cases.ts';
import type { Desk } from './desk.ts';

/** One case of the counter day: who comes with what, what is done, and what has to be true of it. */
export type Story = {
  readonly name: CaseName;
  readonly procedureCode: string;
  readonly channel: 'direct' | 'online' | 'postal';
  /** Where it is filed: the commune's committee. */
  readonly commune: string;
  /** Minutes after the counter opened. */
  readonly minute: number;
  readonly tell: (desk: Desk) => Scenario;
};
