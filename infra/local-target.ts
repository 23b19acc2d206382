import { type CfnResource, type IAspect, CfnResource as Resource } from 'aws-cdk-lib';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** Resource types the local emulator refuses, each with what is lost by leaving it out. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'AWS::WAFv2::WebACLAssociation': 'the firewall stands beside the API instead of in front of it',
};

/**
 * Queue batches handled at once by one function: a laptop starts a process of some 80 MB for each, with the processor
 * time of a cold start, where AWS starts a sandbox elsewhere.
 */
export const LOCAL_WORKERS = 2;

/** The only difference between the template of AWS and the local one. */
export class LocalTarget implements IAspect {
  visit(node: IConstruct): void {
    if (!Resource.isCfnResource(node)) return;
    const resource: CfnResource = node;
    if (node instanceof CfnEventSourceMapping && node.scalingConfig !== undefined) {
      node.scalingConfig = { maximumConcurrency: LOCAL_WORKERS };
    }
    if (resource.cfnResourceType in LEFT_OUT) resource.node.scope?.node.tryRemoveChild(resource.node.id);
  }
}
