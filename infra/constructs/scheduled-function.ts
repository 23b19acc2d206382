import type { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type FunctionProps, provinceFunction } from './province-function.ts';
import type { ProvinceStack } from './province-stack.ts';

export type ScheduledFunctionProps = FunctionProps & { readonly every: Duration };

/**
 * A function started by a schedule, for work that finds its own input. A failed run is
 * not retried: the next one finds the same work, and the alarm on errors has fired.
 */
export function scheduledFunction(stack: ProvinceStack, { every, ...props }: ScheduledFunctionProps): LambdaFunction {
  const scheduled = provinceFunction(stack, props);
  scheduled.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: every });
  new Rule(stack, `${props.name}-schedule`, {
    ruleName: stack.named(`${props.name}-schedule`),
    schedule: Schedule.rate(every),
    targets: [new FunctionTarget(scheduled, { retryAttempts: 0, maxEventAge: every })],
  });
  return scheduled;
}
