import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { API_PATTERNS, ONE_PAGE, tellAddress } from '../../infra/portal/edge.ts';
import { pageHeaders } from '../../infra/portal/headers.ts';
import { isApi } from '../../infra/portal/paths.ts';
import { loadProvince, type Province } from '../../infra/province/load.ts';
import { provinceSchema } from '../../infra/province/schema.ts';
import { loadRoutes } from '../../infra/routes.ts';
import { CACHE_CONTROL } from '../../shared/platform/http/caching.ts';
import type { Route } from '../../shared/platform/http/route.ts';
import { quangTri, ROOT, stageOf } from './support.ts';

const ARN = 'arn:aws:acm:us-east-1:111122223333:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const province = loadProvince('quang-tri');
const name = new URL(province.partners.identity.portal.origin).host;
const withDomain: Province = { ...province, portal: { domain: { name, certificateArn: ARN } } };

type Behaviour = { readonly PathPattern?: string; readonly [field: string]: unknown };
type Site = {
  readonly DefaultCacheBehavior: Behaviour;
  readonly CacheBehaviors: readonly Behaviour[];
  readonly Origins: readonly Record<string, unknown>[];
  readonly CustomErrorResponses: readonly Record<string, unknown>[];
};

const siteOf = (template: Template): Site =>
  Object.values(template.findResources('AWS::CloudFront::Distribution'))[0]?.Properties.DistributionConfig;
const site = siteOf(quangTri().templates.portal);

/** Runs what runs at the edge. */
function atTheEdge(code: string, request: { uri?: string; headers?: object }, ip = '113.160.1.10') {
  const run = new Function(`${code}; return handler;`)() as (event: object) => { uri: string; headers: object };
  return run({ viewer: { ip }, request: { headers: {}, ...request } });
}

describe('one origin', () => {
  test('every route of the API, and nothing else, goes to the API', async () => {
    const routes = (await loadRoutes(`${ROOT}/functions`)).flatMap(({ routes }) => routes.map(({ path }) => path));
    expect(routes.filter((path) => !isApi(path))).toEqual([]);
    for (const page of ['/', '/tra-cuu', '/v1x', '/sessions', '/assets/main-1.js']) expect(isApi(page)).toBe(false);
    const patterns = site.CacheBehaviors.map(({ PathPattern }) => PathPattern);
    expect(API_PATTERNS.filter((pattern) => !patterns.includes(pattern))).toEqual([]);
    expect(API_PATTERNS).toEqual([
      '/v1',
      '/v1/*',
      '/session',
      '/session/*',
      '/webhooks',
      '/webhooks/*',
      '/openapi.json',
    ]);
  });

  test('answers nobody with what was another’s: only the catalogue is kept, and no error', () => {
    const kept = site.CacheBehaviors.filter(({ CachePolicyId }) => typeof CachePolicyId !== 'string');
    expect(kept.map(({ PathPattern }) => PathPattern)).toEqual([
      '/v1/procedures',
      '/v1/procedures/*',
      '/v1/agencies',
      '/v1/agencies/*',
      '/v1/provinces/*',
    ]);
    // The managed policy that keeps nothing.
    const others = site.CacheBehaviors.filter((one) => !kept.includes(one)).map(({ CachePolicyId }) => CachePolicyId);
    expect(new Set(others)).toEqual(new Set(['4135ea2d-6df8-44a3-9df3-4b5a84be39ad']));
    expect(site.CustomErrorResponses.every((one) => one.ErrorCachingMinTTL === 0 && !('ResponsePagePath' in one))).toBe(
      true,
    );
    expect(site.CustomErrorResponses).toHaveLength(11);
  });

  test('what the edge may keep is public in full: an answer to one person never says that it may be kept', async () => {
    const declared = (await loadRoutes(`${ROOT}/functions`)).flatMap(
      ({ routes }) => routes,
    ) as unknown as readonly Route[];
    const matched = declared.filter(({ path }) => /^\/v1\/(procedures|agencies|provinces)(\/|$)/.test(path));
    const open = matched.filter(({ cache }) => cache === 'public-long');
    expect(open.length).toBeGreaterThanOrEqual(5);
    expect(open.filter(({ access }) => access.kind !== 'public')).toEqual([]);
    for (const { cache } of matched) expect(CACHE_CONTROL[cache ?? 'never']).toMatch(/^public,|private|no-store/);
  });

  test('the API is reached over TLS, with the key by which it knows the distribution', () => {
    const origin = site.Origins.find(({ CustomOriginConfig }) => CustomOriginConfig !== undefined);
    expect(origin).toMatchObject({
      OriginPath: '/api',
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
      OriginCustomHeaders: [{ HeaderName: 'x-front-key' }],
    });
    expect(JSON.stringify(origin?.OriginCustomHeaders)).toContain('{{resolve:secretsmanager:');
  });

  test('pages have the headers of the policy, as on a developer’s machine', () => {
    const [policy] = Object.values(quangTri().templates.portal.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
    const text = JSON.stringify(policy);
    const expected = pageHeaders('UPLOADS');
    const [before = ''] = String(expected['content-security-policy']).split('UPLOADS');
    expect(text).toContain(before);
    expect(text).toContain("require-trusted-types-for 'script'");
    const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } =
      policy?.Properties.ResponseHeadersPolicyConfig ?? {};
    expect(security.StrictTransportSecurity).toMatchObject({
      AccessControlMaxAgeSec: 63_072_000,
      IncludeSubdomains: true,
    });
    expect(expected['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
    expect(security.ReferrerPolicy.ReferrerPolicy).toBe(expected['referrer-policy']);
    const names = custom.Items.map(({ Header }: { Header: string }) => Header);
    expect(names.toSorted()).toEqual(['cross-origin-opener-policy', 'permissions-policy']);
    // Each header of the policy is in one of the two groups.
    expect(Object.keys(expected)).toHaveLength(4 + names.length);
  });

  test('the bucket is closed but for this distribution', () => {
    const { portal } = quangTri().templates;
    portal.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
    });
    const [policy] = Object.values(portal.findResources('AWS::S3::BucketPolicy'));
    const allowed = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(allowed).toHaveLength(2);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
      expect(Condition.StringEquals['AWS:SourceArn']).toBeDefined();
    }
  });
});

