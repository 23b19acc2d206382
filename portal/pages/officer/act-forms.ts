import type { Answer, Body } from '../../client/routes.ts';
import type { Texts } from '../../texts/texts.ts';

type Offered = Answer<'readDossier'>['actions'][number];
export type Choices = NonNullable<Offered['choices']>;
export type Values = Readonly<Record<string, string>>;
type Act = Body<'act'>;

/** What a person fills in for one act. `count`: how many of a paper were handed over, 0 to 99. */
export type ActField = {
  readonly id: string;
  readonly label: string;
  readonly kind: 'line' | 'long' | 'choice' | 'count';
  readonly options?: readonly { readonly value: string; readonly text: string }[];
  readonly initial?: string;
};

type Form = {
  readonly fields: (choices: Choices, t: Texts) => readonly ActField[];
  readonly body: (values: Values, choices: Choices) => Act;
};

const reason = (t: Texts): ActField => ({ id: 'reason', label: t.reason, kind: 'long' });
const ground = (t: Texts): ActField => ({ id: 'legalGround', label: t.legalGround, kind: 'line' });
const yesNo = (t: Texts) => [
  { value: 'no', text: t.no },
  { value: 'yes', text: t.yes },
];

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

/** Fees of which one of a group is due, or that are due only if chosen; others are charged without asking. */
const feeOptions = ({ fees = [] }: Choices) =>
  fees
    .filter(({ inTime }) => inTime === undefined)
    .map(({ code, name, amount }) => ({ value: code, text: `${name}: ${amount}` }));

/** The acts that the page has a form for. The others are done by programs, or on a page of their own. */
export const FORMS = {
  accept: {
    fields: (choices, t) => [
      ...(choices.components ?? []).map(({ component, name }) => ({
        id: `paper-${component}`,
        label: t.originalsOf(name),
        kind: 'count' as const,
        // The officer counts; the page does not guess.
        initial: '0',
      })),
      ...(feeOptions(choices).length > 0
        ? [{ id: 'fee', label: t.fees, kind: 'choice' as const, options: feeOptions(choices) }]
        : []),
      ...(choices.fees?.some(({ inTime }) => inTime !== undefined)
        ? [{ id: 'late', label: t.filedLate, kind: 'choice' as const, options: yesNo(t) }]
        : []),
    ],
    body: (values, { components = [], fees = [], required = [] }) => {
      const papers = components.flatMap(({ component }) => {
        const original = Number(values[`paper-${component}`] ?? 0);
        return original > 0 ? [{ component, original }] : [];
      });
      const dependsOnTime = fees.filter(({ inTime }) => inTime !== undefined);
      const late = values.late === 'yes';
      const chosen = [
        ...(values.fee === undefined ? [] : [{ code: values.fee }]),
        ...(late ? dependsOnTime.map(({ code }) => ({ code })) : []),
      ];
      return {
        type: 'accept',
        ...(required.includes('handedOver') && { handedOver: { papers, sets: 1 } }),
        ...(fees.length > 0 && { assessment: { fees: chosen, ...(dependsOnTime.length > 0 && { late }) } }),
      };
    },
  },
  reject: {
    fields: (_, t) => [ground(t), reason(t)],
    body: ({ legalGround = '', reason = '' }) => ({ type: 'reject', legalGround, reason }),
  },
  forward: {
    fields: (choices, t) => [{ id: 'way', label: t.nextStep, kind: 'choice', options: ways(choices) }],
    body: ({ way = '' }) => {
      const [stepId = '', agencyId = '', outcome = ''] = way.split(' ');
      return { type: 'forward', stepId, agencyId, ...(outcome !== '' && { outcome }) };
    },
  },
  'send-back': {
    fields: ({ steps = [] }, t) => [
      {
        ...{ id: 'stepId', label: t.step, kind: 'choice' },
        options: steps.map(({ stepId, name }) => ({ value: stepId, text: name })),
      },
      reason(t),
    ],
    body: ({ stepId = '', reason = '' }) => ({ type: 'send-back', stepId, reason }),
  },
  'request-supplement': {
    fields: (_, t) => [
      { id: 'content', label: t.content, kind: 'line' },
      reason(t),
      { id: 'guidance', label: t.guidance, kind: 'long' },
    ],
    body: ({ content = '', reason = '', guidance = '' }) => ({
      type: 'request-supplement',
      items: [{ content, reason, guidance }],
    }),
  },
  'request-payment': { fields: () => [], body: () => ({ type: 'request-payment' }) },
  'record-counter-payment': {
    fields: (_, t) => [{ id: 'receiptNumber', label: t.receiptNumber, kind: 'line' }],
    body: ({ receiptNumber = '' }, { obligation = { obligationId: '', amount: 0 } }) => ({
      type: 'record-counter-payment',
      receiptNumber,
      ...obligation,
    }),
  },
  complete: {
    fields: ({ outcomes = [] }, t) => [
      {
        ...{ id: 'outcome', label: t.outcome, kind: 'choice' },
        options: outcomes.map((value) => ({ value, text: t.outcomes[value] })),
      },
      { ...ground(t), label: `${t.legalGround} (${t.ifDenied})` },
      { ...reason(t), label: `${t.reason} (${t.ifDenied})` },
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
    fields: (_, t) => [{ id: 'granted', label: t.granted, kind: 'choice', options: yesNo(t) }, reason(t)],
    body: ({ granted, reason = '' }) => ({
      type: 'decide-withdrawal',
      granted: granted === 'yes',
      ...(reason !== '' && { reason }),
    }),
  },
  'add-note': {
    fields: (_, t) => [{ id: 'note', label: t.content, kind: 'long' }],
    body: ({ note = '' }) => ({ type: 'add-note', note }),
  },
} as const satisfies { readonly [T in Act['type']]?: Form };

export type FormName = keyof typeof FORMS;
export const hasForm = (type: Offered['type']): type is FormName => type in FORMS;
export const formOf = (type: FormName): Form => FORMS[type];
