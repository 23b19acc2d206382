import type { Outputs } from './deploy/cdk.ts';
import type { EmulatorRecord } from './emulator/emulator.ts';
import { DeployFailed } from './errors.ts';

/** Pure: value of the only output with this name in any stack. @throws DeployFailed when there is none */
export function outputNamed(outputs: Outputs, name: string): string {
  for (const stack of Object.values(outputs)) {
    const value = stack[name];
    if (value !== undefined) return value;
  }
  throw new DeployFailed('cdk deploy', `no stack has an output ${name}`, 'outputs.json');
}

/**
 * Pure: address of the API on an emulator. On AWS it is the output ApiUrl; an emulator answers on its own port, and the
 * stage is the path of that output.
 */
export function apiAddress(endpoint: string, apiPath: EmulatorRecord['apiPath'], outputs: Outputs): string {
  const stage = new URL(outputNamed(outputs, 'ApiUrl')).pathname.split('/')[1] ?? '';
  return `${endpoint}${apiPath(outputNamed(outputs, 'ApiId'), stage)}`;
}