describe('at the edge', () => {
  test.each([
    ['/', '/index.html'],
    ['/tra-cuu', '/index.html'],
    ['/ho-so/3d5b1c57-6c0b-4b4f-9d1e-6f2a3f1c8e20', '/index.html'],
    ['/assets/main-1.js', '/assets/main-1.js'],
  ])('%s is answered with %s', (uri, file) => expect(atTheEdge(ONE_PAGE, { uri }).uri).toBe(file));

  test('the caller’s address is told, whatever the caller wrote there', () => {
    const claimed = { 'x-viewer-address': { value: '1.1.1.1' } };
    const { headers } = atTheEdge(tellAddress('x-viewer-address'), { uri: '/v1/lookup', headers: claimed });
    expect(headers).toEqual({ 'x-viewer-address': { value: '113.160.1.10' } });
  });
});

describe('a domain of the portal in a province file', () => {
  const { partnersAgreed: _, ...file } = withDomain;
  const issues = (domain: object, more: object = {}) =>
    provinceSchema
      .safeParse({ ...file, ...more, portal: { domain } })
      .error?.issues.map(({ path }) => path.join('.')) ?? [];

  test('is the address, with its certificate and TLS 1.2', () => {
    expect(issues({ name, certificateArn: ARN })).toEqual([]);
    const template = Template.fromStack(stageOf(withDomain).portal);
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: [name],
        ViewerCertificate: { AcmCertificateArn: ARN, MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    });
    template.hasOutput('PortalUrl', { Value: `https://${name}` });
  });

  test('is refused with a certificate of another region or account', () => {
    const elsewhere = ARN.replace('us-east-1', 'ap-southeast-1');
    expect(issues({ name, certificateArn: elsewhere })).toEqual(['portal.domain.certificateArn']);
    expect(issues({ name, certificateArn: ARN }, { account: '444455556666' })).toEqual([
      'portal.domain.certificateArn',
    ]);
  });

  test('is refused where people would come back from the sign-in to another', () => {
    expect(issues({ name: 'portal.quangtri.gov.vn', certificateArn: ARN })).toEqual(['portal.domain.name']);
  });
});
