import { FACTS } from '../../../../infra/local/facts/all.ts';
import type { EmulatorRecord } from '../emulator.ts';
import { LOCALSTACK_HEALTH, startLocalstack } from './start.ts';
import { LOCALSTACK_WINDOWS } from './windows.ts';

export const LOCALSTACK: EmulatorRecord = {
  title: 'LocalStack',
  health: LOCALSTACK_HEALTH,
  apiPath: (apiId, stage) => `/_aws/execute-api/${apiId}/${stage}`,
  shows: {
    'iam-enforced': false,
    throttling: false,
    'request-validation': true,
    'rule-target-retries': false,
    'lambda-without-docker': true,
    'reaches-host-loopback': true,
    'injected-faults': true,
  },
  // The minimum of its event source mappings, as on AWS.
  workers: 2,
  // One Python process does everything: a deploy takes half a minute on two idle cores.
  stepTimeoutMs: 300_000,
  patienceMs: 180_000,
  // It does not support KMS keys of log groups, neither by CloudFormation nor by `AssociateKmsKey`: asserted on the template.
  facts: FACTS.filter(({ of, property }) => !(of === 'AWS::Logs::LogGroup' && property === 'KmsKeyId')),
  windows: LOCALSTACK_WINDOWS,
  start: startLocalstack,
};
