import { type CfnResource, type IAspect, CfnResource as Resource } from 'aws-cdk-lib';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** Resource types the local emulator rejects, and resources that depend on them, each with what is lost by leaving it out. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'AWS::GuardDuty::MalwareProtectionPlan': 'ClamAV scans instead, where it is installed',
  'AWS::WAFv2::WebACLAssociation': 'the firewall is not in front of the API',
  'AWS::WAFv2::IPSet': 'the list of exempt addresses is missing',
  'AWS::WAFv2::WebACL': 'there is no firewall',
  'AWS::SecretsManager::ResourcePolicy': 'only a test protects the owner key; it is lost with the emulator',
};

/** The only difference between the AWS template and the local one. */
export class LocalTarget implements IAspect {
  readonly #workers: number;

  /**
   * @param workers queue batches one function handles at once: for each of them a laptop starts a process of some 80 MB with
   * a CPU-bound cold start, where AWS starts a sandbox elsewhere.
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
