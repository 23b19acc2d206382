import type { Partners } from '../../infra/province/partners.ts';
import type { Cleanup } from './cleanup.ts';
import type { Chosen } from './emulator/start.ts';
import type { Ports } from './ports.ts';
import type { Progress } from './progress.ts';

/** What the parts of a bring-up share. */
export interface Context {
  readonly province: string;
  readonly ports: Ports;
  readonly logs: string;
  /** Of the province, with the simulators in their place. */
  readonly partners: Partners;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Whoever starts something adds its end here. */
  readonly cleanup: Cleanup;
  readonly chosen: Chosen;
  /** Queue batches one function handles at once. */
  readonly workers: number;
  /** Whether files are scanned for malware. */
  readonly scanner: boolean;
}
