import { describe, expect, test } from 'vitest';
import { feedbackSchema } from '../../functions/notifications/channels/mail/feedback/mail-feedback.ts';
import { allResources } from './support.ts';

type Rule = {
  readonly Name: string;
  /** Absent where a schedule is the rule. */
  readonly EventPattern?: Readonly<Record<string, unknown>>;
  readonly Targets: readonly {
    readonly InputTransformer: { readonly InputPathsMap: Record<string, string>; readonly InputTemplate: string };
  }[];
};
type Event = { readonly 'detail-type': string; readonly detail: Record<string, unknown> } & Record<string, unknown>;

const MAILBOX = 'a'.repeat(64);
const ADDRESS = 'nguyen.thi.binh@example.vn';

/** As SES writes them (Amazon SES Developer Guide, "Event publishing"), as far as it matters. */
const mail = (set = 'motcua-quang-tri-mail') => ({
  messageId: '0100-1',
  destination: [ADDRESS],
  commonHeaders: { to: [ADDRESS] },
  tags: { 'ses:configuration-set': [set], 'ses:from-domain': ['quangtri.gov.vn'], mailbox: [MAILBOX] },
});
const bounce = (bounceType: string, set?: string): Event => ({
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  detail: {
    eventType: 'Bounce',
    bounce: { bounceType, bounceSubType: 'General', bouncedRecipients: [{ emailAddress: ADDRESS }] },
    mail: mail(set),
  },
});
const complaint = (set?: string): Event => ({
  source: 'aws.ses',
  'detail-type': 'Email Complaint Received',
  detail: { eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: ADDRESS }] }, mail: mail(set) },
});

const rules = allResources('AWS::Events::Rule')
  .map(([, { Properties }]) => Properties as unknown as Rule)
  .filter(({ EventPattern }) => JSON.stringify(EventPattern?.source) === '["aws.ses"]');

const only = (type: string) => {
  const [[, found] = []] = allResources(type);
  return found?.Properties;
};

/** EventBridge's matching as far as these rules use it: each leaf lists values, of which one has to be there. */
function matches(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) return [value].flat().some((one) => pattern.includes(one));
  return Object.entries(pattern as object).every(([key, part]) => {
    return typeof value === 'object' && value !== null && matches(part, (value as Record<string, unknown>)[key]);
  });
}

const messagesOf = (event: Event): unknown[] =>
  rules
    .filter(({ EventPattern }) => matches(EventPattern, event))
    .flatMap(({ Targets }) => Targets.map(({ InputTransformer }) => messageOf(InputTransformer, event)));

function messageOf(
  { InputPathsMap, InputTemplate }: Rule['Targets'][number]['InputTransformer'],
  event: Event,
): unknown {
  let text = InputTemplate;
  for (const [name, path] of Object.entries(InputPathsMap)) {
    const found = path
      .split('.')
      .slice(1)
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], event);
    text = text.replaceAll(`<${name}>`, JSON.stringify(found));
  }
  return JSON.parse(text);
}

describe('SES feedback on the province’s e-mails', () => {
  test.each([
    ['a bounce for good', bounce('Permanent'), 'bounced'],
    ['a complaint', complaint(), 'complained'],
  ])('%s reaches the function, without the address', (_, event, unreachable) => {
    const messages = messagesOf(event);
    expect(messages).toEqual([{ unreachable, mailbox: [MAILBOX] }]);
    expect(feedbackSchema.safeParse(messages[0]).success).toBe(true);
    expect(JSON.stringify(messages)).not.toContain('@');
  });

  test.each([
    ['a bounce that may pass', bounce('Transient')],
    ['one that SES cannot tell', bounce('Undetermined')],
    ['a bounce of another sender of the account', bounce('Permanent', 'another-sender')],
    ['a complaint of another sender', complaint('motcua-lai-chau-mail')],
  ])('%s does not', (_, event) => {
    expect(messagesOf(event)).toEqual([]);
  });

  test('is published to the default bus, and to no mailbox', () => {
    expect(only('AWS::SES::ConfigurationSet')).toMatchObject({
      Name: 'motcua-quang-tri-mail',
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    const events = only('AWS::SES::ConfigurationSetEventDestination');
    expect(events).toMatchObject({
      EventDestination: { Enabled: true, MatchingEventTypes: ['bounce', 'complaint'] },
    });
    expect(JSON.stringify(events)).toContain('event-bus/default');
    expect(only('AWS::SES::EmailIdentity')).toMatchObject({ FeedbackAttributes: { EmailForwardingEnabled: false } });
  });

  test('in shares that come near to what AWS bears rings', () => {
    const alarms = allResources('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    for (const [name, metric, below] of [
      ['mail-bounces', 'Reputation.BounceRate', 0.05],
      ['mail-complaints', 'Reputation.ComplaintRate', 0.001],
    ] as const) {
      const alarm = alarms.find(({ AlarmName }) => AlarmName === `motcua-quang-tri-${name}`);
      expect(alarm).toMatchObject({
        Namespace: 'AWS/SES',
        MetricName: metric,
        Dimensions: [{ Name: 'ses:configuration-set', Value: 'motcua-quang-tri-mail' }],
      });
      expect(Number(alarm?.Threshold)).toBeLessThan(below);
      expect(Number(alarm?.Threshold)).toBeGreaterThan(0);
    }
  });
});
