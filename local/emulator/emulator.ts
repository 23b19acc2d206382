import type { Capability } from './capabilities.ts';
import type { EmulatorKind } from './choose.ts';

/** A running emulator, ours or somebody else's. */
export interface Emulator {
  readonly kind: EmulatorKind;
  /** For the person who reads the output: "MiniStack 1.5.33". */
  readonly title: string;
  readonly endpoint: string;
  readonly capabilities: ReadonlySet<Capability>;
  /** Ends it and everything it started; does nothing to one we did not start. */
  stop(): Promise<void>;
}
