import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { READERS } from '../../../../functions/dossiers/next/readers.ts';
import { feeOwed, requestOwed } from '../../../../shared/dossier/awaited-from.ts';
import { mayRead } from '../../../../shared/dossier/rights.ts';
import { STATUS_NAMES } from '../../../../shared/dossier/status.ts';
import type { Procedure } from '../../../../shared/procedure/schema.ts';
import type { Language } from '../../../../shared/text/text.ts';
import { histories } from '../../../shared/dossier/histories.ts';
import {
  ACTORS,
  type ActorName,
  atLastStep,
  completed,
  draft,
  draftWithPaper,
  History,
  ITEMS,
  inProcessing,
  inSurvey,
  PROCEDURE,
  REQUEST_PAPER,
  submitted,
  uuidOf,
} from '../../../shared/dossier/world.ts';
import { actsOf, nextOf } from './world.ts';

const WHO = Object.keys(ACTORS) as ActorName[];
const languages = fc.constantFrom<Language>('vi', 'en');
const ASKS = { vi: 'Hãy ', en: 'Please ' } as const;
const RESTS = { vi: 'Bạn không cần làm gì; ', en: 'You have nothing to do; ' } as const;
/** Identifiers of agencies, steps and components, UUIDs, types of commands and gaps of templates. */
const CODE = /\bH\d{2}|[a-z]+(?:-[a-z]+)+|[0-9a-f]{8}-|[a-z][A-Z]|\b(?:undefined|null|NaN|examine|survey)\b/;
/** What reception does when the applicant comes. */
const RECEPTION_DOES = [
  [/nhận kết quả|collect/, 'return-result'],
  [/^Hãy mang|bring/, 'supplement'],
  [/^Hãy nộp|pay/, 'record-counter-payment'],
] as const;
const wordsOf = (sentence: string) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));

describe('what a person has to do now, after any history', () => {
  const seen = new Set<string>();
  const asked = new Set<string>();

  it('is one short sentence without a code, which asks only for what the rules take now', () => {
    fc.assert(
      fc.property(histories, languages, (history, language) => {
        const { dossier } = history;
        if (dossier === undefined) return;
        for (const who of WHO) {
          if (!mayRead(dossier, ACTORS[who])) continue;
          const { reader, sentence, act } = nextOf(history, who, language);
          seen.add(`${dossier.status} ${reader}`);
          expect(sentence).toMatch(/^\p{Lu}.*[^.;, ]\.$/u);
          expect(sentence.replaceAll('one-stop', ''), who).not.toMatch(CODE);
          expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(25);
          const isAsk = sentence.startsWith(ASKS[language]);
          expect(isAsk || sentence.startsWith(RESTS[language]), sentence).toBe(true);
          if (act !== undefined) {
            asked.add(act);
            expect(isAsk, sentence).toBe(true);
            const offered = actsOf(history, who, language).find(({ type }) => type === act);
            expect(offered, `${who} ${act} in ${dossier.status}`).toMatchObject({ allowed: true });
          } else if (isAsk) {
            // The applicant comes, and reception does it.
            expect(reader).toBe('applicant');
            const atReception = dossier.receivingAgency === 'H50.2' ? 'otherReception' : 'reception';
            if (['H50.1', 'H50.2'].includes(dossier.receivingAgency)) {
              const done = RECEPTION_DOES.find(([words]) => words.test(sentence))?.[1];
              const offered = actsOf(history, atReception).find(({ type }) => type === done);
              expect(offered).toMatchObject({ allowed: true });
            }
          }
        }
      }),
      { numRuns: 2_000, seed: 12 },
    );
    // Only who opened it at reception reads a draft; before a dossier is processed it is at a step only after a correction.
    const none = ['draft officer', 'draft head', 'draft agency', 'rejected officer', 'submitted officer'];
    none.push('accepted officer', 'payment-required officer');
    const all = STATUS_NAMES.flatMap((status) => READERS.map((reader) => `${status} ${reader}`));
    expect(all.filter((pair) => !seen.has(pair) && !none.includes(pair))).toEqual([]);
    expect([...asked].toSorted()).toEqual(expect.arrayContaining(ASKED));
  });

  it('never hides from applicants what they owe and can do', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom<ActorName>('owner', 'parent'), (history, who) => {
        const { dossier } = history;
        if (dossier === undefined || !mayRead(dossier, ACTORS[who])) return;
        const acts = actsOf(history, who);
        const can = (type: string) => acts.some((act) => act.type === type && act.allowed);
        const next = nextOf(history, who);
        if (requestOwed(dossier) !== undefined && (can('supplement') || can('add-document'))) {
          expect(['supplement', 'declare', 'add-document']).toContain(next.act);
        }
        const fee = feeOwed(dossier);
        if (fee !== undefined && can('pay')) expect(next.amount).toBe(fee.amount);
      }),
      { numRuns: 1_000 },
    );
  });
});

