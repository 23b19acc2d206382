import { type CfnResource, type IAspect, CfnResource as Resource } from 'aws-cdk-lib';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** Resource types the local emulator refuses, and what is nothing without them, each with what is lost by leaving it out. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'AWS::GuardDuty::MalwareProtectionPlan': 'ClamAV scans in its place, where it is installed',
  'AWS::WAFv2::WebACLAssociation': 'the firewall is not in front of the API',
  'AWS::WAFv2::IPSet': 'nor are there the addresses it exempts',
  'AWS::WAFv2::WebACL': 'so it is not there at all',
  'AWS::SecretsManager::ResourcePolicy':
    'the owner key is protected by nothing but its test, and gone with the emulator',
};

/** The only difference between the template of AWS and the local one. */
export class LocalTarget implements IAspect {
  readonly #workers: number;

  /**
   * @param workers queue batches one function handles at once: a laptop starts a process of some 80 MB for each, with the
   * processor time of a cold start, where AWS starts a sandbox elsewhere.
   */
  constructor(workers: number) {
    this.#workers = workers;
  }

  visit(node: IConstruct): void {
    if (!Resource.isCfnResource(node)) return;
    const resource: CfnResource = node;
    if (node instanceof CfnEventSourceMapping && node.scalingConfig !== undefined) {
      node.scalingConfig = { maximumConcurrency: this.#workers };
    }
    if (resource.cfnResourceType in LEFT_OUT) resource.node.scope?.node.tryRemoveChild(resource.node.id);
  }
}
