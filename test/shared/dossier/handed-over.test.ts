import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { MOST_OTHER_PAPERS } from '../../../shared/dossier/decide-handed-over.ts';
import { allDigitised, onPaperOnly } from '../../../shared/dossier/digitisation.ts';
import type { HandedOver, HandedPaper } from '../../../shared/dossier/handed-over.ts';
import type { Channel } from '../../../shared/values.ts';
import {
  ACCEPT_AT_COUNTER,
  at,
  codeOf,
  DEPARTMENT,
  draft,
  HANDED_OVER,
  History,
  PROCEDURE,
  REQUEST_PAPER,
  submitted,
  uuidOf,
} from './world.ts';

const filedAt = (channel: Channel) =>
  new History()
    .must('reception', { type: 'create-draft', draft: draft({ channel }) })
    .must('reception', { type: 'submit' });

const counter = () => filedAt('direct');

const accept = (papers: readonly HandedPaper[], more: Partial<HandedOver> = {}): Command => ({
  type: 'accept',
  handedOver: { papers: [...papers], sets: 1, ...more },
});
const refused = (history: History, command: Command) => {
  const decision = history.ask('reception', command);
  return decision.ok ? 'accepted' : [decision.rejection.code, ...(decision.rejection.fields ?? [])];
};
const REQUEST: HandedPaper = { component: 'request', original: 1 };

const askFor = (component: string): Command => ({
  type: 'request-supplement',
  items: [{ component, content: 'Thiếu', reason: 'Mờ', guidance: 'Nộp lại' }],
});
const scanOf = (component: string, n = 5): Command => ({
  type: 'attach-document',
  document: { ...REQUEST_PAPER, documentId: uuidOf(n), component, origin: 'scanned' },
});

