import { Template } from 'aws-cdk-lib/assertions';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { describe, expect, test } from 'vitest';
import { GATEWAY_ANSWERS } from '../../infra/constructs/gateway-answers.ts';
import { loadProvince } from '../../infra/province/load.ts';
import { HTTP_PROBLEMS } from '../../shared/platform/http/problem.ts';
import { allResources, stageOf } from './support.ts';

type Answer = {
  readonly ResponseType: keyof typeof GATEWAY_ANSWERS;
  readonly StatusCode: string;
  readonly ResponseParameters: Readonly<Record<string, string>>;
  readonly ResponseTemplates: Readonly<Record<string, string>>;
};
const answersOf = (resources: readonly { readonly Properties: unknown }[]): readonly Answer[] =>
  resources.map(({ Properties }) => Properties as Answer);
const answers = answersOf(allResources('AWS::ApiGateway::GatewayResponse').map(([, resource]) => resource));
const header = ({ ResponseParameters }: Answer, name: string) => ResponseParameters[`gatewayresponse.header.${name}`];

/** Read off the CDK, which has a new one when AWS has. */
const EVERY_KIND = Object.getOwnPropertyNames(ResponseType).filter((name) => /^[A-Z0-9_]+$/.test(name));

describe('what the gateway says by itself', () => {
  test('is always a problem', () => {
    expect(EVERY_KIND.length).toBeGreaterThan(20);
    expect(answers.map((answer) => answer.ResponseType).sort()).toEqual(
      EVERY_KIND.filter((n) => n !== 'PROPERTY_INJECTION_ID').sort(),
    );
  });

  test.each(answers)('$ResponseType: $StatusCode', (answer) => {
    const code = GATEWAY_ANSWERS[answer.ResponseType];
    const { status, vi, en } = HTTP_PROBLEMS[code];
    expect(Object.values(answer.ResponseTemplates).map((body) => JSON.parse(body))).toEqual([
      { type: `urn:motcua:problem:${code}`, title: `${vi} / ${en}`, status, code, correlationId: '$context.requestId' },
    ]);
    expect(answer.StatusCode).toBe(String(status));
    expect(header(answer, 'Content-Type')).toBe("'application/problem+json; charset=utf-8'");
    expect(header(answer, 'Access-Control-Allow-Origin')).toBe("'https://motcua.quangtri.gov.vn'");
    // The gateway takes a constant between apostrophes and none within.
    for (const value of Object.values(answer.ResponseParameters)) expect(value).toMatch(/^'[^']+'$/);
  });

  test.each([
    ['several portals', ['https://a.gov.vn', 'https://b.gov.vn'], "'*'"],
    ['no portal', [], undefined],
  ] as const)('with %s', (_, portalOrigins, allowed) => {
    const { api } = stageOf({ ...loadProvince('quang-tri'), portalOrigins: [...portalOrigins] });
    const found = answersOf(
      Object.values(Template.fromStack(api).findResources('AWS::ApiGateway::GatewayResponse')) as never,
    );
    expect(found).toHaveLength(answers.length);
    for (const answer of found) expect(header(answer, 'Access-Control-Allow-Origin')).toBe(allowed);
  });
});
