import { describe, expect, it } from 'vitest';
import { handOversOf } from '../../../../functions/forms/adapters/hand-overs.ts';
import { issuerOf } from '../../../../functions/forms/adapters/registry.ts';
import type { Case } from '../../../../functions/forms/content/case.ts';
import { formsOfEvent } from '../../../../functions/forms/issuing/forms-of-event.ts';
import type { Agency } from '../../../../shared/procedure/schema.ts';
import { DENY } from '../../../shared/dossier/samples.ts';
import {
  AGENCIES,
  accepted,
  atLastStep,
  completed,
  draft,
  type History,
  inProcessing,
  PROCEDURE,
  RECEPTION,
  submitted,
} from '../../../shared/dossier/world.ts';
import { HAPPENED, openWorld } from './world.ts';

const SUCCESSOR = 'H50.99';
/** Every agency was closed, and one has their tasks. */
const names: Case['names'] = {
  letterhead: (agencyId) => ({ place: `nơi ${agencyId}` }),
  agency: (agencyId) => `cơ quan ${agencyId}`,
  phone: (agencyId) => `điện thoại ${agencyId}`,
  inForce: () => SUCCESSOR,
};

function formsNow({ state, log }: History) {
  const event = log.at(-1);
  if (event === undefined) throw new Error('no event');
  return formsOfEvent({ dossier: state, procedure: PROCEDURE, names }, event, log.slice(0, -1));
}
const ITEMS = [{ content: 'Giấy chứng sinh', reason: 'Mờ', guidance: 'Chụp lại' }];
const TO_SUPPLY = { type: 'request-supplement' as const, items: ITEMS };
const RENAMED = {
  type: 'correct-particulars',
  reason: 'Sai tên',
  applicant: { ...draft().applicant, name: 'Nguyễn Thị Anh' },
} as const;

describe('from the day of the closing', () => {
  it.each<[string, () => History]>([
    ['receipt', () => accepted()],
    ['supplement-request', () => inProcessing().must('handler', TO_SUPPLY)],
    ['refusal', () => submitted().must('reception', { type: 'reject', legalGround: 'Điều 16', reason: 'Sai' })],
    [
      'apology',
      () =>
        inProcessing()
          .when('2026-11-25 08:00')
          .must('approver', { type: 'reappoint', workingHours: 8, reason: 'Chờ xác minh' }),
    ],
    ['stop-notice', () => inProcessing().must('approver', { type: 'stop', ground: 'Theo bản án' })],
    ['denial', () => atLastStep().must('approver', DENY)],
    ['control-slip', completed],
  ])('a %s has the successor’s letterhead and names no closed agency as if it were there', (form, history) => {
    const [made, ...others] = formsNow(history()).filter((one) => one.form === form);
    expect(others).toEqual([]);
    expect(made).toMatchObject({ agency: `cơ quan ${SUCCESSOR}`, place: `nơi ${SUCCESSOR}` });
    // What was done is told of the agency that did it.
    const present = form === 'control-slip' ? {} : made;
    expect(JSON.stringify(present)).not.toMatch(/(cơ quan|nơi|điện thoại) (?!H50\.99)/);
  });

  it('a paper that is issued once more is the successor’s, in its register, and nobody of the closed agency signs', () => {
    const denied = atLastStep().must('approver', DENY);
    const correcting = denied.must('reception', RENAMED);
    const denial = formsNow(correcting).find(({ form }) => form === 'denial');
    expect(denial).toMatchObject({ agency: `cơ quan ${SUCCESSOR}`, reissued: { agencyId: SUCCESSOR } });
    expect(denial).not.toMatchObject({ signatory: expect.anything() });
  });

  it('the number comes from the successor’s register', async () => {
    const world = openWorld();
    world.outside.successions = [{ agencyId: 'H50.1', on: '2026-11-20', successor: 'H50.20' }];
    await world.make(world.happen(HAPPENED.accepted));
    expect([...world.numbers.values()]).toEqual([{ agencyId: 'H50.20', number: 1 }]);
  });

  it('and before that day everything is the agency’s own', async () => {
    const world = openWorld();
    world.outside.successions = [{ agencyId: 'H50.1', on: '2026-11-21', successor: 'H50.20' }];
    await world.make(world.happen(HAPPENED.accepted));
    expect([...world.numbers.values()]).toEqual([{ agencyId: 'H50.1', number: 1 }]);
    const of = { dossier: accepted().state, procedure: PROCEDURE, names: { ...names, inForce: (id: string) => id } };
    expect(issuerOf('receipt', of)).toBe(RECEPTION.agencyId);
  });
});

describe('the control slip of a dossier that changed agencies', () => {
  const giversOf = (history: History) =>
    handOversOf({ dossier: history.state, procedure: PROCEDURE }, history.log).map(({ from, to, note }) => [
      from.agencyId,
      to.agencyId,
      note,
    ]);

  it('has the transfer to the competent reception, and who handed over before and after', () => {
    const history = submitted().must('reception', { type: 'transfer', agencyId: 'H50.2', reason: 'Sai nơi nhận' });
    history
      .must('otherReception', { type: 'accept', assessment: { fees: [{ code: 'fee' }] } })
      .must('otherReception', { type: 'forward', stepId: 'examine', agencyId: 'H50.12' });
    expect(giversOf(history)).toEqual([
      ['H50.1', 'H50.2', 'Chuyển đến nơi có thẩm quyền'],
      ['H50.2', 'H50.12', undefined],
    ]);
  });

  it('has each succession where it happened: hand-overs before it are of the closed agencies', () => {
    const history = inProcessing();
    const closed = { 'H50.1': 'H50.2', 'H50.12': 'H50.14' } as Readonly<Record<string, string>>;
    history.world.agencies = AGENCIES.map((agency): Agency => {
      const successor = closed[agency.agencyId];
      return successor === undefined ? agency : { ...agency, closed: { on: '2026-11-20', successor } };
    });
    for (const agencyId of Object.keys(closed)) history.must('system', { type: 'move-to-successor', agencyId });
    expect(history.state).toMatchObject({ receivingAgency: 'H50.2', step: { agencyId: 'H50.14' } });
    expect(giversOf(history)).toEqual([
      ['H50.1', 'H50.12', undefined],
      ['H50.1', 'H50.2', 'Cơ quan kế thừa nhận'],
      ['H50.12', 'H50.14', 'Cơ quan kế thừa nhận'],
    ]);
  });
});
