import type { Outputs } from './deploy/cdk.ts';
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
 * Pure: address of the API on the emulator. On AWS it is the output ApiUrl; an emulator answers on its own port below
 * `/restapis/<id>/<stage>/_user_request_`, and stage is the path of that output.
 */
export function apiAddress(endpoint: string, outputs: Outputs): string {
  const stage = new URL(outputNamed(outputs, 'ApiUrl')).pathname.split('/')[1] ?? '';
  return `${endpoint}/restapis/${outputNamed(outputs, 'ApiId')}/${stage}/_user_request_`;
}
