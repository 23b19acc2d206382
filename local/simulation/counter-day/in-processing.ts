import { PEOPLE } from './people.ts';
import type { Story } from './story.ts';

const DONG_HOI = 'H50.20';
const POLICE = 'H50.31.20';
const INSURANCE = 'H50.33.1';

/** One dossier for a newborn: the commune registers, the police and social insurance work side by side. */
const interlinkedBirth: Story = {
  ...{ name: 'interlinked-birth', procedureCode: '2.002621', channel: 'direct', commune: DONG_HOI, minute: 115 },
  *tell(desk) {
    const to = (stepId: string) => ({ type: 'forward', stepId, agencyId: DONG_HOI }) as const;
    yield* desk.filed(PEOPLE.father);
    yield desk.accepted({ fees: [], late: false });
    yield desk.reception(to('birth-registration'));
    yield desk.handler(to('birth-signature'), 60);
    yield desk.head(to('residence-and-insurance'), 60);
    yield desk.handler({ type: 'open-branch', branchId: 'permanent-residence', agencyId: POLICE });
    yield desk.handler({ type: 'open-branch', branchId: 'health-insurance', agencyId: INSURANCE });
    const done = (branchId: string) => ({ type: 'finish-branch', branchId, result: 'done' }) as const;
    yield desk.officer(POLICE, 'handler', done('permanent-residence'), 120);
    yield desk.officer(INSURANCE, 'handler', done('health-insurance'), 60);
    yield desk.handler(to('results'));
    yield desk.handler({ type: 'complete', outcome: 'granted' });
    yield desk.reception({ type: 'return-result', method: 'counter' });
    desk.expect(
      'both agencies have answered',
      desk.dossier.branches.every((b) => b.finishedAt !== undefined),
    );
  },
};

/** Working minutes. */
const TWO_DAYS = 2 * 480;

/** Working minutes after which the time to supply is over, and a little more. */
const AFTERWARDS = 32 * 480;

/** The applicant never answers: reminded, then closed by its time, and the papers go back. */
const unansweredSupplement: Story = {
  ...{ name: 'unanswered-supplement', procedureCode: '1.001193', channel: 'direct', commune: DONG_HOI, minute: 130 },
  *tell(desk) {
    const [content, reason, guidance] = ['Giấy chứng sinh', 'Chưa nộp bản chính', 'Nộp bản chính tại quầy'] as const;
    yield* desk.filed(PEOPLE.father);
    yield desk.accepted({ fees: [], late: false });
    yield desk.reception({ type: 'forward', stepId: 'examination', agencyId: DONG_HOI });
    yield desk.handler({ type: 'request-supplement', items: [{ content, reason, guidance }] });
    yield desk.reception({ type: 'return-result', method: 'counter' }, AFTERWARDS);
    desk.last('applicant-reminded');
    desk.expect('its time closed it', desk.last('stopped').closing === 'supplement-not-supplied');
  },
};

/** An asked department keeps silent: its time passes, and the head of the ward goes on without the answer, with a reason. */
const silentAgency: Story = {
  ...{ name: 'silent-agency', procedureCode: '1.013225', channel: 'direct', commune: DONG_HOI, minute: 145 },
  *tell(desk) {
    const branchId = 'planning-opinion';
    yield* desk.filed(PEOPLE.neighbour);
    yield desk.accepted({ fees: [{ code: 'works-permit' }] });
    yield desk.reception({ type: 'forward', stepId: 'examination', agencyId: DONG_HOI });
    yield desk.handler({ type: 'forward', stepId: 'appraisal', agencyId: DONG_HOI, outcome: 'other-works' }, 60);
    yield desk.handler({ type: 'open-branch', branchId, agencyId: 'H50.13' });
    const allotted = desk.simulated.procedure.steps
      .flatMap((s) => s.branches ?? [])
      .find((b) => b.branchId === branchId);
    const reason = 'Quá hạn trả lời, đã đôn đốc';
    yield desk.head({ type: 'cancel-branch', branchId, reason }, (allotted?.workingHours ?? 0) * 60 + 120);
    desk.expect('the silence is on record', desk.last('branch-cancelled').withoutAnswer === true);
    desk.expect('its head was told', desk.last('deadline-breached').timer.id === branchId);
    yield* desk.finished({ appraisal: 'meets' });
  },
};

/** It was not worked on in time: the head apologises with a new date, and the missed one still counts as missed. */
const lateApology: Story = {
  ...{
    name: 'overdue-with-late-apology',
    procedureCode: '1.013225',
    channel: 'direct',
    commune: DONG_HOI,
    minute: 190,
  },
  *tell(desk) {
    yield* desk.filed(PEOPLE.builder);
    yield desk.accepted({ fees: [{ code: 'house-permit' }] });
    yield desk.reception({ type: 'forward', stepId: 'examination', agencyId: DONG_HOI });
    const promised = desk.dossier.appointmentAt;
    const reason = 'Chuyên viên thẩm định nghỉ ốm, chưa bố trí người thay';
    yield desk.head({ type: 'reappoint', workingHours: 24, reason }, desk.simulated.procedure.workingHours * 60 + 240);
    const { appointment } = desk.last('reappointed');
    desk.expect('the apology is late', appointment.late === true && appointment.previousAt === promised);
    desk.expect('the missed promise stays missed', desk.dossier.overdueSince !== undefined);
    yield* desk.finished({ examination: 'family-house', 'house-appraisal': 'meets' });
    desk.expect('it ends late', desk.last('completed').timeliness === 'overdue');
  },
};

/** A leader decides on force majeure, two days later lifts it: the time in between does not count, and the date moves by it. */
const storm: Story = {
  ...{ name: 'storm', procedureCode: '1.013225', channel: 'direct', commune: DONG_HOI, minute: 220 },
  *tell(desk) {
    const suspensionId = 'bao-so-9';
    yield* desk.filed(PEOPLE.builder);
    yield desk.accepted({ fees: [{ code: 'house-permit' }] });
    yield desk.reception({ type: 'forward', stepId: 'examination', agencyId: DONG_HOI });
    const promised = desk.dossier.appointmentAt ?? '';
    const reason = 'Bão số 9, cơ quan ngừng làm việc';
    yield desk.decided({ type: 'suspend', suspensionId, decision: '15/QĐ-UBND', reason }, 30);
    yield desk.decided({ type: 'lift-suspension', suspensionId, decision: '16/QĐ-UBND' }, TWO_DAYS);
    desk.expect('the date moves', (desk.dossier.appointmentAt ?? '') > promised);
    desk.expect('and says why', desk.dossier.appointments.at(-1)?.reason === 'resumed');
    yield* desk.finished({ examination: 'family-house', 'house-appraisal': 'meets' });
    desk.expect('it is not late', desk.last('completed').timeliness !== 'overdue');
  },
};

export const IN_PROCESSING = [interlinkedBirth, unansweredSupplement, silentAgency, lateApology, storm] as const;
