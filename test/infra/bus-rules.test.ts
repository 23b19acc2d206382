import { expect, test } from 'vitest';
import { EVENTS, type EventName, eventType } from '../../events/catalogue.ts';
import { CONSUMER_NAMES } from '../../infra/functions.ts';
import { STATUS_NAMES } from '../../shared/dossier/status.ts';
import { allResources } from './support.ts';

type Matcher = string | { readonly prefix?: string; readonly exists?: boolean; readonly 'anything-but'?: string[] };
type Pattern = {
  readonly source: readonly string[];
  readonly 'detail-type': readonly Matcher[];
  readonly detail?: { readonly data: { readonly nationalStatus: readonly Matcher[] } };
};

/** What of the bus's matching our rules use. */
function matches(matchers: readonly Matcher[], value: string | undefined): boolean {
  return matchers.some((matcher) => {
    if (typeof matcher === 'string') return matcher === value;
    if (matcher.exists !== undefined) return matcher.exists === (value !== undefined);
    if (matcher.prefix !== undefined) return value?.startsWith(matcher.prefix) ?? false;
    return value !== undefined && matcher['anything-but']?.includes(value) === false;
  });
}

const rules = allResources('AWS::Events::Rule').map(([, { Properties }]) => Properties);
const NAMES = Object.keys(EVENTS) as EventName[];

/** Event types that a function receives while a dossier is in that status. */
function toldTo(name: string, status: (typeof STATUS_NAMES)[number]): readonly string[] {
  const rule = rules.find(({ Name }) => Name === `motcua-quang-tri-${name}`);
  if (rule === undefined) throw new Error(`no rule ${name}`);
  const { source, 'detail-type': types, detail } = rule.EventPattern as Pattern;
  expect(source).toEqual(['motcua']);
  const nationalStatus = status === 'draft' ? undefined : '1';
  return NAMES.filter((type) => {
    return (
      matches(types, eventType(type)) && (detail === undefined || matches(detail.data.nationalStatus, nationalStatus))
    );
  });
}

const SUBMITTED = STATUS_NAMES.filter((status) => status !== 'draft');

/** Types that each consumer does not receive, or, where it receives few, those: repeated here on purpose. */
const UNTOLD = {
  'national-portal-sync': [
    'assigned',
    'deadline-warned',
    'deadline-breached',
    'applicant-reminded',
    'reminder-sent',
    'note-added',
    'form-issued',
    'fees-assessed',
    ...['refund-opened', 'refund-approved', 'refund-refused', 'refund-paid', 'refund-reopened', 'refund-dropped'],
    'receipt-number-corrected',
    'draft-changed',
    'draft-deleted',
    'declared',
    'identity-confirmed',
  ],
  'figures-projection': [
    ...[
      'assigned',
      'deadline-warned',
      'applicant-reminded',
      'reminder-sent',
      'note-added',
      'form-issued',
      'fees-assessed',
      'refund-approved',
      'receipt-number-corrected',
    ],
    ...[
      'draft-changed',
      'draft-deleted',
      'declared',
      'particulars-corrected',
      'correction-requested',
      'correction-refused',
      'identity-confirmed',
    ],
  ],
  'search-projection': [
    ...(['draft-created', 'draft-changed', 'draft-deleted', 'declared', 'identity-confirmed'] as const),
    ...(['document-attached', 'document-removed'] as const),
    ...(['fees-assessed', 'surplus-payment-recorded', 'shipment-updated', 'site-verified', 'form-issued'] as const),
    ...(['deadline-warned', 'deadline-breached', 'applicant-reminded', 'reminder-sent', 'note-added'] as const),
    ...(['correction-requested', 'correction-refused'] as const),
    ...(['refund-opened', 'refund-approved', 'refund-refused', 'refund-paid', 'refund-dropped'] as const),
    'refund-reopened',
    'receipt-number-corrected',
  ],
} as const;
const NOTICES: readonly EventName[] = [
  ...(['submitted', 'imported', 'accepted', 'rejected', 'supplement-requested', 'payment-requested'] as const),
  ...([
    'payment-cancelled',
    'payment-recorded',
    'refund-opened',
    'refund-refused',
    'refund-paid',
    'refund-reopened',
    'receipt-number-corrected',
    'completed',
    'returned',
    'withdrawal-decided',
    'stopped',
    'resumed',
    'reappointed',
  ] as const),
  ...([
    'applicant-reminded',
    'suspended',
    'suspension-lifted',
    'appointment-recalculated',
    'deadline-breached',
    'deadline-warned',
    'transferred',
    'particulars-corrected',
    'correction-refused',
  ] as const),
];
const FORMS: readonly EventName[] = [
  'submitted',
  ...(['accepted', 'supplement-requested', 'rejected', 'reappointed', 'stopped', 'withdrawal-decided'] as const),
  'supplemented',
  'particulars-corrected',
  'completed',
];
const allBut = (untold: readonly string[]) => NAMES.filter((type) => !untold.includes(type)).toSorted();

