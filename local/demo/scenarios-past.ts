import type { Command } from '../../shared/dossier/commands.ts';
import type { Environment } from '../launcher/environment.ts';
import { AtAnotherTime, officer, pollDeadlines } from './another-time.ts';
import { originalsOf } from './handed-over.ts';
import type { PlanName } from './plans.ts';
import type { Scenario } from './scenario.ts';
import { housePermitted } from './scenarios-counter.ts';
import type { Stage } from './stage.ts';
import { Walk } from './walk.ts';

const DAY_MS = 86_400_000;
const DESK = 'H50.20.1';
const COMMUNE = 'H50.20';
/** Of the province's file: merged into Đông Hà on 1 July 2025. */
const MERGED = { desk: 'H50.24.1', commune: 'H50.24' };
const LAST_WEEK = new Date('2025-06-25T02:00:00.000Z');
const reception = officer(DESK, 'reception');
const handler = officer(COMMUNE, 'handler');

/** A dossier of that many days ago, and the walk that goes on with it today. */
async function begun(stage: Stage, environment: Environment, plan: PlanName, days: number, acts: readonly Command[]) {
  const walk = new Walk(stage, { plan, channel: 'direct', citizen: 'cong-dan-binh' });
  const past = new AtAnotherTime(environment, new Date(Date.now() - days * DAY_MS));
  walk.dossierId = past.dossierId;
  const { procedureCode, usual, required, steps } = walk.plan;
  await past.filed(procedureCode);
  await past.ask(reception, { type: 'accept', assessment: usual, handedOver: originalsOf(required) });
  const [first] = steps;
  await past.ask(reception, { type: 'forward', stepId: first?.stepId ?? '', agencyId: COMMUNE });
  for (const act of acts) await past.ask(handler, act);
  await pollDeadlines(environment);
  return walk;
}

/**
 * Cases of the counter day that take weeks: through the same rules, store and table with another clock until today; then the
 * poller fires the deadlines that have passed, and people go on through the API.
 */
export const pastScenarios = (environment: Environment): readonly Scenario[] => [
  {
    title: 'A supplement that never came: closed by its time',
    ends: 'returned',
    play: async (stage) => {
      const items = [{ content: 'Giấy chứng sinh', reason: 'Chưa nộp bản chính', guidance: 'Nộp bản chính tại quầy' }];
      const walk = await begun(stage, environment, 'birth', 90, [{ type: 'request-supplement', items }]);
      return (await walk.reaches('stopped')).returnResult();
    },
  },
  {
    title: 'An asked department keeps silent: its branch is cancelled',
    ends: 'returned',
    play: async (stage) => {
      const branchId = 'planning-opinion';
      const walk = await begun(stage, environment, 'permit', 60, [
        { type: 'forward', stepId: 'appraisal', agencyId: COMMUNE, outcome: 'other-works' },
        { type: 'open-branch', branchId, agencyId: 'H50.13' },
        { type: 'open-branch', branchId: 'fire-safety-opinion', agencyId: 'H50.31' },
      ]);
      await walk.happened('deadline-breached');
      const answer = { type: 'finish-branch', branchId: 'fire-safety-opinion', result: 'done', note: 'Đủ điều kiện' };
      await walk.act('can-bo-cong-an-tinh', answer);
      const [first, , signature] = walk.plan.steps;
      const reason = 'Quá hạn trả lời, đã đôn đốc';
      await walk.act(walk.plan.leader, { type: 'cancel-branch', branchId, reason });
      const verification = {
        verifiedAt: new Date().toISOString(),
        place: 'Thửa đất số 12',
        content: 'Đúng hiện trạng',
      };
      const by = first?.officer ?? '';
      await walk.act(by, { type: 'record-verification', ...verification, participants: ['Chủ hồ sơ'] });
      const { stepId = '', agencyId = '' } = signature ?? {};
      await walk.act(by, { type: 'forward', stepId, agencyId, outcome: 'meets' });
      return (await walk.complete()).returnResult();
    },
  },
  {
    title: 'Overdue, with a late apology and a new date',
    ends: 'returned',
    play: async (stage) => {
      const walk = await begun(stage, environment, 'permit', 60, []);
      await walk.happened('deadline-breached');
      const reason = 'Chuyên viên thẩm định nghỉ ốm, chưa bố trí người thay';
      await walk.act(walk.plan.leader, { type: 'reappoint', workingHours: 24, reason });
      return housePermitted(walk);
    },
  },
  {
    title: 'Its commune was merged: moved to the successor, who finishes it',
    ends: 'returned',
    play: async (stage) => {
      const walk = new Walk(stage, { plan: 'merged', channel: 'direct', citizen: 'cong-dan-an' });
      const past = new AtAnotherTime(environment, LAST_WEEK);
      walk.dossierId = past.dossierId;
      await past.accepted(MERGED.desk);
      const toExamination = { type: 'forward', stepId: 'examination', agencyId: MERGED.commune } as const;
      await past.ask(officer(MERGED.desk, 'reception'), toExamination);
      const { dossierCode } = await walk.read();
      for (const agencyId of [MERGED.desk, MERGED.commune]) {
        await walk.act('quan-tri', { type: 'move-to-successor', agencyId });
      }
      const moved = await walk.read();
      if (moved.receivingAgency !== walk.plan.reception.agencyId || moved.dossierCode !== dossierCode) {
        throw new Error(`${moved.dossierCode} is at ${moved.receivingAgency}`);
      }
      const [examination, ...others] = walk.plan.steps;
      for (const { stepId, agencyId } of others) {
        await walk.act(examination?.officer ?? '', { type: 'forward', stepId, agencyId });
      }
      return (await walk.complete()).returnResult();
    },
  },
];
