import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { allDigitised } from '../../../shared/dossier/digitisation.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import { codeOf, draft, History, ITEMS, PROCEDURE, type World } from './world.ts';

const NAME = 'Trần Thị Mẫu';
const declare = (answers: unknown) => ({ type: 'declare', answers }) as const;
const online = (world?: World) => new History(world).must('owner', { type: 'create-draft', draft: draft() });
const declared = (world?: World) => online(world).must('owner', declare({ name: NAME }));
const filed = () => declared().must('owner', { type: 'submit' });
const atCounter = () =>
  new History().must('reception', { type: 'create-draft', draft: draft({ channel: 'direct', filer: undefined }) });
const ownHand: Procedure = {
  ...PROCEDURE,
  declaration: { ...(PROCEDURE.declaration as NonNullable<Procedure['declaration']>), signature: 'own-hand' },
};

describe('a declaration', () => {
  it('is kept beside the events, which have its fingerprint and no answer', () => {
    const decision = online().ask('owner', declare({ name: NAME, spouse: 'Lê Văn Mẫu', married: 'no' }));
    const answers = JSON.stringify({ name: NAME, married: 'no' });
    const sha256 = createHash('sha256').update(answers).digest('hex');
    expect(decision).toEqual({
      ok: true,
      kept: { number: 1, answers },
      events: [
        { type: 'declared', declared: { number: 1, sha256, by: 'applicant', missing: [], component: 'request' } },
      ],
    });
    expect(JSON.stringify(declared().log.at(-1))).not.toContain('Mẫu"');
  });

  it('takes the place of the file of its component, and is filed with the dossier', () => {
    expect(codeOf(online().ask('owner', { type: 'submit' }))).toBe('missing-components');
    const { state, log } = filed();
    const { sha256 } = state.declaration?.filed ?? {};
    expect(log.at(-1)).toMatchObject({ type: 'submitted', declaration: { number: 1, sha256 } });
    expect(state.declaration).toEqual({
      filed: {
        ...{ number: 1, sha256, by: 'applicant', missing: [], component: 'request' },
        ...{ declaredAt: state.declaration?.filed?.declaredAt, filedAt: state.submittedAt },
      },
    });
    expect(allDigitised(state, PROCEDURE)).toBe(true);
    expect(codeOf(filed().ask('owner', declare({ name: 'Lê Văn Mẫu' })))).toBe('wrong-status');
  });

  it('is saved in part, and filed only whole', () => {
    const begun = online().must('owner', declare({ married: 'yes' }));
    const refused = begun.ask('owner', { type: 'submit' });
    expect(refused).toMatchObject({
      rejection: {
        code: 'declaration-incomplete',
        faults: [
          { field: 'declaration.name', rule: 'required' },
          { field: 'declaration.spouse', rule: 'required' },
        ],
      },
    });
    const back = begun.must('owner', declare({}));
    expect(back.state.declaration).toEqual({ filed: undefined, draft: undefined });
    expect(codeOf(back.ask('owner', { type: 'submit' }))).toBe('missing-components');
  });

  it('takes no wrong answer, and says field and rule without the value', () => {
    const refused = online().ask('owner', declare({ name: 'x'.repeat(201), nowhere: 'bí mật' }));
    expect(refused).toMatchObject({
      rejection: {
        code: 'declaration-invalid',
        faults: [
          { field: 'answers.nowhere', rule: 'unknown-question' },
          { field: 'answers.name', rule: 'too-long' },
        ],
      },
    });
    expect(JSON.stringify(refused)).not.toMatch(/bí mật|xxx/);
  });

  it('that needs a signature does not stand for the signed paper', () => {
    const history = declared({ procedure: ownHand });
    expect(codeOf(history.ask('owner', { type: 'submit' }))).toBe('missing-components');
    expect(history.state.declaration?.draft).not.toHaveProperty('component');
  });

  it('typed at the counter does not stand for the paper that the applicant signs', () => {
    const history = atCounter()
      .must('reception', declare({ name: NAME }))
      .must('reception', { type: 'submit' });
    expect(history.state.declaration?.filed).toMatchObject({ by: 'reception', missing: [] });
    expect(history.state.declaration?.filed).not.toHaveProperty('component');
    const handedOver = { papers: [{ component: 'proof', original: 1 }], sets: 1 };
    expect(codeOf(history.ask('reception', { type: 'accept', handedOver }))).toBe('missing-components');
  });

  it('changes after its submission only by a supplement, under the next number', () => {
    const items = [{ ...ITEMS[0], component: 'request' }] as never;
    const asked = filed().must('reception', { type: 'request-supplement', items });
    expect(codeOf(asked.ask('owner', { type: 'supplement' }))).toBe('supplement-missing');
    const again = asked.must('owner', declare({ name: 'Trần Thị Mẫu Hai' }));
    expect(again.state.declaration).toMatchObject({ draft: { number: 2 }, filed: { number: 1 } });
    const { state, log } = again.must('owner', { type: 'supplement' });
    expect(state.declaration).toMatchObject({ filed: { number: 2, filedAt: state.updatedAt } });
    expect(state.declaration).not.toHaveProperty('draft');
    expect(log.findLast(({ type }) => type === 'supplemented')).toMatchObject({
      declaration: { number: 2 },
      handedOver: { papers: [{ component: 'request', electronic: 1 }] },
    });
  });

  it('is listed among what was handed over', () => {
    const { log } = filed().must('reception', { type: 'accept', assessment: { fees: [{ code: 'fee' }] } });
    expect(log.find(({ type }) => type === 'accepted')).toMatchObject({
      handedOver: { papers: [{ component: 'request', electronic: 1 }] },
    });
  });

  it('is of its owner and of reception', () => {
    expect(codeOf(filed().ask('handler', declare({})))).toBe('dossier-not-found');
    expect(codeOf(online({ procedure: { ...PROCEDURE, declaration: undefined } }).ask('owner', declare({})))).toBe(
      'no-declaration',
    );
  });
});
