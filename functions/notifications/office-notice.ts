import { EVENT_TYPES, type EventTypeWith } from '../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import type { Procedure } from '../../shared/procedure/schema.ts';
import type { Text } from '../../shared/text/text.ts';
import { dong } from '../../shared/text/vietnamese.ts';
import type { Notice, Post } from './notice.ts';
import { momentText } from './notice-words.ts';

export type ForOffices = Extract<RecordedEvent, { type: EventTypeWith<'officeNotice', true> }>;
type OnTransfer = Extract<ForOffices, { type: 'transferred' }>;
type OnDeadline = Exclude<ForOffices, OnTransfer>;

/** A post of an agency. */
export type Office = { readonly agencyId: string; readonly post: Post };

export function tellsOffices(event: RecordedEvent): event is ForOffices {
  return EVENT_TYPES[event.type].officeNotice;
}

/**
 * A transfer is told to the agency that has the dossier now and to the head of the one that had it. A warning goes to the
 * officers of the unit with the work and to their head, a breach to the leader. When a consulted agency is late, the head of the
 * one-stop shop is notified too, and when money is to go back, which the one-stop shop pays; when reception has not decided in time on a dossier or a correction, its officers and its head.
 * Source: Decree 61/2018/NĐ-CP, carried over.
 */
export function officesFor(
  event: ForOffices,
  dossier: Pick<Dossier, 'branches' | 'receivingAgency'>,
): readonly Office[] {
  if (event.type === 'transferred') {
    const { agencyId, fromAgency } = event;
    return [
      { agencyId, post: 'officers' },
      { agencyId, post: 'head' },
      { agencyId: fromAgency, post: 'head' },
    ];
  }
  const { of, id } = event.timer;
  const branch = of === 'branch' ? dossier.branches.findLast((b) => b.branchId === id) : undefined;
  const agencyId = branch?.agencyId ?? event.after.agencyId;
  if (of === 'reception' || of === 'correction') {
    return (['officers', 'head'] as const).map((post) => ({ agencyId: dossier.receivingAgency, post }));
  }
  const { receivingAgency } = dossier;
  // The one-stop shop pays back, also while another agency has the dossier.
  const payer = of === 'refund' && receivingAgency !== agencyId ? [receivingAgency] : [];
  if (event.type === 'deadline-warned') {
    return [agencyId, ...payer].flatMap((told) =>
      (['officers', 'head'] as const).map((post) => ({ agencyId: told, post })),
    );
  }
  const late: Office[] = [{ agencyId, post: 'leader' }];
  return of === 'branch' || payer.length > 0 ? [...late, { agencyId: receivingAgency, post: 'head' }] : late;
}

/** Names that the text uses in place of identifiers, as far as the catalogue has them. */
export type OfficeNames = {
  readonly procedure: Pick<Procedure, 'name' | 'steps'>;
  /** The agency of the branch that is due. */
  readonly askedAgency?: Text | undefined;
};

type Deadlines = Pick<Dossier, 'step' | 'completedSteps' | 'branches' | 'refunds'>;

/** When it is due: a warning's own moment is earlier. Undefined when the dossier no longer has that deadline. */
function dueAt({ type, timer, after }: OnDeadline, { step, completedSteps, branches }: Deadlines): string | undefined {
  if (type === 'deadline-breached') return timer.at;
  if (timer.of === 'branch') return branches.findLast(({ branchId }) => branchId === timer.id)?.dueAt;
  if (timer.of === 'appointment') return after.appointmentAt;
  const stays = step === undefined ? completedSteps : [...completedSteps, step];
  return stays.findLast(({ stepId, since }) => stepId === timer.id && since <= timer.at)?.dueAt;
}

/** What is due, when it is not the dossier itself. */
function partOf({ timer: { of, id } }: OnDeadline, { procedure, askedAgency }: OfficeNames): string | undefined {
  if (of === 'appointment' || of === 'reception' || of === 'refund' || of === 'correction') return undefined;
  if (of === 'step') {
    const name = procedure.steps.find(({ stepId }) => stepId === id)?.name.vi;
    return name === undefined ? 'Hạn này là của bước đang xử lý.' : `Hạn này là của bước “${name}”.`;
  }
  const name = procedure.steps.flatMap(({ branches = [] }) => branches).find((b) => b.branchId === id)?.name.vi;
  const work = name === undefined ? 'việc lấy ý kiến' : `nội dung phối hợp “${name}”`;
  return `Hạn này là của ${work}${askedAgency === undefined ? '' : `. Cơ quan được yêu cầu: ${askedAgency.vi}`}.`;
}

