import { SQSClient } from '@aws-sdk/client-sqs';
import { inject } from 'vitest';
import { ApiClient } from '../../local/demo/api/client.ts';
import { Stage } from '../../local/demo/stage.ts';
import { clientSettings, tableOf } from '../../local/launcher/clients.ts';
import { EMULATORS } from '../../local/launcher/emulator/records.ts';
import { until } from '../../local/launcher/wait.ts';

/** The running province of this test run. */
export const environment = inject('environment');

/** What the emulator lets tests see beside the interfaces of AWS. */
export const { windows } = EMULATORS[environment.emulator.kind];

/** The same people, receptions and levers as the demo has. */
export const stage = new Stage(environment);

export const table = tableOf(environment);
export const sqs = new SQSClient(clientSettings(environment));

/** A caller without a token. */
export const anonymous = new ApiClient(environment.apiUrl);

/**
 * Waits for a condition; never sleeps for its own sake.
 * @throws Error naming what did not happen within a minute
 */
export async function eventually(what: string, condition: () => Promise<boolean> | boolean): Promise<void> {
  if (!(await until(condition, { timeoutMs: 60_000, everyMs: 100 }))) throw new Error(`did not happen: ${what}`);
}
