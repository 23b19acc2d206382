import type { Command } from '../../../shared/dossier/commands.ts';
import { type Dossier, openBranches } from '../../../shared/dossier/state.ts';
import { type ActorName, WARD } from './world.ts';

const RIGHT_HAND: Partial<Record<Command['type'], ActorName>> = {
  'create-draft': 'owner',
  submit: 'owner',
  declare: 'owner',
  supplement: 'owner',
  'request-withdrawal': 'owner',
  'remove-document': 'owner',
  accept: 'reception',
  reject: 'reception',
  'record-counter-payment': 'reception',
  'correct-receipt-number': 'reception',
  'return-result': 'reception',
  'approve-refund': 'receptionLeader',
  'refuse-refund': 'receptionLeader',
  'record-refund': 'reception',
  'reopen-refund': 'receptionLeader',
  'send-reminder': 'reception',
  'add-note': 'reception',
  correct: 'administrator',
  'report-status': 'ministry',
  'change-draft': 'owner',
  'delete-draft': 'owner',
  'correct-particulars': 'reception',
  'refuse-correction': 'reception',
  'request-correction': 'owner',
  'change-filer': 'owner',
  'confirm-identity': 'reception',
  'change-contact': 'system',
  'attach-document': 'system',
  'import-dossier': 'system',
  'record-payment': 'system',
  'record-shipment-event': 'system',
  'fire-timer': 'system',
  'record-form': 'system',
  suspend: 'system',
  'lift-suspension': 'system',
};
const LEADERS: readonly Command['type'][] = [
  'stop',
  'close',
  'resume',
  'decide-withdrawal',
  'assign',
  'reappoint',
  'recalculate-appointment',
];

/** The actor whose act a command is. */
export function fitting(dossier: Dossier | undefined, wanted: Command): ActorName {
  if (wanted.type === 'finish-branch') {
    const branch = dossier && openBranches(dossier).find((b) => b.branchId === wanted.branchId);
    return branch?.agencyId === WARD.agencyId ? 'wardLeader' : 'taxOfficer';
  }
  const atDesk = dossier !== undefined && dossier.channel !== 'online';
  const alone = wanted.type === 'request-correction' || wanted.type === 'change-filer';
  if (atDesk && !alone && RIGHT_HAND[wanted.type] === 'owner') return 'reception';
  const step = dossier?.step;
  const desk =
    step === undefined
      ? 'reception'
      : step.stepId === 'sign' || LEADERS.includes(wanted.type)
        ? 'approver'
        : step.assignee === 'colleague'
          ? 'colleague'
          : 'handler';
  return RIGHT_HAND[wanted.type] ?? desk;
}
