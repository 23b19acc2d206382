import { BadSetting } from '../errors.ts';
import { requireLoopback } from './endpoint.ts';
import { EMULATOR_KINDS, type EmulatorKind } from './records.ts';

export type Choice =
  | { readonly use: 'running'; readonly endpoint: string }
  | { readonly use: 'own'; readonly kind: EmulatorKind };

/**
 * Pure: the emulator that the environment selects. A running endpoint takes precedence over `EMULATOR`, and MiniStack is
 * the default: no Docker, no account, a second to start.
 * @throws EndpointNotLocal, BadSetting
 */
export function chooseEmulator(env: NodeJS.ProcessEnv): Choice {
  const endpoint = env.AWS_ENDPOINT_URL;
  if (endpoint) return { use: 'running', endpoint: requireLoopback(endpoint).origin };
  const wanted = env.EMULATOR || 'ministack';
  const kind = EMULATOR_KINDS.find((name) => name === wanted);
  if (kind) return { use: 'own', kind };
  throw new BadSetting('EMULATOR', wanted, EMULATOR_KINDS.join(' or '));
}