describe('papers handed over at the counter', () => {
  it.each<[string, Command, readonly string[]]>([
    ['nothing declared', { type: 'accept' }, ['handed-over-required', 'handedOver']],
    [
      'a fee asked before acceptance with nothing declared',
      { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } },
      ['handed-over-required', 'handedOver'],
    ],
    [
      'a required paper missing',
      accept([{ component: 'proof', copy: 1 }]),
      ['missing-components', 'handedOver.papers'],
    ],
    [
      'a paper without a name',
      accept([REQUEST, { copy: 1 }]),
      ['paper-unnamed', 'handedOver.papers.1.component', 'handedOver.papers.1.name'],
    ],
    [
      'a component with another name',
      accept([{ ...REQUEST, name: 'Đơn' }]),
      ['paper-unnamed', 'handedOver.papers.0.component', 'handedOver.papers.0.name'],
    ],
    [
      'a component of another procedure',
      accept([REQUEST, { component: 'nowhere', copy: 1 }]),
      ['unknown-component', 'handedOver.papers.1.component'],
    ],
    ['a component twice', accept([REQUEST, REQUEST]), ['paper-listed-twice', 'handedOver.papers.1.component']],
    [
      'another paper twice',
      accept([REQUEST, { name: 'Khác', copy: 1 }, { name: 'Khác', copy: 2 }]),
      ['paper-listed-twice', 'handedOver.papers.2.name'],
    ],
    [
      'a paper of which there is none',
      accept([REQUEST, { component: 'proof', copy: 0 }]),
      ['paper-without-count', 'handedOver.papers.1'],
    ],
    [
      'a postal record',
      accept([REQUEST], { record: { recordNumber: '1', signedAt: at(0), carrier: 'vnpost' } }),
      ['hand-over-record-unexpected', 'handedOver.record'],
    ],
    [
      'too many other papers',
      accept([REQUEST, ...Array.from({ length: MOST_OTHER_PAPERS + 1 }, (_, n) => ({ name: `Giấy ${n}`, copy: 1 }))]),
      ['limit-reached', 'handedOver.papers'],
    ],
  ])('are refused naming field and rule: %s', (_, command, expected) => {
    const history = counter();
    expect(refused(history, command)).toEqual(expected);
    // The same dossier is accepted with a correct declaration.
    expect(refused(history, ACCEPT_AT_COUNTER)).toBe('accepted');
  });

  it('name the required component that is missing', () => {
    expect(counter().ask('reception', accept([{ name: 'Khác', copy: 1 }]))).toMatchObject({
      rejection: { details: { components: ['request'] } },
    });
  });

  it('are kept by form and number, with papers the catalogue does not know', () => {
    const other = { name: 'Giấy ủy quyền', certifiedCopy: 1 };
    const history = counter().must(
      'reception',
      accept([other, { component: 'request', original: 2, copy: 1 }], { sets: 2, note: 'Đã đối chiếu' }),
    );
    expect(history.state.handedOver).toEqual({
      papers: [{ component: 'request', original: 2, copy: 1 }, other],
      sets: 2,
      record: undefined,
    });
    expect(history.log.at(-1)).toMatchObject({ type: 'accepted', handedOver: { note: 'Đã đối chiếu' } });
  });

  it('may be a file only', () => {
    const history = counter().must('system', scanOf('request'));
    expect(refused(history, accept([]))).toBe('accepted');
  });

  it('are declared with the fee that is the condition of acceptance, and stay for the receipt', () => {
    const history = counter().must('reception', {
      type: 'request-payment',
      assessment: { fees: [{ code: 'fee' }] },
      handedOver: HANDED_OVER,
    });
    const due = history.state.obligations[0];
    history.must('reception', {
      type: 'record-counter-payment',
      obligationId: due?.obligationId ?? '',
      amount: due?.amount ?? 0,
      receiptNumber: 'BL1',
    });
    expect(history.state).toMatchObject({ status: 'accepted', handedOver: { papers: [REQUEST] } });
    const later: Command = {
      type: 'request-payment',
      assessment: { fees: [{ code: 'fee' }] },
      handedOver: HANDED_OVER,
    };
    history.must('reception', { type: 'forward', stepId: 'examine', agencyId: DEPARTMENT.agencyId });
    expect(history.ask('handler', later)).toMatchObject({
      rejection: { code: 'wrong-status', fields: ['handedOver'] },
    });
  });

  it('follow from the attached files of an online dossier', () => {
    const history = submitted().must('reception', { type: 'accept' });
    expect(history.state.handedOver?.papers).toEqual([{ component: 'request', electronic: 1 }]);
  });
});

describe('a supplement', () => {
  it('adds what was brought to the list', () => {
    const history = counter().must('reception', ACCEPT_AT_COUNTER).must('reception', askFor('proof'));
    expect(refused(history, { type: 'supplement' })).toEqual(['handed-over-required', 'handedOver']);
    const brought = {
      papers: [
        { component: 'proof', certifiedCopy: 2 },
        { component: 'request', copy: 1 },
      ],
      sets: 1,
    };
    history.must('reception', { type: 'supplement', handedOver: brought });
    expect(history.state.handedOver?.papers).toEqual([
      { component: 'request', original: 1, copy: 1 },
      { component: 'proof', certifiedCopy: 2 },
    ]);
    expect(history.log.at(-1)).toMatchObject({ handedOver: { papers: expect.arrayContaining(brought.papers) } });
  });

  it('of an applicant is files, which the applicant cannot declare to be papers', () => {
    const history = submitted()
      .must('reception', askFor('proof'))
      .must('system', {
        type: 'attach-document',
        document: { ...REQUEST_PAPER, documentId: uuidOf(6), component: 'proof', origin: 'filed' },
      });
    expect(history.ask('owner', { type: 'supplement', handedOver: HANDED_OVER })).toMatchObject({
      rejection: { code: 'not-allowed', fields: ['handedOver'] },
    });
    history.must('owner', { type: 'supplement' });
    expect(history.state.handedOver?.papers).toEqual([{ component: 'proof', electronic: 1 }]);
  });
});

