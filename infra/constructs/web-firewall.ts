import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnIPSet, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { HTTP_PROBLEMS } from '../../shared/platform/http/problem.ts';
import { type FirewallMode, NO_FIREWALL_SETTINGS } from '../province/firewall.ts';
import { alarm } from './alarm.ts';
import { gatewayProblem, portalHeaders } from './gateway-answers.ts';
import type { ProvinceStack } from './province-stack.ts';

/** Seconds over which the requests of an address are counted. */
const WINDOW_S = 300;

/** What AWS puts on a request that its rules for known attacks match. */
const BAD_INPUT_LABEL = 'awswaf:managed:aws:known-bad-inputs:';

/**
 * In front of the API: a limit per address, by the province's size, and requests known to be attacks. Both only count until
 * the province's file says that they block, and ring either way. `docs/decisions/0025-firewall-counts-first.md`
 */
export function webFirewall(stack: ProvinceStack, api: RestApi): void {
  const { rate, knownBadInputs, exempt } = stack.province.firewall ?? NO_FIREWALL_SETTINGS;
  const visible = (name: string) => ({
    cloudWatchMetricsEnabled: true,
    sampledRequestsEnabled: false,
    metricName: stack.named(name),
  });
  const limited = notFrom(exemptSets(stack, exempt));
  const acl = new CfnWebACL(stack, 'Firewall', {
    name: stack.named('api'),
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visible('firewall'),
    customResponseBodies: { attack: { contentType: 'APPLICATION_JSON', content: gatewayProblem('forbidden') } },
    rules: [
      {
        name: 'rate',
        priority: 0,
        // Told to the caller by the gateway (`WAF_FILTERED`): only there can it be problem details.
        action: rate === 'block' ? { block: {} } : { count: {} },
        statement: {
          rateBasedStatement: {
            aggregateKeyType: 'IP',
            limit: stack.size.firewall.requestsPerAddress,
            evaluationWindowSec: WINDOW_S,
            ...(limited && { scopeDownStatement: limited }),
          },
        },
        visibilityConfig: visible('firewall-rate'),
      },
      {
        // Only labels what it finds; the next rule says what becomes of that, and how the caller is told.
        name: 'known-bad-inputs-labels',
        priority: 1,
        overrideAction: { count: {} },
        statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesKnownBadInputsRuleSet' } },
        visibilityConfig: visible('firewall-bad-input-labels'),
      },
      {
        name: 'known-bad-inputs',
        priority: 2,
        action: knownBadInputs === 'block' ? { block: { customResponse: told(stack) } } : { count: {} },
        statement: { labelMatchStatement: { scope: 'NAMESPACE', key: BAD_INPUT_LABEL } },
        visibilityConfig: visible('firewall-bad-inputs'),
      },
    ],
  });
  new CfnWebACLAssociation(stack, 'FirewallAssociation', {
    resourceArn: api.deploymentStage.stageArn,
    webAclArn: acl.attrArn,
  });
  watch(stack, 'firewall-rate', rate, {
    // What one address asks beyond its limit: a tenth of it more is no accident of the minute.
    threshold: Math.ceil(stack.size.firewall.requestsPerAddress / 10),
    businessImpact:
      'One address asks for more than the largest office does: a flood, or an office that is missing on the list.',
  });
  watch(stack, 'firewall-bad-inputs', knownBadInputs, {
    // Scanners of the whole internet send a few a day.
    threshold: 20,
    businessImpact: 'Somebody tries known attacks on the API, or what an honest caller sends looks like one.',
  });
}

/** Content of its own kind is what a firewall cannot give an answer, so this one is `application/json`. */
const told = ({ province }: ProvinceStack): CfnWebACL.CustomResponseProperty => ({
  responseCode: HTTP_PROBLEMS.forbidden.status,
  customResponseBodyKey: 'attack',
  responseHeaders: Object.entries(portalHeaders(province.portalOrigins)).map(([name, value]) => ({ name, value })),
});

/** A set for each version of IP that the list has addresses of. */
function exemptSets(stack: ProvinceStack, exempt: readonly string[]): readonly CfnIPSet[] {
  const version = (address: string) => (address.includes(':') ? 'IPV6' : 'IPV4');
  return [...Map.groupBy(exempt, version)].map(
    ([ipAddressVersion, addresses]) =>
      new CfnIPSet(stack, `FirewallExempt${ipAddressVersion}`, {
        name: stack.named(`exempt-${ipAddressVersion.toLowerCase()}`),
        description: 'Offices and partners without a limit per address',
        scope: 'REGIONAL',
        ipAddressVersion,
        addresses,
      }),
  );
}

function notFrom(sets: readonly CfnIPSet[]): CfnWebACL.StatementProperty | undefined {
  const [first, ...others] = sets.map((set) => ({ ipSetReferenceStatement: { arn: set.attrArn } }));
  if (first === undefined) return undefined;
  const statement = others.length === 0 ? first : { orStatement: { statements: [first, ...others] } };
  return { notStatement: { statement } };
}

type Watch = { readonly threshold: number; readonly businessImpact: string };

function watch(stack: ProvinceStack, anchor: string, mode: FirewallMode, { threshold, businessImpact }: Watch): void {
  alarm(stack, {
    anchor,
    metric: new Metric({
      namespace: 'AWS/WAFV2',
      metricName: mode === 'block' ? 'BlockedRequests' : 'CountedRequests',
      dimensionsMap: { WebACL: stack.named('firewall'), Rule: stack.named(anchor), Region: stack.region },
      statistic: 'Sum',
      period: Duration.seconds(WINDOW_S),
    }),
    threshold,
    silence: 'fine',
    businessImpact: businessImpact,
  });
}
