import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { refuseDocument } from '../../../shared/dossier/decide-documents.ts';
import { STATUS_NAMES } from '../../../shared/dossier/status.ts';
import type { DossierDocument } from '../../../shared/dossier/values.ts';
import { ask, live } from './histories.ts';
import { NOTHING_YET } from './samples.ts';
import {
  type ActorName,
  atLastStep,
  codeOf,
  completed,
  draft,
  draftWithPaper,
  HANDED_OVER,
  History,
  inProcessing,
  PROCEDURE,
  REQUEST_PAPER,
  RESULT_PAPER,
  submitted,
  uuidOf,
} from './world.ts';

const paper = (n: number, component = 'request') =>
  ({ ...REQUEST_PAPER, documentId: uuidOf(n), component, fileName: `giấy ${n}.pdf` }) satisfies DossierDocument;
const result = { ...RESULT_PAPER, documentId: uuidOf(50) } satisfies DossierDocument;

const askedFor = (...components: (string | undefined)[]): Command => ({
  type: 'request-supplement',
  items: components.map((component) => ({
    ...(component !== undefined && { component }),
    content: 'Giấy',
    reason: 'Mờ',
    guidance: 'Chụp lại',
  })),
});
const bring = (document: DossierDocument): Command => ({ type: 'attach-document', document });
const waiting = (history: History, ...awaited: DossierDocument[]) => {
  history.world.awaited = awaited;
  return history;
};
const inSupplement = (world?: ConstructorParameters<typeof History>[0]) =>
  submitted(world).must('reception', askedFor('request'));
const drafted = () => new History().must('owner', { type: 'create-draft', draft: draft() });

describe('a command that declares the documents complete', () => {
  const SUBMIT: Command = { type: 'submit' };
  const SUPPLY: Command = { type: 'supplement' };
  const COMPLETE: Command = { type: 'complete', outcome: 'granted' };
  const RETURN: Command = { type: 'return-result', method: 'counter' };
  it.each<[string, () => History, ActorName, Command, DossierDocument]>([
    ['submit', draftWithPaper, 'owner', SUBMIT, paper(7, 'proof')],
    ['submit without the required paper', drafted, 'owner', SUBMIT, paper(7)],
    ['supplement', () => inSupplement().must('system', bring(paper(8))), 'owner', SUPPLY, paper(7, 'proof')],
    ['supply of nothing yet', inSupplement, 'owner', SUPPLY, paper(7)],
    ['supply at the counter', inSupplement, 'reception', SUPPLY, paper(7)],
    ['complete', () => atLastStep().must('system', bring(RESULT_PAPER)), 'approver', COMPLETE, result],
    ['complete without the result', atLastStep, 'approver', COMPLETE, result],
    ['return', completed, 'reception', RETURN, result],
  ])(
    '%s is refused while a file is on its way, by name, and goes through once it is judged',
    (_, open, who, command, file) => {
      const history = waiting(open(), file);
      const { state } = history;
      expect(history.ask(who, command)).toEqual({
        ok: false,
        rejection: {
          code: 'documents-pending',
          fields: ['documents'],
          details: { documents: [file.documentId], fileNames: [file.fileName] },
          retryAfter: expect.any(Number),
        },
      });
      expect(history.state).toBe(state);
      waiting(history).must('system', bring(file)).must(who, command);
    },
  );

  it('waits only for files of its own kind, and not when another rejection applies anyway', () => {
    expect(codeOf(waiting(draftWithPaper(), result).ask('owner', SUBMIT))).toBe('accepted');
    expect(codeOf(waiting(submitted(), paper(7)).ask('owner', SUBMIT))).toBe('wrong-status');
    expect(codeOf(waiting(completed(), paper(7)).ask('reception', RETURN))).toBe('accepted');
  });

  it.each<[string, () => History, ActorName, Command]>([
    ['reject', submitted, 'reception', { type: 'reject', legalGround: 'Điều 17', reason: 'Sai' }],
    ['accept', submitted, 'reception', { type: 'accept' }],
    ['withdraw', inSupplement, 'owner', { type: 'request-withdrawal', reason: 'Đổi ý' }],
    ['stop', inProcessing, 'approver', { type: 'stop', ground: 'Tòa án' }],
    ['ask for more', inProcessing, 'handler', askedFor('request')],
    ['correct', inProcessing, 'administrator', { type: 'correct', toStatus: 'submitted', reason: 'Nhầm' }],
  ])('but other actors’ commands are not delayed by a ticket: %s', (_, open, who, command) => {
    expect(codeOf(waiting(open(), paper(7), result).ask(who, command))).toBe('accepted');
  });
});