const ASKED = [
  ...['accept', 'add-document', 'assign', 'complete', 'confirm-identity', 'correct-particulars', 'decide-withdrawal'],
  ...['finish-branch', 'forward', 'open-branch', 'pay', 'reappoint', 'record-refund', 'record-verification', 'resume'],
  ...['return-result', 'submit', 'approve-refund'],
];

describe('the sentence', () => {
  it('of a draft asks for what is missing, then to submit it', () => {
    const { declaration: _, ...plain } = PROCEDURE;
    const opened = (procedure: Procedure) =>
      new History({ procedure }).must('owner', { type: 'create-draft', draft: draft() });
    expect(nextOf(opened(PROCEDURE), 'owner')).toMatchObject({
      act: 'declare',
      sentence: 'Hãy kê khai đầy đủ tờ khai.',
    });
    expect(nextOf(opened(plain), 'owner').sentence).toBe('Hãy thêm Tờ khai rồi nộp hồ sơ.');
    expect(nextOf(draftWithPaper(), 'owner').sentence).toBe('Hãy kiểm tra rồi nộp hồ sơ.');
  });

  it('of a new dossier names who has it and until when', () => {
    expect(nextOf(submitted(), 'owner').sentence).toMatch(
      /^Bạn không cần làm gì; Trung tâm Phục vụ hành chính công tỉnh Quảng Trị xem xét hồ sơ, chậm nhất \d\d:\d\d thứ \S+ \d\d\/11\/2026\.$/,
    );
    expect(nextOf(submitted(), 'reception')).toMatchObject({ act: 'accept', reader: 'reception' });
  });

  it('of a supplement names the papers and the last moment', () => {
    const items = [{ ...ITEMS[0], component: 'proof' }] as never;
    const history = submitted().must('reception', { type: 'request-supplement', items });
    const next = nextOf(history, 'owner');
    expect(next).toMatchObject({ act: 'add-document', papers: ['Giấy tờ'], by: expect.any(String) });
    expect(next.sentence).toMatch(/^Hãy tải lên Giấy tờ, chậm nhất .*\.$/);
    const filed = { ...REQUEST_PAPER, documentId: uuidOf(902), component: 'proof' };
    expect(nextOf(history, 'reception').sentence).toMatch(/đang chờ người nộp bổ sung Giấy tờ, chậm nhất/);
    const supplied = history.must('system', { type: 'attach-document', document: filed });
    expect(nextOf(supplied, 'owner')).toMatchObject({
      act: 'supplement',
      sentence: expect.stringMatching(/^Hãy bổ sung Giấy tờ/),
    });
  });

  it('of a fee says how much, where and until when', () => {
    const history = submitted().must('reception', {
      type: 'request-payment',
      assessment: { fees: [{ code: 'fee' }] },
      before: 'acceptance',
    } as never);
    const next = nextOf(history, 'owner');
    expect(next).toMatchObject({ act: 'pay', amount: 200_000 });
    expect(next.sentence).toContain('200.000 đồng');
    expect(nextOf(history, 'owner', 'en').sentence).toMatch(/^Please pay 200,000 VND online or at /);
  });

  it('in a step is about the work for its officer and about the date for the applicant', () => {
    expect(nextOf(inProcessing(), 'handler').sentence).toMatch(
      /^Hãy giải quyết bước Thẩm định rồi chuyển tiếp, chậm nhất/,
    );
    expect(nextOf(inProcessing(), 'approver')).toMatchObject({ reader: 'head', act: 'assign' });
    expect(nextOf(inProcessing(), 'owner').sentence).toMatch(/Sở Tư pháp tỉnh Quảng Trị trả kết quả, chậm nhất/);
    expect(nextOf(inSurvey(), 'handler')).toMatchObject({ act: 'record-verification' });
    expect(nextOf(atLastStep(), 'approver')).toMatchObject({ act: 'add-document' });
  });

  it('says that it is late', () => {
    const history = inProcessing().when('2027-03-01 09:00');
    expect(nextOf(history, 'owner').sentence).toMatch(/đang giải quyết; đã quá hạn từ/);
    expect(nextOf(history, 'approver')).toMatchObject({ act: 'reappoint' });
  });

  it('of an asked agency asks for its answer', () => {
    const history = inSurvey().must('handler', { type: 'open-branch', branchId: 'tax', agencyId: 'H50.30' });
    expect(nextOf(history, 'taxOfficer').sentence).toMatch(/^Hãy trả lời Sở Tư pháp tỉnh Quảng Trị, chậm nhất/);
  });

  it('of a result says how it comes', () => {
    expect(nextOf(completed(), 'owner').sentence).toBe('Bạn không cần làm gì; kết quả được trả theo cách đã đăng ký.');
    expect(nextOf(completed(), 'reception')).toMatchObject({ act: 'return-result' });
  });
});
