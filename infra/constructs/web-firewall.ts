import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { ProvinceStack } from './province-stack.ts';

/**
 * In front of the API: requests known to be attacks, and a limit per address. Offices sit behind one address each, so
 * the limit is what a large office does in five minutes, well under what an attack needs.
 */
export function webFirewall(stack: ProvinceStack, api: RestApi): void {
  const visible = (name: string) => ({
    cloudWatchMetricsEnabled: true,
    sampledRequestsEnabled: false,
    metricName: stack.named(name),
  });
  const acl = new CfnWebACL(stack, 'Firewall', {
    name: stack.named('api'),
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visible('firewall'),
    rules: [
      {
        name: 'rate',
        priority: 0,
        action: { block: {} },
        statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: 6000 } },
        visibilityConfig: visible('firewall-rate'),
      },
      {
        name: 'known-bad-inputs',
        priority: 1,
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesKnownBadInputsRuleSet' } },
        visibilityConfig: visible('firewall-bad-inputs'),
      },
    ],
  });
  new CfnWebACLAssociation(stack, 'FirewallAssociation', {
    resourceArn: api.deploymentStage.stageArn,
    webAclArn: acl.attrArn,
  });
}
