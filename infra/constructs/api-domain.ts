import { CfnOutput } from 'aws-cdk-lib';
import { type CfnRestApi, EndpointType, type RestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { ProvinceStack } from './province-stack.ts';

/** What is accepted on every address of the API: TLS 1.2 and 1.3. A regional API left to itself takes 1.0. */
const TLS = SecurityPolicy.TLS_1_2;

/**
 * The addresses of the API. The one that AWS gives it stays open beside the province's own, so that partners can change
 * over one after another; both have the same limits, firewall and least version of TLS.
 * @returns the base address to tell others, with a slash at its end
 */
export function apiAddress(stack: ProvinceStack, api: RestApi): string {
  (api.node.defaultChild as CfnRestApi).securityPolicy = TLS;
  const { domain } = stack.province;
  if (domain === undefined) return api.url;
  const { name, certificateArn } = domain;
  const { domainNameAliasDomainName } = api.addDomainName('Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', certificateArn),
    endpointType: EndpointType.REGIONAL,
    securityPolicy: TLS,
  });
  // Where the name has to point in the province's DNS.
  new CfnOutput(stack, 'ApiDomainTarget', { value: domainNameAliasDomainName });
  return `https://${name}/`;
}
