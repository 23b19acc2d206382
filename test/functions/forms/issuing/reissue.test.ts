import { describe, expect, it } from 'vitest';
import { FORM_NAMES, FORMS, formContent } from '../../../../functions/forms/adapters/registry.ts';
import type { Case } from '../../../../functions/forms/content/case.ts';
import { formsOfEvent } from '../../../../functions/forms/issuing/forms-of-event.ts';
import type { Applicant, Particulars } from '../../../../shared/dossier/values.ts';
import { DENY, PARENT } from '../../../shared/dossier/samples.ts';
import {
  accepted,
  atLastStep,
  completed,
  draft,
  type History,
  inProcessing,
  PROCEDURE,
} from '../../../shared/dossier/world.ts';

const { applicant } = draft();
const NAMED = { applicant: { ...applicant, name: 'Nguyễn Thị Anh' } as Applicant };
const names: Case['names'] = {
  letterhead: () => ({ place: 'Quảng Trị' }),
  agency: (agencyId) => agencyId,
  phone: () => undefined,
  inForce: (agencyId) => agencyId,
};
const ITEMS = [{ content: 'Giấy chứng sinh', reason: 'Mờ', guidance: 'Chụp lại' }];
const SUPPLEMENT = { type: 'request-supplement', items: ITEMS } as const;

/** The forms of the last event. */
function formsNow(history: History, official?: { name: string }) {
  const event = history.log.at(-1);
  if (event === undefined) throw new Error('no event');
  const signed = { ...event, actor: { ...event.actor, ...(official && { official }) } };
  return formsOfEvent({ dossier: history.state, procedure: PROCEDURE, names }, signed, history.log.slice(0, -1));
}

function correct(history: History, particulars: Particulars = NAMED, official?: { name: string }) {
  return formsNow(history.must('reception', { type: 'correct-particulars', reason: 'Sai', ...particulars }), official);
}
const namesOf = (forms: ReturnType<typeof formsNow>) => forms.map(({ form }) => form);

describe('after a correction', () => {
  it.each<[string, () => History, readonly string[]]>([
    ['that was accepted', () => accepted(), ['receipt']],
    ['with an open request', () => inProcessing().must('handler', SUPPLEMENT), ['receipt', 'supplement-request']],
    [
      'with a request that was answered',
      () => inProcessing().must('handler', SUPPLEMENT).must('reception', { type: 'supplement', note: 'Đã bổ sung' }),
      ['receipt'],
    ],
    [
      'with an apology',
      () =>
        inProcessing()
          .when('2026-11-25 08:00')
          .must('approver', { type: 'reappoint', workingHours: 8, reason: 'Chờ xác minh' }),
      ['receipt', 'apology'],
    ],
    ['that was denied', () => atLastStep().must('approver', DENY), ['receipt', 'denial', 'control-slip']],
    ['that was granted', completed, ['receipt', 'control-slip']],
    [
      'that was stopped',
      () => inProcessing().must('approver', { type: 'stop', ground: 'Chờ tòa án' }),
      ['receipt', 'stop-notice'],
    ],
  ])('%s: what names it and is of use is issued again, with its mark', (_, lived, expected) => {
    const history = lived();
    const first = history.log.find(({ type }) => type === 'accepted')?.occurredAt ?? '';
    const forms = correct(history);
    expect(namesOf(forms)).toEqual(expected);
    for (const form of forms) {
      const printed = JSON.stringify(formContent(form));
      expect(printed).toContain('Cấp lại do chỉnh sửa thông tin');
      expect(printed).toContain('Nguyễn Thị Anh');
      expect(printed).not.toContain('Nguyễn Thị Ánh');
      expect(form.at).toBe(history.log.at(-1)?.occurredAt);
      expect((form.reissued?.insteadOf ?? '') >= first).toBe(true);
    }
  });

  it('a number that no form prints brings none', () => {
    const history = accepted();
    expect(namesOf(correct(history, { applicant: { ...applicant, identity: PARENT.identity } as Applicant }))).toEqual(
      [],
    );
  });

  it.each<[string, Particulars, readonly string[]]>([
    ['the filer is on the receipt alone', { filer: PARENT }, ['receipt']],
    ['so is where the result goes', { resultDelivery: { method: 'counter' } }, ['receipt']],
    [
      'the address is on neither the apology nor the control slip',
      { applicant: { ...applicant, address: 'Cam Lộ' } as Applicant },
      ['receipt', 'denial'],
    ],
  ])('%s', (_, particulars, expected) => {
    expect(namesOf(correct(atLastStep().must('approver', DENY), particulars))).toEqual(expected);
  });

  it('reception signs its receipt; a decision keeps its signatory', () => {
    const history = atLastStep().must('approver', DENY);
    const [decision] = history.log.splice(-1, 1);
    if (decision === undefined) throw new Error('no decision');
    history.log.push({ ...decision, actor: { ...decision.actor, official: { name: 'Lê Văn Trưởng' } } });
    const [receipt, denial] = correct(history, NAMED, { name: 'Phan Thị Tiếp' }).map((form) =>
      JSON.stringify(formContent(form)),
    );
    expect(receipt).toContain('Phan Thị Tiếp');
    expect(denial).toContain('Lê Văn Trưởng');
    expect(denial).not.toContain('Phan Thị Tiếp');
  });

  it('the second time it replaces the first new one', () => {
    const history = accepted();
    correct(history);
    const first = history.log.at(-1)?.occurredAt;
    const [receipt] = correct(history, { applicant: { ...applicant, name: 'Nguyễn Thị Ảnh' } as Applicant });
    expect(receipt?.reissued?.insteadOf).toBe(first);
  });
});

it('every form says when it is issued again', () => {
  expect(FORM_NAMES.filter((name) => FORMS[name].reissue === 'never')).toEqual(['declaration', 'refusal']);
});
