import { BadSetting } from '../errors.ts';
import { requireLoopback } from './endpoint.ts';

export type EmulatorKind = 'ministack' | 'localstack';

export type Choice =
  | { readonly use: 'running'; readonly endpoint: string }
  | { readonly use: 'ministack' }
  | { readonly use: 'localstack' };

/**
 * Pure: what the environment asks for. A running endpoint comes before `EMULATOR`, and MiniStack is the default: no
 * Docker, no account, a second to start.
 * @throws EndpointNotLocal, BadSetting
 */
export function chooseEmulator(env: NodeJS.ProcessEnv): Choice {
  const endpoint = env.AWS_ENDPOINT_URL;
  if (endpoint) return { use: 'running', endpoint: requireLoopback(endpoint).origin };
  const wanted = env.EMULATOR;
  if (wanted === undefined || wanted === '' || wanted === 'ministack') return { use: 'ministack' };
  if (wanted === 'localstack') return { use: 'localstack' };
  throw new BadSetting('EMULATOR', wanted, 'ministack or localstack');
}
