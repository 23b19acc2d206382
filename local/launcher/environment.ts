import type { Outputs } from './deploy/cdk.ts';
import type { EmulatorKind } from './emulator/records.ts';
import type { SimulatorUrls } from './partners.ts';

/** A province that runs on this machine; plain data, so a test runner can pass it to its workers. */
export interface Environment {
  readonly province: string;
  /** Endpoint of the emulator: every AWS service, with any credentials. */
  readonly endpoint: string;
  readonly region: string;
  /** Base address of the HTTP API, without a slash at the end. */
  readonly apiUrl: string;
  /** Origin of the portal: pages and, below `/session` and `/v1`, the API. */
  readonly portalUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly tableName: string;
  readonly documentsBucket: string;
  readonly busName: string;
  /** Prefix of names in Secrets Manager: `motcua/<province>`. */
  readonly secretPrefix: string;
  /** Every output of every stack, by stack. */
  readonly outputs: Outputs;
  readonly simulators: SimulatorUrls;
  /** Time-out for one result that arrives through queues. Milliseconds. */
  readonly patienceMs: number;
  /** Folder of the logs of emulator, simulators and deploys. */
  readonly logs: string;
}

/** An environment whose AWS is an emulator. */
export interface EmulatedEnvironment extends Environment {
  readonly emulator: { readonly kind: EmulatorKind; readonly title: string };
}

export interface RunningEnvironment extends EmulatedEnvironment {
  /** Stops all its processes. Idempotent. */
  stop(): Promise<void>;
}
