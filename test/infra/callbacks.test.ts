import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { loadProvince } from '../../infra/province/load.ts';
import { SIZE_CLASSES } from '../../infra/province/schema.ts';
import { SIZES } from '../../infra/province/sizes.ts';
import { ProvinceStage } from '../../infra/province-stage.ts';
import { checkRoutes, loadRoutes } from '../../infra/routes.ts';
import { placeholderCode, type Resource, ROOT, testApp } from './support.ts';

/** What every account has to begin with: sandboxes at once, and how many of them no function may keep for itself. */
const ACCOUNT = { concurrency: 1000, unreserved: 100 };

const routes = await loadRoutes(join(ROOT, 'functions'));
const province = loadProvince('quang-tri');
const stage = new ProvinceStage(testApp(), { province, code: placeholderCode }, routes);
const { Resources } = Template.fromStack(stage.api).toJSON() as { Resources: Record<string, Resource> };
const only = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);

const callbacks = routes.flatMap(({ routes: of }) => of).filter(({ path }) => path.startsWith('/webhooks/'));
const { callbacks: kept, throttle } = SIZES[province.size];

describe('a flood of the public API leaves callbacks alone, and the other way round', () => {
  test('each callback has a throttle of its own, with logs and metrics as the others', () => {
    const [stageResource] = only('AWS::ApiGateway::Stage');
    const settings = stageResource?.Properties.MethodSettings as readonly Record<string, unknown>[];
    const said = { DataTraceEnabled: false, LoggingLevel: 'ERROR', MetricsEnabled: true };
    const of = ({ rate, burst }: typeof throttle) => ({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst });
    expect(callbacks.length).toBeGreaterThanOrEqual(4);
    expect(settings).toEqual([
      { HttpMethod: '*', ResourcePath: '/*', ...of(throttle), ...said },
      ...callbacks.map(({ method, path }) => ({
        HttpMethod: method,
        ResourcePath: `/~1${path.slice(1).replaceAll('/', '~1')}`,
        ...of(kept.throttle),
        ...said,
      })),
    ]);
  });

  test('functions that take callbacks have reserved concurrency, and take no more', () => {
    const reserved = only('AWS::Lambda::Function').flatMap(({ Properties }) =>
      Properties.ReservedConcurrentExecutions === undefined
        ? []
        : [[Properties.FunctionName, Properties.ReservedConcurrentExecutions]],
    );
    expect(Object.fromEntries(reserved)).toEqual({
      'motcua-quang-tri-payment-webhook': kept.concurrency,
      'motcua-quang-tri-postal-webhook': kept.concurrency,
      'motcua-quang-tri-national-portal-inbound': kept.concurrency,
    });
  });

  test.each(SIZE_CLASSES)('what a %s province keeps for them leaves most of an account to everybody', (size) => {
    const { callbacks: held, portalConcurrency } = SIZES[size];
    const reserved = 3 * held.concurrency + portalConcurrency;
    expect(ACCOUNT.concurrency - ACCOUNT.unreserved - reserved).toBeGreaterThan(ACCOUNT.concurrency / 2);
  });

  const signed = { kind: 'partner-signature', partner: 'post' };
  const open = { kind: 'public', reason: 'test' };

  test('a callback elsewhere is refused by name', () => {
    const elsewhere = [{ function: 'lookup' as const, routes: [{ method: 'POST', path: '/v1/post', access: signed }] }];
    expect(() => checkRoutes(elsewhere)).toThrow("POST /v1/post is a partner's callback and must lie below /webhooks/");
  });

  test('so is a function that answers partners and others', () => {
    const both = [
      { method: 'POST', path: '/webhooks/post', access: signed },
      { method: 'GET', path: '/v1/post', access: open },
    ];
    expect(() => checkRoutes([{ function: 'lookup' as const, routes: both }])).toThrow(/partners below \/webhooks\//);
  });
});
