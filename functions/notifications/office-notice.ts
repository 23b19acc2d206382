import { EVENT_TYPES, type EventTypeWith } from '../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import type { Text } from '../../shared/text/text.ts';
import type { Notice, Post } from './notice.ts';
import { momentText } from './notice-texts.ts';

type OnDeadline = Extract<RecordedEvent, { type: EventTypeWith<'officeNotice', true> }>;

/** A post of an agency. */
export type Office = { readonly agencyId: string; readonly post: Post };

export function tellsOffices(event: RecordedEvent): event is OnDeadline {
  return EVENT_TYPES[event.type].officeNotice;
}

/**
 * A warning goes to the officers of the unit with the work and to their head, a breach to the leader. When a consulted agency
 * is late, the head of the one-stop shop is notified too; when reception has not decided in time, its officers and its head.
 * Source: Decree 61/2018/NĐ-CP, carried over.
 */
export function officesFor(
  event: OnDeadline,
  dossier: Pick<Dossier, 'branches' | 'receivingAgency'>,
): readonly Office[] {
  const { of, id } = event.timer;
  const branch = of === 'branch' ? dossier.branches.findLast((b) => b.branchId === id) : undefined;
  const agencyId = branch?.agencyId ?? event.after.agencyId;
  if (of === 'reception') {
    return (['officers', 'head'] as const).map((post) => ({ agencyId: dossier.receivingAgency, post }));
  }
  if (event.type === 'deadline-warned') return (['officers', 'head'] as const).map((post) => ({ agencyId, post }));
  const late: Office[] = [{ agencyId, post: 'leader' }];
  return of === 'branch' ? [...late, { agencyId: dossier.receivingAgency, post: 'head' }] : late;
}

const WHAT: Readonly<Record<OnDeadline['timer']['of'], Text>> = {
  appointment: { vi: 'Ngày hẹn trả kết quả của hồ sơ', en: 'The appointment of the dossier' },
  step: { vi: 'Hạn xử lý bước', en: 'The deadline of the step' },
  reception: {
    vi: 'Thời hạn tiếp nhận, từ chối hoặc yêu cầu bổ sung hồ sơ',
    en: 'The time to accept, reject or have the dossier supplemented',
  },
  branch: { vi: 'Hạn trả lời của cơ quan phối hợp', en: 'The deadline of the agency that was asked' },
};

/** Text of an office's notice. Identifies the dossier by its code; officers with access open it in the application. */
export function officeNotice(event: OnDeadline, procedureName: Text, post: Post): Notice {
  const warned = event.type === 'deadline-warned';
  const { of, id, at } = event.timer;
  const what = of === 'appointment' || of === 'reception' ? WHAT[of].vi : `${WHAT[of].vi} “${id}”`;
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
