import { CfnOutput } from 'aws-cdk-lib';
import { type CfnRestApi, EndpointType, type RestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { ProvinceStack } from './province-stack.ts';

/** Accepted on every address of the API: TLS 1.2 and 1.3. The default of a regional API accepts 1.0. */
const TLS = SecurityPolicy.TLS_1_2;

/**
 * The addresses of the API. The AWS address stays open next to the province's own domain, so that partners can migrate
 * one after another; both have the same limits, firewall and minimum TLS version.
 * @returns the base address to publish, with a trailing slash
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
  // The CNAME target in the province's DNS.
  new CfnOutput(stack, 'ApiDomainTarget', { value: domainNameAliasDomainName });
  return `https://${name}/`;
}
