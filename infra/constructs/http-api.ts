import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  Cors,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { XLSX } from '../../functions/figures/reading/files.ts';
import type { Throttle } from '../province/sizes.ts';
import { checkRoutes, type FunctionRoutes, isCallback, RouteError } from '../routes.ts';
import { accessLog, accessLogFormat } from './access-log.ts';
import { alarm } from './alarm.ts';
import { gatewayAnswers } from './gateway-answers.ts';
import type { ProvinceStack } from './province-stack.ts';

export const STAGE = 'api';

/**
 * The REST API, created from the routes that functions declare. The function itself checks who may call a route, by
 * the same declaration (an authorizer would not run on every platform), so a route without `access` is rejected here.
 * @throws {RouteError}
 */
export function httpApi(
  stack: ProvinceStack,
  functions: Readonly<Record<string, LambdaFunction>>,
  declared: readonly FunctionRoutes[],
): RestApi {
  checkRoutes(declared);
  const { throttle, callbacks } = stack.size;
  const callbackRoutes = declared.flatMap(({ routes }) => routes).filter(isCallback);
  const api = new RestApi(stack, 'Api', {
    restApiName: stack.named('api'),
    description: `Một Cửa ${stack.province.name}`,
    endpointTypes: [EndpointType.REGIONAL],
    // Functions answer with Base64, callers who accept this type get bytes.
    binaryMediaTypes: [XLSX],
    cloudWatchRole: true,
    cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
    deployOptions: {
      stageName: STAGE,
      ...observed(throttle),
      methodOptions: Object.fromEntries(
        callbackRoutes.map(({ method, path }) => [`${path}/${method}`, observed(callbacks.throttle)]),
      ),
      accessLogDestination: new LogGroupLogDestination(accessLog(stack)),
      accessLogFormat: accessLogFormat(),
    },
    ...(stack.province.portalOrigins.length > 0
      ? {
          defaultCorsPreflightOptions: {
            allowOrigins: [...stack.province.portalOrigins],
            // CORS is set per answer (`shared/platform/http/cors.ts`).
            allowMethods: Cors.ALL_METHODS,
            allowHeaders: [
              'Authorization',
              'Content-Type',
              'Idempotency-Key',
              'If-Match',
              'If-None-Match',
              'Accept-Language',
              'traceparent',
              'X-Correlation-Id',
            ],
            maxAge: Duration.hours(1),
          },
        }
      : {}),
  });
  for (const { function: name, routes } of declared) {
    const target = functions[name];
    if (!target) throw new RouteError(`${name} declares routes but is not part of the API stack`);
    // One permission per function: one per method would exceed the size of its policy and double the template.
    const integration = new LambdaIntegration(target, { scopePermissionToMethod: false });
    for (const { method, path } of routes) api.root.resourceForPath(path).addMethod(method, integration);
  }
  gatewayAnswers(api, stack.province.portalOrigins);
  acknowledge(api);
  alarm(stack, {
    anchor: 'api-server-errors',
    metric: api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
    threshold: 5,
    silence: 'fine',
    businessImpact: 'Citizens, officers and partners get errors instead of answers; partners repeat, people give up.',
  });
  alarm(stack, {
    anchor: 'api-latency',
    metric: api.metricLatency({ period: Duration.minutes(5), statistic: 'p95' }),
    threshold: 3000,
    silence: 'fine',
    periods: 3,
    businessImpact: 'Receptions slow down: applicants queue while officers wait for the API.',
  });
  return api;
}

/** Method settings. A method with settings of its own inherits none, so each one states all of them. */
const observed = ({ rate, burst }: Throttle): MethodDeploymentOptions => ({
  throttlingRateLimit: rate,
  throttlingBurstLimit: burst,
  metricsEnabled: true,
  // At INFO every request would be logged with its query string, which for a payment callback contains payment data.
  loggingLevel: MethodLoggingLevel.ERROR,
  // Bodies hold personal data.
  dataTraceEnabled: false,
});

function acknowledge(api: RestApi): void {
  Validations.of(api).acknowledge(
    {
      id: 'AwsSolutions-APIG2',
      reason:
        'Each function validates with the schema its route declares; answers are problem details in two languages.',
    },
    {
      id: 'AwsSolutions-APIG4',
      reason: 'Each route declares who may call it; the function verifies the token or signature before anything else.',
    },
    {
      id: 'AwsSolutions-COG4',
      reason: 'Tokens come from the national and provincial identity providers, not from a user pool.',
    },
    {
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      reason:
        'The account-wide role by which API Gateway writes logs; AWS keeps its policy, and it gives nothing else.',
    },
  );
}