test.each(SUBMITTED)('the portal’s worker is told of what concerns the portal, status %s', (status) => {
  expect(toldTo('national-portal-sync', status).toSorted()).toEqual(allBut(UNTOLD['national-portal-sync']));
});

test.each(SUBMITTED)(
  'agencies are told of all but what is between an applicant and reception, figures of what they count, lists of what moves, status %s',
  (status) => {
    expect(toldTo('webhook-delivery', status).toSorted()).toEqual(
      allBut(['draft-changed', 'draft-deleted', 'declared', 'identity-confirmed']),
    );
    expect(toldTo('figures-projection', status).toSorted()).toEqual(allBut(UNTOLD['figures-projection']));
    expect(toldTo('search-projection', status).toSorted()).toEqual(allBut(UNTOLD['search-projection']));
  },
);

test.each(rules.filter(({ EventPattern }) => EventPattern !== undefined))(
  'the pattern of $Name fits into a rule',
  ({ EventPattern }) => {
    // Amazon EventBridge User Guide, "Amazon EventBridge quotas": an event pattern has 2,048 characters.
    expect(JSON.stringify(EventPattern).length).toBeLessThanOrEqual(2_048);
  },
);

test('events of drafts reach no consumer but the applicant’s', () => {
  for (const name of ['national-portal-sync', 'webhook-delivery', 'figures-projection', 'search-projection']) {
    expect(toldTo(name, 'draft')).toEqual([]);
  }
});

test('others receive the types they name', () => {
  expect(toldTo('postal-orders', 'completed')).toEqual(['completed']);
  expect(toldTo('notifications', 'accepted').toSorted()).toEqual(NOTICES.toSorted());
  expect(toldTo('forms', 'accepted').toSorted()).toEqual(FORMS.toSorted());
});

test('each night the forms’ worker is told that the day is over', () => {
  const rule = rules.find(({ Name }) => Name === 'motcua-quang-tri-registers');
  expect(rule).toMatchObject({ ScheduleExpression: 'cron(10 17 * * ? *)' });
  if (rule === undefined) throw new Error('no rule');
  const [target] = rule.Targets as { InputTransformer: { InputPathsMap: object; InputTemplate: string } }[];
  expect(target?.InputTransformer.InputPathsMap).toEqual({ time: '$.time' });
  expect(target?.InputTransformer.InputTemplate).toBe('{"closeRegistersAt":<time>}');
});

test('each consumer has a rule on the bus of the province, and no other function has', () => {
  const heard = rules.filter(({ EventPattern }) => (EventPattern as Partial<Pattern>)?.source?.includes('motcua'));
  const names = heard.map(({ Name }) => String(Name).replace('motcua-quang-tri-', ''));
  expect(names.toSorted()).toEqual(CONSUMER_NAMES.toSorted());
});
