import type { EmulatorKind } from './choose.ts';

/**
 * What an emulator may or may not show of AWS. A test that needs one it lacks is skipped, and the skip is printed with
 * the reason below; the same behaviour is then covered otherwise (template assertions, the handler's own checks).
 */
export const CAPABILITIES = {
  'iam-enforced':
    'permissions are not enforced: policies are asserted on the templates, and tests enforce those in the table',
  throttling: 'the API does not throttle: usage limits are asserted on the templates instead',
  'request-validation': 'API Gateway does not validate requests: the functions do',
  'rule-target-retries': 'a bus rule does not retry its target: queues take events at once instead',
  'lambda-without-docker': 'Lambda functions need a Docker engine',
  'reaches-host-loopback': 'functions may not reach the simulators, which listen on loopback only',
} as const;

export type Capability = keyof typeof CAPABILITIES;

const HELD: Readonly<Record<EmulatorKind, readonly Capability[]>> = {
  ministack: ['lambda-without-docker', 'reaches-host-loopback'],
  localstack: ['request-validation'],
};

export function capabilitiesOf(kind: EmulatorKind): ReadonlySet<Capability> {
  return new Set(HELD[kind]);
}

/** Pure: one line for everything these capabilities do not show. */
export function printedSkips(held: Iterable<Capability>): readonly string[] {
  const set = new Set(held);
  return (Object.keys(CAPABILITIES) as Capability[])
    .filter((capability) => !set.has(capability))
    .map((capability) => `not shown here: ${capability} (${CAPABILITIES[capability]})`);
}
