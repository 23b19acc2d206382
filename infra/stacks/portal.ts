import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type PortalNeeds, pagesBucket, portalSite } from '../constructs/portal-site.ts';
import { ProvinceStack, type Site } from '../constructs/province-stack.ts';

/** The address of the province for people: pages, and the API behind the same origin. */
export class PortalStack extends ProvinceStack {
  constructor(scope: Construct, site: Site, needs: PortalNeeds) {
    super(scope, 'portal', site, 'web portal');
    const pages = pagesBucket(this);
    const distribution = portalSite(this, pages, needs);
    const { portal } = this.province;
    // Where the files go (`npm run operate -- portal`), and the CNAME target in the province's DNS.
    new CfnOutput(this, 'PagesBucket', { value: pages.bucketName });
    new CfnOutput(this, 'PortalTarget', { value: distribution.distributionDomainName });
    new CfnOutput(this, 'PortalUrl', {
      value: `https://${portal?.domain?.name ?? distribution.distributionDomainName}`,
    });
  }
}
