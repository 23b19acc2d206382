import type { Stack } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';

/** Acknowledges that a statement reaches everything below an address. */
export const wildcardResource = (stack: Stack, arn: string, reason: string) => ({
  id: `AwsSolutions-IAM5[Resource::${flattenCfnReference(stack.resolve(arn))}]`,
  reason,
});
