import { EmulatorFailed } from '../errors.ts';
import { chooseEmulator } from './choose.ts';
import type { Emulator, StartOptions } from './emulator.ts';
import { EMULATORS, type EmulatorKind, whoAnswers } from './records.ts';

/** The emulator this run works on: a running one, or the one to start. */
export type Chosen = {
  readonly kind: EmulatorKind;
  /** Set for a running one. */
  readonly endpoint?: string;
  start(options: StartOptions): Promise<Emulator>;
};

/**
 * Called first: how a province is built, and the time-outs of its parts, depend on it.
 * @param own Tests need an emulator of their own, regardless of AWS_ENDPOINT_URL.
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
