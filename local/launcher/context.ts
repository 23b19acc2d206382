import type { Partners } from '../../infra/province/partners.ts';
import type { Cleanup } from './cleanup.ts';
import type { Chosen } from './emulator/start.ts';
import type { Ports } from './ports.ts';
import type { Progress } from './progress.ts';

/** Shared state of the parts of a bring-up. */
export interface Context {
  readonly province: string;
  readonly ports: Ports;
  readonly logs: string;
  /** Partners of the province, with the simulators' addresses. */
  readonly partners: Partners;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Each part that starts something adds its clean-up here. */
  readonly cleanup: Cleanup;
  readonly chosen: Chosen;
  /** Queue batches one function handles at once. */
  readonly workers: number;
  /** Whether files are scanned for malware. */
  readonly scanner: boolean;
}
