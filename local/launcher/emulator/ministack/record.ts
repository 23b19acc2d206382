import { FACTS } from '../../../../infra/local/facts/all.ts';
import type { EmulatorRecord } from '../emulator.ts';
import { MINISTACK_HEALTH, startMinistack } from './start.ts';
import { MINISTACK_WINDOWS } from './windows.ts';

export const MINISTACK: EmulatorRecord = {
  title: 'MiniStack',
  health: MINISTACK_HEALTH,
  apiPath: (apiId, stage) => `/restapis/${apiId}/${stage}/_user_request_`,
  shows: {
    'iam-enforced': false,
    throttling: false,
    'request-validation': false,
    'rule-target-retries': false,
    'lambda-without-docker': true,
    'reaches-host-loopback': true,
    'injected-faults': false,
  },
  // Two cores carry one process for each queue's function.
  workers: 1,
  stepTimeoutMs: 120_000,
  patienceMs: 60_000,
  facts: FACTS,
  windows: MINISTACK_WINDOWS,
  start: startMinistack,
};
