import { EmulatorFailed } from '../errors.ts';
import { chooseEmulator } from './choose.ts';
import type { Emulator, StartOptions } from './emulator.ts';
import { EMULATORS, type EmulatorKind, whoAnswers } from './records.ts';

/** The emulator this run works on: one that runs already, or the one that is to be started. */
export type Chosen = {
  readonly kind: EmulatorKind;
  /** Of one that runs already. */
  readonly endpoint?: string;
  start(options: StartOptions): Promise<Emulator>;
};

/**
 * Asked before anything else is: how a province is built, and how long its parts may take, depends on it.
 * @param own Tests want one of their own, whatever AWS_ENDPOINT_URL says.
 * @throws EndpointNotLocal, BadSetting, EmulatorFailed
 */
export async function selectEmulator(own: boolean): Promise<Chosen> {
  const { AWS_ENDPOINT_URL: _, ...rest } = process.env;
  const choice = chooseEmulator(own ? rest : process.env);
  if (choice.use === 'own') return { kind: choice.kind, start: (options) => EMULATORS[choice.kind].start(options) };
  const { endpoint } = choice;
  const kind = await whoAnswers(endpoint);
  if (!kind)
    throw new EmulatorFailed(`The emulator of AWS_ENDPOINT_URL=${endpoint}`, 'no health answer', 'its own log');
  const title = `the ${EMULATORS[kind].title} already running at ${endpoint}`;
  return { kind, endpoint, start: async () => ({ title, endpoint, stop: async () => undefined }) };
}