/** Undefined when the case was decided, or paid, since. */
const refundOf = ({ timer }: OnDeadline, { refunds }: Deadlines) =>
  timer.of === 'refund' ? refunds.find(({ refundId }) => refundId === timer.id) : undefined;

/** Approved cases are to be paid, others to be decided. */
function whatToRefund(event: OnDeadline, dossier: Deadlines): string {
  const { amount, state } = refundOf(event, dossier) ?? {};
  const money = amount === undefined ? 'khoản tiền phải hoàn trả' : `khoản hoàn trả ${dong(amount)}`;
  const missing = state === 'approved' ? 'được chi trả' : 'được phê duyệt';
  return event.type === 'deadline-breached'
    ? `Quá thời hạn lúc ${momentText(event.timer.at)} mà ${money} chưa ${missing}.`
    : `Sắp đến hạn xử lý: ${money} chưa ${missing}.`;
}

function whatToDo(event: OnDeadline, due: string | undefined): string {
  if (event.timer.of === 'reception') {
    return `Hồ sơ đã quá thời hạn tiếp nhận, từ chối hoặc yêu cầu bổ sung lúc ${momentText(event.timer.at)}.`;
  }
  if (event.timer.of === 'correction') {
    return `Đề nghị chỉnh sửa thông tin hồ sơ chưa được giải quyết; thời hạn là ${momentText(event.timer.at)}.`;
  }
  if (event.type === 'deadline-breached')
    return `Hồ sơ đã quá hạn lúc ${momentText(event.timer.at)} mà chưa có kết quả.`;
  const soon = due === undefined ? 'Hồ sơ sắp đến hạn' : `Hồ sơ sẽ đến hạn lúc ${momentText(due)}`;
  return event.timer.of === 'branch'
    ? `${soon}; đề nghị trả lời đúng hạn.`
    : `${soon}; đề nghị xử lý hoặc thực hiện xin lỗi, hẹn lại theo quy định.`;
}

/** Text of an office's notice. Identifies the dossier by its code; officers with access open it in the application. */
export function officeNotice(event: ForOffices, dossier: Deadlines, names: OfficeNames, post: Post): Notice {
  if (event.type === 'transferred') return transferNotice(event, names.procedure.name, post);
  const about = { procedure: names.procedure.name.vi, code: event.after.dossierCode };
  if (event.timer.of === 'refund') {
    const subject =
      event.type === 'deadline-warned' ? 'Cảnh báo: khoản hoàn trả sắp đến hạn' : 'Báo cáo: khoản hoàn trả quá hạn';
    return { to: post, language: 'vi', subject, sentences: [whatToRefund(event, dossier)], about };
  }
  const part = partOf(event, names);
  return {
    to: post,
    language: 'vi',
    subject: subjectOf(event),
    sentences: [whatToDo(event, dueAt(event, dossier)), ...(part === undefined ? [] : [part])],
    about,
  };
}

function subjectOf({ type, timer }: OnDeadline): string {
  if (timer.of === 'correction') return 'Nhắc việc: đề nghị chỉnh sửa thông tin chưa được giải quyết';
  return type === 'deadline-warned' ? 'Cảnh báo: hồ sơ sắp đến hạn' : 'Báo cáo: hồ sơ đã quá hạn';
}

function transferNotice(event: OnTransfer, procedureName: Text, post: Post): Notice {
  const why = event.cause === 'competence' ? 'đến Bộ phận Một cửa có thẩm quyền' : 'đến cơ quan kế thừa';
  const promised = event.after.appointmentAt;
  return {
    to: post,
    language: 'vi',
    subject: 'Hồ sơ được chuyển giữa hai cơ quan',
    sentences: [
      `Hồ sơ được chuyển ${why}.`,
      ...(promised === undefined ? [] : [`Thời gian hẹn trả kết quả: ${momentText(promised)}.`]),
    ],
    about: { procedure: procedureName.vi, code: event.after.dossierCode },
  };
}
