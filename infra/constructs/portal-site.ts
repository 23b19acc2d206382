import { Duration, Fn, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  type ICachePolicy,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { FRONT_KEY_HEADER, VIEWER_HEADER } from '../../shared/platform/http/caller-address.ts';
import { API_PATTERNS, ONE_PAGE, tellAddress } from '../portal/edge.ts';
import { pageHeaders } from '../portal/headers.ts';
import { STAGE } from './http-api.ts';
import type { ProvinceStack } from './province-stack.ts';

/** Errors that CloudFront would answer to others for ten seconds, even where the API says `no-store`. */
const KEPT_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** Patterns of what the API answers alike to everybody: kept at the edge for as long as the API says. */
const CATALOGUE = ['/v1/procedures', '/v1/procedures/*', '/v1/agencies', '/v1/agencies/*', '/v1/provinces/*'];

export type PortalNeeds = { readonly api: RestApi; readonly documents: IBucket; readonly frontKey: Secret };

/** The bucket with the built pages. Nothing in it cannot be built again; old files stay for pages that are open. */
export function pagesBucket(stack: ProvinceStack): Bucket {
  const bucket = new Bucket(stack, 'Pages', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    lifecycleRules: [{ id: 'replaced', noncurrentVersionExpiration: Duration.days(90) }],
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason: 'Public pages without any data of people.' });
  return bucket;
}

/** Pages and API of a province on one origin, in the province's own domain where its file names one. */
export function portalSite(
  stack: ProvinceStack,
  pages: Bucket,
  { api, documents, frontKey }: PortalNeeds,
): Distribution {
  const edge = (id: string, code: string) => [
    {
      eventType: FunctionEventType.VIEWER_REQUEST,
      function: new EdgeFunction(stack, id, {
        functionName: stack.named(id.toLowerCase()),
        code: FunctionCode.fromInline(code),
        runtime: FunctionRuntime.JS_2_0,
      }),
    },
  ];
  const toApi = (cachePolicy: ICachePolicy): BehaviorOptions => ({
    origin: apiOrigin,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy,
    // Without the host: the gateway knows itself by its own name only.
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    functionAssociations: addressed,
  });
  const apiOrigin = new HttpOrigin(Fn.select(2, Fn.split('/', api.url)), {
    originPath: `/${STAGE}`,
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    customHeaders: { [FRONT_KEY_HEADER]: frontKey.secretValueFromJson('current').unsafeUnwrap() },
  });
  const addressed = edge('TellAddress', tellAddress(VIEWER_HEADER));
  const asTheApiSays = new CachePolicy(stack, 'AsTheApiSays', {
    cachePolicyName: stack.named('as-the-api-says'),
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.hours(1),
    headerBehavior: CacheHeaderBehavior.allowList('Accept-Language'),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });
  const own = stack.province.portal?.domain;
  const distribution = new Distribution(stack, 'Site', {
    comment: `Một Cửa ${stack.province.name}`,
    httpVersion: HttpVersion.HTTP2_AND_3,
    // With edges in Viet Nam, without those of the dearest regions.
    priceClass: PriceClass.PRICE_CLASS_200,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    ...(own && {
      domainNames: [own.name],
      certificate: Certificate.fromCertificateArn(stack, 'Certificate', own.certificateArn),
    }),
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(pages),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: strictHeaders(stack, documents),
      functionAssociations: edge('OnePage', ONE_PAGE),
    },
    additionalBehaviors: Object.fromEntries([
      ...CATALOGUE.map((pattern) => [pattern, toApi(asTheApiSays)]),
      ...API_PATTERNS.map((pattern) => [pattern, toApi(CachePolicy.CACHING_DISABLED)]),
    ]),
    errorResponses: KEPT_ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
  });
  // Without it S3 answers 403 for a file that is not there.
  pages.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['s3:ListBucket'],
      resources: [pages.bucketArn],
      conditions: { StringEquals: { 'AWS:SourceArn': distribution.distributionArn } },
    }),
  );
  acknowledge(distribution, own !== undefined);
  return distribution;
}

/** {@link pageHeaders} in the two groups that CloudFront makes of them. */
function strictHeaders(stack: ProvinceStack, documents: IBucket): ResponseHeadersPolicy {
  const {
    'content-security-policy': contentSecurityPolicy = '',
    'strict-transport-security': _,
    'referrer-policy': __,
    'x-content-type-options': ___,
    ...others
  } = pageHeaders(`https://${documents.bucketRegionalDomainName}`);
  return new ResponseHeadersPolicy(stack, 'StrictHeaders', {
    responseHeadersPolicyName: stack.named('strict-headers'),
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(others).map(([header, value]) => ({ header, value, override: true })),
    },
  });
}

function acknowledge(distribution: Distribution, ownDomain: boolean): void {
  const findings = [
    { id: 'AwsSolutions-CFR1', reason: 'People of the province file from abroad too.' },
    {
      id: 'AwsSolutions-CFR2',
      reason:
        'Pages are static; what goes on to the API meets its firewall, which counts by the address of the caller.',
    },
    {
      id: 'AwsSolutions-CFR3',
      reason: 'Calls of the API are in its access log; requests for public pages are not kept, as they name addresses.',
    },
  ];
  const tls = {
    id: 'AwsSolutions-CFR4',
    reason: 'The address that AWS gives takes older TLS and cannot be set; a province in service has its own domain.',
  };
  Validations.of(distribution).acknowledge(...findings, ...(ownDomain ? [] : [tls]));
}
