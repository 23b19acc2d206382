import type { Body } from '../../client/routes.ts';
import type { Texts } from '../../texts/texts.ts';
import type { ActField, Asked, Choices, Offered, Values } from './act-field.ts';
import { assessmentOf, feeFields } from './fee-fields.ts';
import { handedOverOf, paperFields } from './paper-fields.ts';

type Act = Body<'act'>;

type Form = {
  readonly fields: (asked: Asked) => readonly ActField[];
  readonly body: (values: Values, asked: Asked) => Act;
};

const reason = (t: Texts): ActField => ({ id: 'reason', label: t.reason, kind: 'long' });
const ground = (t: Texts, label: string = t.legalGround): ActField => ({ id: 'legalGround', label, kind: 'line' });

/** Step and agency are one choice: an agency without its step says nothing. */
const ways = ({ steps = [] }: Choices) =>
  steps.flatMap(({ stepId, name, agencies, outcomes = [{ outcome: '', name: '' }] }) =>
    outcomes.flatMap(({ outcome, name: found }) =>
      agencies.map((agency) => ({
        value: [stepId, agency.agencyId, outcome].join(' '),
        text: [name, agency.name, found].filter((part) => part !== '').join(' · '),
      })),
    ),
  );

/** An assessment is asked for where the act cannot do without one. */
const asksForFees = ({ choices: { required = [] } }: Asked) => required.includes('assessment');

/** The acts that the page has a form for. The others are done by programs, or on a page of their own. */
export const FORMS = {
  accept: {
    fields: (asked) => [...paperFields(asked), ...feeFields(asked)],
    body: (values, asked) => ({
      type: 'accept',
      ...handedOverOf(values, asked),
      ...((asked.choices.fees ?? []).length > 0 && { assessment: assessmentOf(values, asked) }),
    }),
  },
  reject: {
    fields: ({ t }) => [ground(t), reason(t)],
    body: ({ legalGround = '', reason = '' }) => ({ type: 'reject', legalGround, reason }),
  },
  forward: {
    fields: ({ choices, t }) => [{ id: 'way', label: t.nextStep, kind: 'choice', options: ways(choices) }],
    body: ({ way = '' }) => {
      const [stepId = '', agencyId = '', outcome = ''] = way.split(' ');
      return { type: 'forward', stepId, agencyId, ...(outcome !== '' && { outcome }) };
    },
  },
  'send-back': {
    fields: ({ choices: { steps = [] }, t }) => [
      {
        ...{ id: 'stepId', label: t.step, kind: 'choice' },
        options: steps.map(({ stepId, name }) => ({ value: stepId, text: name })),
      },
      reason(t),
    ],
    body: ({ stepId = '', reason = '' }) => ({ type: 'send-back', stepId, reason }),
  },
  'request-supplement': {
    fields: ({ t }) => [
      { id: 'content', label: t.content, kind: 'line' },
      reason(t),
      { id: 'guidance', label: t.guidance, kind: 'long' },
    ],
    body: ({ content = '', reason = '', guidance = '' }) => ({
      type: 'request-supplement',
      items: [{ content, reason, guidance }],
    }),
  },
  'assess-fees': {
    fields: feeFields,
    body: (values, asked) => ({ type: 'assess-fees', assessment: assessmentOf(values, asked) }),
  },
  'request-payment': {
    fields: (asked) => (asksForFees(asked) ? feeFields(asked) : []),
    body: (values, asked) => ({
      type: 'request-payment',
      ...(asksForFees(asked) && { assessment: assessmentOf(values, asked) }),
    }),
  },
  'record-counter-payment': {
    fields: ({ choices: { obligation }, t, money }) => [
      { id: 'amount', label: t.due(money(obligation?.amount ?? 0)), kind: 'told' },
      { id: 'receiptNumber', label: t.receiptNumber, kind: 'line' },
    ],
    body: ({ receiptNumber = '' }, { choices: { obligation = { obligationId: '', amount: 0 } } }) => ({
      type: 'record-counter-payment',
      receiptNumber,
      ...obligation,
    }),
  },
  complete: {
    fields: ({ choices: { outcomes = [] }, t }) => [
      {
        ...{ id: 'outcome', label: t.outcome, kind: 'choice' },
        options: outcomes.map((value) => ({ value, text: t.outcomes[value] })),
      },
      ground(t, `${t.legalGround} (${t.ifDenied})`),
      { id: 'reason', label: `${t.reason} (${t.ifDenied})`, kind: 'long' },
    ],
    body: ({ outcome, legalGround = '', reason = '' }) =>
      outcome === 'denied'
        ? { type: 'complete', outcome, denial: { legalGround, reason } }
        : { type: 'complete', outcome: 'granted' },
  },
  'return-result': {
    fields: () => [],
    body: () => ({ type: 'return-result', method: 'counter' }),
  },
  'decide-withdrawal': {
    fields: ({ t }) => [
      {
        ...{ id: 'granted', label: t.granted, kind: 'choice' },
        options: [
          { value: 'no', text: t.no },
          { value: 'yes', text: t.yes },
        ],
      },
      reason(t),
    ],
    body: ({ granted, reason = '' }) => ({
      type: 'decide-withdrawal',
      granted: granted === 'yes',
      ...(reason !== '' && { reason }),
    }),
  },
  'add-note': {
    fields: ({ t }) => [{ id: 'note', label: t.content, kind: 'long' }],
    body: ({ note = '' }) => ({ type: 'add-note', note }),
  },
} as const satisfies { readonly [T in Act['type']]?: Form };

export type FormName = keyof typeof FORMS;
export const hasForm = (type: Offered['type']): type is FormName => type in FORMS;
export const formOf = (type: FormName): Form => FORMS[type];
