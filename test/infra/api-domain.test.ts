import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { loadProvince, type Province } from '../../infra/province/load.ts';
import { provinceSchema } from '../../infra/province/schema.ts';
import { allResources, stageOf } from './support.ts';

const ARN = 'arn:aws:acm:ap-southeast-1:111122223333:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const quangTri = loadProvince('quang-tri');
const withDomain: Province = { ...quangTri, domain: { name: 'api.motcua.quangtri.gov.vn', certificateArn: ARN } };

describe('every address of the API takes TLS 1.2 and nothing older', () => {
  test('the one that AWS gives it', () => {
    const apis = allResources('AWS::ApiGateway::RestApi');
    expect(apis.map(([, { Properties }]) => Properties.SecurityPolicy)).toEqual(['TLS_1_2']);
    expect(allResources('AWS::ApiGateway::DomainName')).toEqual([]);
  });

  test('and the one of the province, which is the one that others are told', () => {
    const template = Template.fromStack(stageOf(withDomain).api);
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: 'api.motcua.quangtri.gov.vn',
      RegionalCertificateArn: ARN,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'TLS_1_2',
    });
    template.resourceCountIs('AWS::ApiGateway::BasePathMapping', 1);
    template.hasOutput('ApiUrl', { Value: 'https://api.motcua.quangtri.gov.vn/' });
    template.hasOutput('ApiDomainTarget', {});
  });
});

describe('a domain in a province file', () => {
  const { partnersAgreed: _, ...file } = withDomain;
  const parse = (domain: unknown, more: object = {}) => provinceSchema.safeParse({ ...file, ...more, domain });
  const name = 'api.motcua.quangtri.gov.vn';

  test('is taken', () => {
    expect(parse({ name, certificateArn: ARN }).success).toBe(true);
    expect(parse({ name, certificateArn: ARN }, { region: 'ap-southeast-1', account: '111122223333' }).success).toBe(
      true,
    );
    expect(parse(undefined).success).toBe(true);
  });

  test.each([
    ['a scheme', { name: `https://${name}`, certificateArn: ARN }],
    ['a path', { name: `${name}/v1`, certificateArn: ARN }],
    ['capital letters', { name: 'API.quangtri.gov.vn', certificateArn: ARN }],
    ['an address', { name: '10.0.0.1', certificateArn: ARN }],
    ['one label', { name: 'localhost', certificateArn: ARN }],
    ['no certificate', { name }],
    ['something else than a certificate', { name, certificateArn: ARN.replace('acm', 'iam') }],
  ])('is refused with %s', (_, domain) => {
    expect(parse(domain).success).toBe(false);
  });

  test.each([
    ['region', { region: 'us-east-1' }],
    ['account', { account: '444455556666' }],
  ])('is refused when its certificate is of another %s', (_, more) => {
    const { error } = parse({ name, certificateArn: ARN }, more);
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['domain.certificateArn']);
  });
});
