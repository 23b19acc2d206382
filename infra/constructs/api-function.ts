import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ApiFunctionName } from '../functions.ts';
import { type Grant, knows } from './grant.ts';
import { type FunctionProps, provinceFunction } from './province-function.ts';
import type { ProvinceStack } from './province-stack.ts';

export type ApiFunctionProps = Omit<FunctionProps, 'timeout' | 'name'> & { readonly name: ApiFunctionName };

/** A function behind the API. It times out before API Gateway does (29 s), so that the caller gets our own answer. */
export function apiFunction(stack: ProvinceStack, props: ApiFunctionProps): LambdaFunction {
  const origins: Grant[] =
    stack.province.portalOrigins.length > 0 ? [knows({ PORTAL_ORIGINS: stack.province.portalOrigins.join(',') })] : [];
  return provinceFunction(stack, { ...props, uses: [...props.uses, ...origins], timeout: Duration.seconds(20) });
}
