import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { loadProvince, type Province, provinceSlugs } from '../../infra/province/load.ts';
import { provinceSchema, SIZE_CLASSES } from '../../infra/province/schema.ts';
import { SIZES } from '../../infra/province/sizes.ts';
import { alarmingAt, REFUSALS } from '../../infra/refusals.ts';
import { stageOf } from './support.ts';

type Rule = {
  readonly Name: string;
  readonly Action?: Readonly<Record<string, unknown>>;
  readonly OverrideAction?: unknown;
  readonly Statement: Readonly<Record<string, Record<string, unknown>>>;
};
type WebAcl = {
  readonly Rules: readonly Rule[];
  readonly CustomResponseBodies: Readonly<Record<string, { ContentType: string; Content: string }>>;
};
type Firewall = NonNullable<Province['firewall']>;

const quangTri = loadProvince('quang-tri');
const NOTHING: Firewall = { rate: 'count', knownBadInputs: 'count', exempt: [] };

/** Rules by name, address sets and alarms of a province with these settings. */
function firewallOf(firewall: Firewall | undefined, size: Province['size'] = 'medium') {
  const { firewall: _, ...rest } = quangTri;
  const { api } = stageOf({ ...rest, size, ...(firewall && { firewall }) });
  const template = Template.fromStack(api);
  const acl = Object.values(template.findResources('AWS::WAFv2::WebACL'))[0] as { Properties: WebAcl };
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')) as {
    Properties: Record<string, unknown>;
  }[];
  return {
    rules: Object.fromEntries(acl.Properties.Rules.map((rule) => [rule.Name, rule])),
    bodies: acl.Properties.CustomResponseBodies,
    sets: Object.values(template.findResources('AWS::WAFv2::IPSet')).map(({ Properties }) => Properties),
    alarm: (name: string) =>
      alarms.find(({ Properties }) => Properties.AlarmName === `motcua-quang-tri-${name}`)?.Properties,
  };
}

type Scope = { readonly AndStatement: { readonly Statements: readonly Record<string, unknown>[] } };
const scopeOf = (rule: Rule | undefined) => rule?.Statement.RateBasedStatement?.ScopeDownStatement as Scope;

