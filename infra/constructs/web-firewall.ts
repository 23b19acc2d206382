import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnIPSet, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { FRONT_KEY_HEADER, VIEWER_HEADER } from '../../shared/platform/http/caller-address.ts';
import { HTTP_PROBLEMS } from '../../shared/platform/http/problem.ts';
import { type FirewallMode, NO_FIREWALL_SETTINGS } from '../province/firewall.ts';
import { alarm } from './alarm.ts';
import { gatewayProblem, portalHeaders } from './gateway-answers.ts';
import type { ProvinceStack } from './province-stack.ts';

/** Window in seconds over which the requests of an address are counted. */
const WINDOW_S = 300;

/** Label that AWS adds to a request that its rules for known attacks match. */
const BAD_INPUT_LABEL = 'awswaf:managed:aws:known-bad-inputs:';

/** Where AWS WAF reads the address of a caller of the portal's distribution; without one no rule by address matches. */
const AT_THE_FRONT = { headerName: VIEWER_HEADER, fallbackBehavior: 'NO_MATCH' };

/**
 * AWS WAF in front of the API: a rate limit per address, by the province's size, and known attacks. Both only count until
 * the province file sets `block`; both raise alarms either way. `docs/decisions/0025-firewall-counts-first.md`
 *
 * Calls through the portal's distribution are counted by the address that it tells, all others by the connection's.
 */
export function webFirewall(stack: ProvinceStack, api: RestApi, frontKey: Secret): void {
  const { rate, knownBadInputs, exempt } = stack.province.firewall ?? NO_FIREWALL_SETTINGS;
  const visible = (name: string) => ({
    cloudWatchMetricsEnabled: true,
    sampledRequestsEnabled: false,
    metricName: stack.named(name),
  });
  const sets = exemptSets(stack, exempt);
  const throughFront = fromFront(frontKey);
  /** The rate of each address among some requests. */
  const rateRule = (name: string, priority: number, counted: Counted): CfnWebACL.RuleProperty => ({
    name,
    priority,
    // The gateway answers the caller (`WAF_FILTERED`): only there can the answer be problem details.
    action: rate === 'block' ? { block: {} } : { count: {} },
    statement: {
      rateBasedStatement: { ...counted, limit: stack.size.firewall.requestsPerAddress, evaluationWindowSec: WINDOW_S },
    },
    visibilityConfig: visible(`firewall-${name}`),
  });
  const acl = new CfnWebACL(stack, 'Firewall', {
    name: stack.named('api'),
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visible('firewall'),
    customResponseBodies: { attack: { contentType: 'APPLICATION_JSON', content: gatewayProblem('forbidden') } },
    rules: [
      rateRule('rate', 0, {
        aggregateKeyType: 'IP',
        scopeDownStatement: all([not(throughFront), ...notFrom(sets.map((set) => ({ arn: set.attrArn })))]),
      }),
      {
        // Only labels matches; the next rule decides about them and sets the answer.
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
      rateRule('rate-portal', 3, {
        aggregateKeyType: 'FORWARDED_IP',
        forwardedIpConfig: AT_THE_FRONT,
        scopeDownStatement: all([
          throughFront,
          ...notFrom(
            sets.map((set) => ({ arn: set.attrArn, ipSetForwardedIpConfig: { ...AT_THE_FRONT, position: 'FIRST' } })),
          ),
        ]),
      }),
    ],
  });
  new CfnWebACLAssociation(stack, 'FirewallAssociation', {
    resourceArn: api.deploymentStage.stageArn,
    webAclArn: acl.attrArn,
  });
  for (const anchor of ['firewall-rate', 'firewall-rate-portal']) {
    watch(stack, anchor, rate, {
      // Requests of one address above its limit: a tenth more is no random peak.
      threshold: Math.ceil(stack.size.firewall.requestsPerAddress / 10),
      businessImpact:
        'One address asks for more than the largest office does: a flood, or an office that is missing on the list.',
    });
  }
  watch(stack, 'firewall-bad-inputs', knownBadInputs, {
    // Internet-wide scanners send a few a day.
    threshold: 20,
    businessImpact: 'A caller sends known attacks to the API, or a legitimate request looks like one.',
  });
}

/** A firewall answer cannot have a custom content type, so this one is `application/json`. */
const told = ({ province }: ProvinceStack): CfnWebACL.CustomResponseProperty => ({
  responseCode: HTTP_PROBLEMS.forbidden.status,
  customResponseBodyKey: 'attack',
  responseHeaders: Object.entries(portalHeaders(province.portalOrigins)).map(([name, value]) => ({ name, value })),
});

/** One IP set for each IP version in the list. */
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

type Counted = Omit<CfnWebACL.RateBasedStatementProperty, 'limit' | 'evaluationWindowSec'>;
type Statement = CfnWebACL.StatementProperty;

const not = (statement: Statement): Statement => ({ notStatement: { statement } });

/** A list of one is no valid `AND`. */
const all = (statements: readonly [Statement, ...Statement[]]): Statement =>
  statements.length === 1 ? statements[0] : { andStatement: { statements: [...statements] } };

const notFrom = (sets: readonly CfnWebACL.IPSetReferenceStatementProperty[]): readonly Statement[] =>
  sets.map((ipSetReferenceStatement) => not({ ipSetReferenceStatement }));

/** Requests with the key that only the distribution knows. */
const fromFront = (frontKey: Secret): Statement => ({
  byteMatchStatement: {
    fieldToMatch: { singleHeader: { Name: FRONT_KEY_HEADER } },
    positionalConstraint: 'EXACTLY',
    searchString: frontKey.secretValueFromJson('current').unsafeUnwrap(),
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
});

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
