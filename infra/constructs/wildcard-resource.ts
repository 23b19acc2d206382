import type { Stack } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';

/** Acknowledges that a statement covers everything below an ARN prefix. */
export const wildcardResource = (stack: Stack, arn: string, reason: string) => ({
  id: `AwsSolutions-IAM5[Resource::${flattenCfnReference(stack.resolve(arn))}]`,
  reason,
});