describe('a file whose ticket was issued before', () => {
  it('is attached in every later status', () => {
    const base = draftWithPaper().state;
    for (const status of STATUS_NAMES) {
      const history = new History();
      history.dossier = { ...base, ...NOTHING_YET, status };
      expect(codeOf(history.ask('system', bring(paper(7)))), status).toBe('accepted');
      expect(codeOf(history.ask('system', bring(result))), status).toBe('accepted');
    }
  });

  it('is attached after any history of the dossier, unless it is full', () => {
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 30, size: 'max' }), fc.nat({ max: 29 }), (asks, when) => {
        const history = live(asks.slice(0, when));
        const documents = [paper(70), { ...result, documentId: uuidOf(71) }];
        const granted = documents.filter(
          (d) => history.dossier !== undefined && refuseDocument(history.dossier, d, PROCEDURE) === undefined,
        );
        const whole = live(asks);
        for (const document of granted) expect(codeOf(whole.ask('system', bring(document)))).toBe('accepted');
      }),
      { numRuns: 2000 },
    );
  });

  it('is still rejected by rules independent of the status', () => {
    const history = submitted();
    expect(codeOf(history.ask('system', bring(paper(7, 'nowhere'))))).toBe('unknown-component');
    for (let n = 100; history.state.documents.length < 200; n += 1) history.must('system', bring(paper(n)));
    expect(codeOf(history.ask('system', bring(paper(7))))).toBe('too-many-documents');
  });
});

describe('a supplement', () => {
  const fields = (history: History, who: ActorName = 'owner') => {
    const decision = history.ask(who, { type: 'supplement' });
    return decision.ok ? 'accepted' : [decision.rejection.code, ...(decision.rejection.fields ?? [])];
  };

  it('is rejected per item without a new document for it', () => {
    const history = submitted().must('reception', askedFor('request', undefined, 'proof'));
    expect(fields(history)).toEqual(['supplement-missing', 'items.0', 'items.2']);
    history.must('system', bring(paper(7, 'proof')));
    expect(fields(history)).toEqual(['supplement-missing', 'items.0']);
    history.must('system', bring(paper(8)));
    expect(fields(history)).toBe('accepted');
  });

  it('requested again needs documents newer than the first supplement', () => {
    const history = inSupplement()
      .must('system', bring(paper(7)))
      .must('owner', { type: 'supplement' });
    const approval = { approver: 'approver', approvedAt: history.state.updatedAt };
    history.must('reception', { ...askedFor('request'), reason: 'Vẫn mờ', approval } as Command);
    expect(fields(history)).toEqual(['supplement-missing', 'items.0']);
    history.must('system', bring(paper(8)));
    expect(fields(history)).toBe('accepted');
  });

  it('ignores documents that were removed again', () => {
    const history = inSupplement().must('system', bring(paper(7)));
    history.must('owner', { type: 'remove-document', documentId: uuidOf(7) });
    expect(fields(history)).toEqual(['supplement-missing', 'items.0']);
  });

  it('is answered at reception by papers, and not checked when the national portal reports it', () => {
    const counter = new History()
      .must('reception', { type: 'create-draft', draft: draft({ channel: 'direct' }) })
      .must('reception', { type: 'submit' })
      .must('reception', askedFor('request'));
    expect(fields(counter, 'reception')).toEqual(['handed-over-required', 'handedOver']);
    const other = { papers: [{ component: 'proof', copy: 1 }], sets: 1 };
    const asked = counter.ask('reception', { type: 'supplement', handedOver: other });
    expect(asked).toMatchObject({ rejection: { code: 'supplement-missing', fields: ['items.0'] } });
    expect(codeOf(counter.ask('reception', { type: 'supplement', handedOver: HANDED_OVER }))).toBe('accepted');
    expect(fields(inSupplement(), 'system')).toBe('accepted');
  });
});
