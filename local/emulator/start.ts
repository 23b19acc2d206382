import { EmulatorFailed } from '../errors.ts';
import { capabilitiesOf } from './capabilities.ts';
import { chooseEmulator } from './choose.ts';
import type { Emulator } from './emulator.ts';
import { whoAnswers } from './endpoint.ts';
import { startLocalstack } from './localstack.ts';
import { startMinistack } from './ministack.ts';

export interface EmulatorOptions {
  readonly port: number;
  readonly region: string;
  readonly logFile: string;
  /** Tests want one of their own, whatever AWS_ENDPOINT_URL says. */
  readonly own: boolean;
}

/** The emulator this run works on. @throws every error of its makers, EndpointNotLocal, BadSetting */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { AWS_ENDPOINT_URL: running, ...rest } = process.env;
  const choice = chooseEmulator(options.own || !running ? rest : process.env);
  if (choice.use === 'localstack') return startLocalstack(options.port, options.logFile);
  if (choice.use === 'ministack') return startMinistack(options.port, options.region, options.logFile);
  const kind = await whoAnswers(choice.endpoint);
  if (!kind) {
    throw new EmulatorFailed(`The emulator of AWS_ENDPOINT_URL=${choice.endpoint}`, 'no health answer', 'its own log');
  }
  return {
    kind,
    title: `the ${kind} already running at ${choice.endpoint}`,
    endpoint: choice.endpoint,
    capabilities: capabilitiesOf(kind),
    stop: async () => undefined,
  };
}
