import { type CfnResource, type IAspect, CfnResource as Resource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Resource types the local emulator refuses, each with what is lost by leaving it out. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'AWS::WAFv2::WebACLAssociation': 'the firewall stands beside the API instead of in front of it',
};

/** The only difference between the template of AWS and the local one. */
export class LocalTarget implements IAspect {
  visit(node: IConstruct): void {
    if (!Resource.isCfnResource(node)) return;
    const resource: CfnResource = node;
    if (resource.cfnResourceType in LEFT_OUT) resource.node.scope?.node.tryRemoveChild(resource.node.id);
  }
}
