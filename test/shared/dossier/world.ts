import type { Command } from '../../../shared/dossier/commands.ts';
import type { Decision } from '../../../shared/dossier/decision.ts';
import type { HandedOver } from '../../../shared/dossier/handed-over.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { local } from '../calendar/world.ts';
import { at, draft, History, REQUEST_PAPER, uuidOf, type World } from './history.ts';
import { DEPARTMENT, GRAPH, PROCEDURE } from './procedures.ts';

export * from './history.ts';

/** What reception declares for a dossier at the counter. */
export const HANDED_OVER = { papers: [{ component: 'request', original: 1 }], sets: 1 } satisfies HandedOver;
export const ACCEPT_AT_COUNTER = { type: 'accept', handedOver: HANDED_OVER } as const satisfies Command;

const draftOf = ({ applicant }: World = {}) => draft(applicant && { applicant });

export const draftWithPaper = (world?: World) =>
  new History(world)
    .must('owner', { type: 'create-draft', draft: draftOf(world) })
    .must('system', { type: 'attach-document', document: REQUEST_PAPER });

export const submitted = (world?: World) => draftWithPaper(world).must('owner', { type: 'submit' });

export const accepted = (world?: World) =>
  submitted(world).must('reception', { type: 'accept', assessment: { fees: [{ code: 'fee' }] } });

/** Accepted at exactly this moment, submitted just before. */
export const acceptedAt = (local: string, world?: World) => {
  const history = new History(world).when(local);
  history.minute -= 3;
  return history
    .must('owner', { type: 'create-draft', draft: draftOf(world) })
    .must('system', { type: 'attach-document', document: REQUEST_PAPER })
    .must('owner', { type: 'submit' })
    .must('reception', { type: 'accept', assessment: { fees: [{ code: 'fee' }] } });
};

const toFirstStep = (history: History) => {
  const stepId = (history.world.procedure ?? PROCEDURE).steps[0]?.stepId ?? '';
  return history.must('reception', { type: 'forward', stepId, agencyId: DEPARTMENT.agencyId });
};

/** In the first step, at the department. */
export const inProcessing = (world?: World) => toFirstStep(accepted(world));

/** In the survey, the step of {@link GRAPH} that has it all. */
export const inSurvey = (world: World = {}) => inProcessing({ procedure: GRAPH, ...world });

export const atLastStep = () =>
  inProcessing().must('handler', { type: 'forward', stepId: 'sign', agencyId: DEPARTMENT.agencyId });

export const RESULT_PAPER = {
  ...REQUEST_PAPER,
  documentId: uuidOf(901),
  kind: 'result',
  component: 'result',
} as const;

export const completed = () =>
  atLastStep()
    .must('system', { type: 'attach-document', document: RESULT_PAPER })
    .must('approver', { type: 'complete', outcome: 'granted' });

export const ITEMS = [{ content: 'Tờ khai', reason: 'Mờ', guidance: 'Chụp lại' }];

export const VERIFICATION = {
  type: 'record-verification',
  verifiedAt: at(0),
  place: 'Thửa đất số 12, thôn 1',
  participants: ['Cán bộ địa chính', 'Chủ đất'],
  content: 'Đúng hiện trạng',
} as const satisfies Command;

export const codeOf = (decision: Decision) => (decision.ok ? 'accepted' : decision.rejection.code);

/** Appointments as people read them, the oldest first. */
export const promises = ({ appointments }: Dossier) =>
  appointments.map((a) => `${a.reason} ${local(a.appointmentAt)}${a.previousAt ? ` was ${local(a.previousAt)}` : ''}`);

/** Accepted on Friday 20 November at 08:00 for 48 hours, at the department one minute later. */
export const underWay = (world?: World) =>
  acceptedAt('2026-11-20 08:00', world).must('reception', {
    type: 'forward',
    stepId: 'examine',
    agencyId: DEPARTMENT.agencyId,
  });