describe('the postal hand-over record', () => {
  const post = () => filedAt('postal');
  const signed = (signedAt: string) => ({ record: { recordNumber: 'BB-01', signedAt, carrier: 'vnpost' } });
  const parcel = (minute: number, state: 'registered' | 'delivered', direction: 'inbound' | 'outbound' = 'inbound') =>
    ({
      type: 'record-shipment-event',
      shipment: {
        shipmentId: 'VN1',
        direction,
        carrier: 'vnpost',
        state,
        carrierCode: state,
        occurredAt: at(minute),
      },
    }) as const satisfies Command;

  it('is required at acceptance, and its signature is the moment of submission', () => {
    const history = post();
    expect(refused(history, ACCEPT_AT_COUNTER)).toEqual(['hand-over-record-required', 'handedOver.record']);
    history.minute += 600;
    history.must('reception', accept([REQUEST], signed(at(-30))));
    expect(history.state.submittedAt).toBe(at(-30));
    // The clock starts at acceptance all the same.
    expect(history.state.appointments[0]?.from).toBe(history.state.acceptedAt);
  });

  it('cannot be signed in the future', () => {
    const history = post();
    expect(refused(history, accept([REQUEST], signed(at(history.minute + 60))))).toEqual([
      'moment-in-the-future',
      'handedOver.record.signedAt',
    ]);
  });

  it('cannot be signed before the post registered the parcel, whatever was reported later', () => {
    const history = post();
    history.minute += 600;
    history.must('system', parcel(400, 'delivered')).must('system', parcel(100, 'registered'));
    const early = history.ask('reception', accept([REQUEST], signed(at(99))));
    expect(early).toMatchObject({
      rejection: {
        code: 'hand-over-record-too-early',
        fields: ['handedOver.record.signedAt'],
        details: { notBefore: at(100) },
      },
    });
    expect(codeOf(history.ask('reception', accept([REQUEST], signed(at(100)))))).toBe('accepted');
  });

  it('of a supplement is the moment of completion, not before the request', () => {
    const history = post()
      .must('reception', accept([REQUEST], signed(at(0))))
      .must('reception', askFor('proof'));
    const { requestedAt = '' } = history.state.supplementRequests[0] ?? {};
    const supply = (more: Partial<HandedOver>): Command => ({
      type: 'supplement',
      handedOver: { papers: [{ component: 'proof', copy: 1 }], sets: 1, ...more },
    });
    history.minute += 3000;
    expect(refused(history, supply(signed(at(0))))).toEqual([
      'hand-over-record-too-early',
      'handedOver.record.signedAt',
    ]);
    const signedAt = new Date(Date.parse(requestedAt) + 60_000).toISOString();
    history.must('reception', supply(signed(signedAt)));
    expect(history.state.supplementRequests[0]?.supplementedAt).toBe(signedAt);
    expect(history.state.submittedAt).toBe(at(0));
  });
});

describe('a scan by an officer', () => {
  it('makes a component digitised that was handed over on paper', () => {
    const history = counter().must('reception', accept([REQUEST, { component: 'proof', copy: 1 }]));
    expect(onPaperOnly(history.state)).toEqual(['request', 'proof']);
    history.must('system', scanOf('request'));
    // The required component is there, but another paper was handed over and not scanned.
    expect(allDigitised(history.state, PROCEDURE)).toBe(false);
    history.must('system', scanOf('proof', 6));
    expect(allDigitised(history.state, PROCEDURE)).toBe(true);
    // A scan is no electronic paper of the applicant.
    expect(history.state.handedOver?.papers.some(({ electronic }) => electronic !== undefined)).toBe(false);
  });

  it('can be taken out again by reception after acceptance, not by the applicant', () => {
    const history = counter().must('reception', ACCEPT_AT_COUNTER).must('system', scanOf('request'));
    const remove = { type: 'remove-document', documentId: uuidOf(5) } as const;
    history.must('reception', {
      ...{ type: 'confirm-identity', person: 'applicant' },
      ...{ name: 'Nguyễn Thị Ánh', number: '045190000123' },
    });
    expect(codeOf(history.ask('owner', remove))).toBe('wrong-status');
    history.must('reception', remove);
    expect(history.state.documents).toEqual([]);
  });
});
