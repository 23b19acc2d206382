import type { Command } from '../../../shared/dossier/commands.ts';
import { type Dossier, openBranches, openObligation } from '../../../shared/dossier/state.ts';
import { type DossierStatus, isFinal, STATUS_NAMES, STATUSES } from '../../../shared/dossier/status.ts';
import { timersOf } from '../../../shared/dossier/timers.ts';
import { type ActorName, SECOND_RECEPTION } from './world.ts';

/** Ordinary roles; an administrator is none of them. */
type Role = 'applicant' | 'reception' | 'head' | 'officer' | 'timer' | 'ministry';

export type Way = {
  readonly by: Role;
  readonly command: Command['type'];
  /** The status it leads to; several: before and after acceptance. */
  readonly to: readonly DossierStatus[];
  /** When it is open; as the table says it. */
  readonly when: string;
  /** The command for this dossier; undefined: not now. */
  readonly make: (dossier: Dossier) => Command | undefined;
};

const close = (...to: Way['to']): Way => ({
  by: 'head',
  command: 'close',
  to,
  when: 'the applicant died, the organisation was dissolved, a duplicate, an abolished procedure',
  make: () => ({ type: 'close', ground: 'procedure-abolished', legalGround: 'Quyết định 12/QĐ-UBND' }),
});
const WITHDRAW: Way = {
  by: 'applicant',
  command: 'request-withdrawal',
  to: ['withdrawal-requested'],
  when: 'the applicant wants it back',
  make: () => ({ type: 'request-withdrawal', reason: 'Đổi ý' }),
};
const STOP: Way = {
  by: 'head',
  command: 'stop',
  to: ['stopped'],
  when: 'another ground, in their own words; only after acceptance',
  make: ({ acceptedAt }) => (acceptedAt === undefined ? undefined : { type: 'stop', ground: 'Tòa án yêu cầu' }),
};
const PAPERS: Way = {
  by: 'reception',
  command: 'return-result',
  to: ['returned'],
  when: 'papers and money are given back',
  make: () => ({ type: 'return-result', method: 'counter' }),
};
const REPORT: Way = {
  by: 'ministry',
  command: 'report-status',
  to: ['returned'],
  when: "only a dossier that a ministry's system processes: what that system reports",
  make: ({ createdAt }) => ({ type: 'report-status', toStatus: 'returned', occurredAt: createdAt }),
};
const waited = (of: 'supplement' | 'payment'): Way => ({
  by: 'timer',
  command: 'fire-timer',
  to: ['rejected', 'stopped'],
  when: "the applicant's time to answer is over (procedure; default 30 working days), after a reminder",
  make(dossier) {
    const timer = timersOf(dossier).find((t) => t.of === of && t.kind === 'breach');
    return timer && { type: 'fire-timer', timer };
  },
});

/** Ways out of every status without an administrator; a status without one does not compile, and one that fails is named. */
export const WAYS_OUT: Readonly<Record<DossierStatus, readonly Way[]>> = {
  draft: [
    {
      by: 'applicant',
      command: 'submit',
      to: ['submitted'],
      when: 'its required papers are there',
      make: () => ({ type: 'submit' }),
    },
  ],
  submitted: [
    {
      by: 'reception',
      command: 'reject',
      to: ['rejected'],
      when: 'it cannot be accepted',
      make: () => ({ type: 'reject', legalGround: 'Điều 17', reason: 'Không thuộc thẩm quyền' }),
    },
    close('rejected'),
    WITHDRAW,
    REPORT,
  ],
  accepted: [close('stopped'), STOP, WITHDRAW, REPORT],
  'in-processing': [
    close('stopped'),
    STOP,
    WITHDRAW,
    {
      by: 'officer',
      command: 'cancel-branch',
      to: ['in-processing'],
      when: 'an agency was asked by mistake, or keeps silent: no open branch holds it',
      make(dossier) {
        const [branch] = openBranches(dossier);
        return branch && { type: 'cancel-branch', branchId: branch.branchId, reason: 'Gửi nhầm' };
      },
    },
    REPORT,
  ],
  'supplement-required': [waited('supplement'), close('rejected', 'stopped'), STOP, WITHDRAW, REPORT],
  'payment-required': [
    waited('payment'),
    {
      by: 'officer',
      command: 'cancel-payment',
      to: ['submitted', 'accepted', 'in-processing'],
      when: 'it was asked for by mistake',
      make(dossier) {
        const obligation = openObligation(dossier);
        return obligation && { type: 'cancel-payment', obligationId: obligation.obligationId, reason: 'Nhầm' };
      },
    },
    close('rejected', 'stopped'),
    STOP,
    WITHDRAW,
    REPORT,
  ],
  'withdrawal-requested': [
    {
      by: 'head',
      command: 'decide-withdrawal',
      to: ['returned'],
      when: 'it is granted',
      make: () => ({ type: 'decide-withdrawal', granted: true }),
    },
    close('stopped'),
  ],
  stopped: [PAPERS, REPORT],
  completed: [
    {
      by: 'reception',
      command: 'return-result',
      to: ['returned'],
      when: 'the result is handed over, or sent',
      make: () => ({ type: 'return-result', method: 'counter' }),
    },
    REPORT,
  ],
  rejected: [],
  returned: [],
};

/** Who of the test's world has the role. */
export function actorFor({ by }: Way, { step, receivingAgency, unconfirmed }: Dossier): ActorName {
  const reception = receivingAgency === SECOND_RECEPTION.agencyId ? 'otherReception' : 'reception';
  switch (by) {
    case 'applicant':
      // Who is not confirmed has the counter do it.
      return unconfirmed?.includes('applicant') ? reception : 'owner';
    case 'reception':
      return reception;
    case 'head':
      return step === undefined ? reception : 'approver';
    case 'officer':
      // Whose step it is: the first is worked by the department's officers, what follows by its head.
      if (step === undefined) return reception;
      return step.stepId === 'examine' ? 'handler' : 'approver';
    case 'timer':
      return 'system';
    case 'ministry':
      return 'ministry';
  }
}

const WHO: Readonly<Record<Role, string>> = {
  applicant: 'applicant',
  reception: 'reception',
  head: 'reception, or the head of the agency that has it',
  officer: 'the agency that asked',
  timer: 'the clock',
  ministry: "the ministry's system",
};

const called = (status: DossierStatus) => `${STATUSES[status].code ?? '–'} \`${status}\``;

/** The table of `docs/ways-out.md`. */
export const waysTable = (): string =>
  [
    '| status | by | command | when | leads to |',
    '|---|---|---|---|---|',
    ...STATUS_NAMES.flatMap((status) =>
      isFinal(status)
        ? [`| ${called(status)} | | | final | |`]
        : WAYS_OUT[status].map(
            ({ by, command, when, to }) =>
              `| ${called(status)} | ${WHO[by]} | \`${command}\` | ${when} | ${to.map(called).join(', ')} |`,
          ),
    ),
  ].join('\n');