describe('the firewall', () => {
  test.each([[undefined], [NOTHING]])('begins by counting: %o', (settings) => {
    const { rules, sets, alarm } = firewallOf(settings);
    expect(Object.keys(rules)).toEqual(['rate', 'known-bad-inputs-labels', 'known-bad-inputs', 'rate-portal']);
    expect(rules.rate?.Action).toEqual({ Count: {} });
    expect(rules['rate-portal']?.Action).toEqual({ Count: {} });
    expect(rules['known-bad-inputs']?.Action).toEqual({ Count: {} });
    expect(sets).toEqual([]);
    for (const name of ['firewall-rate', 'firewall-rate-portal', 'firewall-bad-inputs']) {
      expect(alarm(name)).toMatchObject({ Namespace: 'AWS/WAFV2', MetricName: 'CountedRequests', Period: 300 });
    }
  });

  test('blocks when the file says so, one rule or the other, and rings of what it blocks', () => {
    const one = firewallOf({ ...NOTHING, rate: 'block' });
    expect([one.rules.rate?.Action, one.rules['known-bad-inputs']?.Action]).toEqual([{ Block: {} }, { Count: {} }]);
    expect(one.alarm('firewall-rate')?.MetricName).toBe('BlockedRequests');
    expect(one.alarm('firewall-bad-inputs')?.MetricName).toBe('CountedRequests');

    const other = firewallOf({ ...NOTHING, knownBadInputs: 'block' });
    expect(other.rules.rate?.Action).toEqual({ Count: {} });
    expect(other.rules['known-bad-inputs']?.Action).toEqual({
      Block: {
        CustomResponse: {
          ResponseCode: 403,
          CustomResponseBodyKey: 'attack',
          ResponseHeaders: expect.arrayContaining([
            { Name: 'Access-Control-Allow-Origin', Value: 'https://motcua.quangtri.gov.vn' },
          ]),
        },
      },
    });
    expect(other.bodies.attack?.ContentType).toBe('APPLICATION_JSON');
    expect(JSON.parse(other.bodies.attack?.Content ?? '')).toMatchObject({ code: 'forbidden', status: 403 });
  });

  test('the alarms name the rules by the metrics that the rules write', () => {
    const { rules, alarm } = firewallOf(NOTHING);
    for (const [rule, name] of [
      ['rate', 'firewall-rate'],
      ['rate-portal', 'firewall-rate-portal'],
      ['known-bad-inputs', 'firewall-bad-inputs'],
    ] as const) {
      const { MetricName } = (rules[rule] as unknown as { VisibilityConfig: { MetricName: string } }).VisibilityConfig;
      expect(alarm(name)?.Dimensions).toContainEqual({ Name: 'Rule', Value: MetricName });
      expect(alarm(name)?.Dimensions).toContainEqual({ Name: 'WebACL', Value: 'motcua-quang-tri-firewall' });
    }
  });

  test('labels attacks without ending the request, so that the next rule decides', () => {
    const { rules } = firewallOf({ ...NOTHING, knownBadInputs: 'block' });
    expect(rules['known-bad-inputs-labels']?.OverrideAction).toEqual({ Count: {} });
    expect(rules['known-bad-inputs']?.Statement).toEqual({
      LabelMatchStatement: { Scope: 'NAMESPACE', Key: 'awswaf:managed:aws:known-bad-inputs:' },
    });
  });

  test('exempts addresses of both versions from the limit, and from that alone', () => {
    const exempt = ['113.160.1.7/32', '14.160.2.0/24', '2606:4700::/48'];
    const { rules, sets } = firewallOf({ ...NOTHING, exempt });
    expect(sets).toEqual([
      expect.objectContaining({ IPAddressVersion: 'IPV4', Addresses: ['113.160.1.7/32', '14.160.2.0/24'] }),
      expect.objectContaining({ IPAddressVersion: 'IPV6', Addresses: ['2606:4700::/48'] }),
    ]);
    for (const rule of ['rate', 'rate-portal']) {
      const { Statements } = scopeOf(rules[rule]).AndStatement;
      expect(
        Statements.filter((one) => JSON.stringify(one).startsWith('{"NotStatement":{"Statement":{"IPSet')),
      ).toHaveLength(2);
    }
    expect(JSON.stringify(rules['known-bad-inputs'])).not.toContain('IPSet');
    expect(firewallOf({ ...NOTHING, exempt: ['113.160.1.7/32'] }).sets).toHaveLength(1);
  });

  test('counts who comes through the portal by the address that it tells, everybody else by their own', () => {
    const { rules } = firewallOf({ ...NOTHING, exempt: ['113.160.1.7/32'] });
    const own = rules.rate?.Statement.RateBasedStatement;
    const told = rules['rate-portal']?.Statement.RateBasedStatement;
    const at = { HeaderName: 'x-viewer-address', FallbackBehavior: 'NO_MATCH' };
    expect(own).toMatchObject({ AggregateKeyType: 'IP' });
    expect(told).toMatchObject({ AggregateKeyType: 'FORWARDED_IP', ForwardedIPConfig: at });
    // Only with the key that the distribution alone has; whoever writes the header alone stays with their own address.
    const key = { FieldToMatch: { SingleHeader: { Name: 'x-front-key' } }, PositionalConstraint: 'EXACTLY' };
    expect(scopeOf(rules['rate-portal']).AndStatement.Statements[0]).toMatchObject({ ByteMatchStatement: key });
    expect(scopeOf(rules.rate).AndStatement.Statements[0]).toMatchObject({
      NotStatement: { Statement: { ByteMatchStatement: key } },
    });
    expect(JSON.stringify(scopeOf(rules['rate-portal']))).toContain('{{resolve:secretsmanager:');
    expect(scopeOf(rules['rate-portal']).AndStatement.Statements[1]).toMatchObject({
      NotStatement: {
        Statement: { IPSetReferenceStatement: { IPSetForwardedIPConfig: { ...at, Position: 'FIRST' } } },
      },
    });
  });

  test('has its limit by size, below what the whole API takes in and above what is no flood', () => {
    const limits = SIZE_CLASSES.map((size) => {
      const { rules } = firewallOf(NOTHING, size);
      return Number(rules.rate?.Statement.RateBasedStatement?.Limit);
    });
    expect(limits).toEqual(SIZE_CLASSES.map((size) => SIZES[size].firewall.requestsPerAddress));
    expect(limits).toEqual(limits.toSorted((a, b) => a - b));
    expect(new Set(limits).size).toBe(limits.length);
    for (const [index, size] of SIZE_CLASSES.entries()) {
      expect(limits[index]).toBeLessThan((SIZES[size].throttle.rate * 300) / 2);
      for (const refusal of REFUSALS) expect(limits[index]).toBeGreaterThan(alarmingAt(refusal, SIZES[size]));
    }
  });
});

describe('what a province file says of it', () => {
  const { partnersAgreed: _, ...file } = quangTri;
  const issues = (firewall: unknown) => [
    ...new Set(provinceSchema.safeParse({ ...file, firewall }).error?.issues.map(({ path }) => path.join('.'))),
  ];

  test('is taken', () => {
    expect(issues({ rate: 'block', knownBadInputs: 'block', exempt: ['113.160.1.0/24', '2606:4700:1::/64'] })).toEqual(
      [],
    );
  });

  test.each([
    '113.160.1.7',
    '10.0.0.0/24',
    '169.254.169.254/32',
    'fd00::/64',
    '113.160.0.0/8',
    '::/0',
    '0.0.0.0/0',
    'vpn.gov.vn',
  ])('%s is refused as exempt', (address) =>
    expect(issues({ ...NOTHING, exempt: ['113.160.1.7/32', address] })).toEqual(['firewall.exempt.1']),
  );

  test.each([
    { ...NOTHING, rate: 'allow' },
    { rate: 'count', exempt: [] },
    { ...NOTHING, colour: 'red' },
  ])('%o is refused', (firewall) => {
    expect(issues(firewall).length).toBeGreaterThan(0);
  });

  test('no province blocks before its counts were reviewed', () => {
    for (const slug of provinceSlugs()) expect(loadProvince(slug).firewall ?? NOTHING, slug).toEqual(NOTHING);
  });
});
