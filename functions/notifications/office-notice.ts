import { EVENT_TYPES, type EventTypeWith } from '../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import type { Text } from '../../shared/text/text.ts';
import type { Notice, Post } from './notice.ts';
import { momentText } from './notice-texts.ts';

type ForOffices = Extract<RecordedEvent, { type: EventTypeWith<'officeNotice', true> }>;
type OnTransfer = Extract<ForOffices, { type: 'transferred' }>;
type OnDeadline = Exclude<ForOffices, OnTransfer>;

/** A post of an agency. */
export type Office = { readonly agencyId: string; readonly post: Post };

export function tellsOffices(event: RecordedEvent): event is ForOffices {
  return EVENT_TYPES[event.type].officeNotice;
}

/**
 * A transfer is told to the agency that has the dossier now and to the head of the one that had it. A warning goes to the officers of the unit with the work and to their head, a breach to the leader. When a consulted agency
 * is late, the head of the one-stop shop is notified too. Source: Decree 61/2018/NĐ-CP, carried over.
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
  if (event.type === 'deadline-warned') return (['officers', 'head'] as const).map((post) => ({ agencyId, post }));
  const late: Office[] = [{ agencyId, post: 'leader' }];
  return of === 'branch' ? [...late, { agencyId: dossier.receivingAgency, post: 'head' }] : late;
}

const WHAT: Readonly<Record<OnDeadline['timer']['of'], Text>> = {
  appointment: { vi: 'Ngày hẹn trả kết quả của hồ sơ', en: 'The appointment of the dossier' },
  step: { vi: 'Hạn xử lý bước', en: 'The deadline of the step' },
  branch: { vi: 'Hạn trả lời của cơ quan phối hợp', en: 'The deadline of the agency that was asked' },
};

/** Text of an office's notice. Identifies the dossier by its code; officers with access open it in the application. */
export function officeNotice(event: ForOffices, procedureName: Text, post: Post): Notice {
  if (event.type === 'transferred') return transferNotice(event, procedureName, post);
  const warned = event.type === 'deadline-warned';
  const { of, id, at } = event.timer;
  const what = of === 'appointment' ? WHAT[of].vi : `${WHAT[of].vi} “${id}”`;
  const moment = momentText(at);
  return {
    to: post,
    language: 'vi',
    subject: warned ? 'Cảnh báo: hồ sơ sắp đến hạn' : 'Báo cáo: hồ sơ đã quá hạn',
    sentences: [
      warned
        ? `${what} sắp đến: cần xử lý xong hoặc xin lỗi và hẹn lại trước khi quá muộn (mốc cảnh báo ${moment}).`
        : `${what} đã qua lúc ${moment} mà chưa có kết quả.`,
    ],
    about: { procedure: procedureName.vi, code: event.after.dossierCode ?? event.dossierId },
  };
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
    about: { procedure: procedureName.vi, code: event.after.dossierCode ?? event.dossierId },
  };
}
