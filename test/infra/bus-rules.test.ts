import { expect, test } from 'vitest';
import { EVENTS, type EventName, eventType } from '../../events/catalogue.ts';
import { FORM_EVENTS } from '../../functions/forms/form-events.ts';
import { STATUS_NAMES } from '../../shared/dossier/status.ts';
import { UNCOUNTED } from '../../shared/figures/contribution.ts';
import { concernsPortal } from '../../shared/national-portal/progress.ts';
import { ANNOUNCED } from '../../shared/notifications/catalogue.ts';
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

/** Types of event that a function is told of while a dossier is in that status. */
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

test.each(STATUS_NAMES)('the portal’s worker is told of what concerns the portal, status %s', (status) => {
  expect(toldTo('national-portal-sync', status)).toEqual(NAMES.filter((type) => concernsPortal(type, status)));
});

test.each(SUBMITTED)('agencies are told of everything, figures of what they count, status %s', (status) => {
  expect(toldTo('webhook-delivery', status)).toEqual(NAMES);
  expect(toldTo('figures-projection', status)).toEqual(NAMES.filter((type) => !UNCOUNTED.includes(type)));
});

test('of a draft nobody is told anything but its applicant', () => {
  for (const name of ['national-portal-sync', 'webhook-delivery', 'figures-projection']) {
    expect(toldTo(name, 'draft')).toEqual([]);
  }
});

test('others are told of the types they name', () => {
  expect(toldTo('postal-orders', 'completed')).toEqual(['completed']);
  expect(toldTo('notifications', 'accepted').toSorted()).toEqual([...ANNOUNCED].toSorted());
  expect(toldTo('forms', 'accepted').toSorted()).toEqual([...FORM_EVENTS].toSorted());
});

test('each night the forms’ worker is told that the day is over', () => {
  const rule = rules.find(({ Name }) => Name === 'motcua-quang-tri-registers');
  expect(rule).toMatchObject({ ScheduleExpression: 'cron(10 17 * * ? *)' });
  if (rule === undefined) throw new Error('no rule');
  const [target] = rule.Targets as { InputTransformer: { InputPathsMap: object; InputTemplate: string } }[];
  expect(target?.InputTransformer.InputPathsMap).toEqual({ time: '$.time' });
  expect(target?.InputTransformer.InputTemplate).toBe('{"closeRegistersAt":<time>}');
});
