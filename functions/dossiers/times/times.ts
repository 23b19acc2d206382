import type { Appointment, AppointmentReason } from '../../../shared/dossier/appointment.ts';
import { textsFor } from '../../../shared/dossier/audiences.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import type { DirectoryEntry } from '../../../shared/procedure/directory.ts';
import type { Procedure } from '../../../shared/procedure/schema.ts';
import type { Language, Text } from '../../../shared/text/text.ts';
import { MOST_WORDS, momentText, wordsIn, workingText } from '../next/words.ts';
import type { Span, SpentOn, TimeBeside, TimeSpent } from './time-spent.ts';

export type Known = {
  readonly agencies: readonly DirectoryEntry[];
  readonly procedure: Procedure | undefined;
  readonly language: Language;
};

/** Where the time went, as sentences with the figures that they are made of. */
export function timesOf(spent: TimeSpent, log: readonly RecordedEvent[], known: Known) {
  const { language } = known;
  const named = (agencyId: string) => ({ agencyId, name: nameOf(known, agencyId)[language] });
  const longest = spent.spans.filter(({ counted }) => counted).toSorted((a, b) => b.workingMinutes - a.workingMinutes);
  const { from, until, open, workingMinutes, agencyId, calendarVersion } = spent;
  return {
    ...{ from, until, open, workingMinutes, calendarVersion, countedBy: named(agencyId) },
    sentence: wholeSentence(spent, longest[0], known)[language],
    spans: spent.spans.map((span) => {
      const { agencyId: holder, ...shown } = span;
      return { ...shown, agency: named(holder), sentence: spanSentence(span, known)[language] };
    }),
    beside: spent.beside.map((work) => {
      const { agencyId: asked, ...shown } = work;
      return { ...shown, agency: named(asked), sentence: besideSentence(work, known)[language] };
    }),
    appointments: appointmentsIn(log).map(({ event, appointment }) => {
      const [reason] = textsFor(event, ['applicant']).filter(({ field }) => field === 'reason');
      const { appointmentAt, confirmed } = appointment;
      return {
        ...{ appointmentAt, confirmed, sentence: appointmentSentence(appointment)[language] },
        ...(reason !== undefined && { reason: reason.text }),
      };
    }),
  };
}

const OFFICE: Text = { vi: 'Cơ quan giải quyết', en: 'The agency in charge' };
const nameOf = ({ agencies }: Known, agencyId: string): Text =>
  agencies.find((agency) => agency.agencyId === agencyId)?.name ?? OFFICE;

/** What each kind of time is called: `who` is the agency's name, `time` how long. */
const ON: Readonly<Record<SpentOn, (who: Text, time: Text, step: Text) => Text>> = {
  reception: (who, time) => ({ vi: `${who.vi} tiếp nhận trong ${time.vi}`, en: `${who.en} received it: ${time.en}` }),
  processing: (who, time, step) => ({
    vi: `${who.vi} giải quyết${step.vi} trong ${time.vi}`,
    en: `${who.en} worked on it${step.en}: ${time.en}`,
  }),
  supplement: (who, time) => ({
    vi: `Chờ người nộp bổ sung cho ${who.vi} trong ${time.vi}`,
    en: `The applicant was to supply what ${who.en} asked for: ${time.en}`,
  }),
  payment: (_, time) => ({ vi: `Chờ đóng phí, lệ phí trong ${time.vi}`, en: `Fees were to be paid: ${time.en}` }),
  suspension: (_, time) => ({
    vi: `Thời hạn tạm dừng vì bất khả kháng trong ${time.vi}`,
    en: `Time limits stood because of force majeure: ${time.en}`,
  }),
  withdrawal: (who, time) => ({
    vi: `${who.vi} xem xét đề nghị rút hồ sơ trong ${time.vi}`,
    en: `${who.en} considered the request for withdrawal: ${time.en}`,
  }),
  stopped: (who, time) => ({
    vi: `${who.vi} dừng giải quyết trong ${time.vi}`,
    en: `${who.en} had stopped: ${time.en}`,
  }),
  return: (_, time) => ({ vi: `Kết quả chờ trả trong ${time.vi}`, en: `The result waited to be returned: ${time.en}` }),
  ended: (_, time) => ({
    vi: `Hồ sơ đã kết thúc rồi được mở lại sau ${time.vi}`,
    en: `The dossier was closed and opened again: ${time.en}`,
  }),
};

const stop = ({ vi, en }: Text): Text => ({ vi: `${vi}.`, en: `${en}.` });

function spanSentence(span: Span, known: Known): Text {
  const name = known.procedure?.steps.find(({ stepId }) => stepId === span.stepId)?.name;
  const step = name === undefined ? NONE : { vi: ` bước ${name.vi}`, en: ` (${name.en})` };
  const time = workingText(span.workingMinutes);
  const who = nameOf(known, span.agencyId);
  const write = (by: Text, at: Text) => stop(ON[span.on](by, time, at));
  return [write(who, step), write(who, NONE)].find(isShort) ?? write(OFFICE, NONE);
}

const NONE: Text = { vi: '', en: '' };
const isShort = ({ vi, en }: Text) => Math.max(wordsIn(vi), wordsIn(en)) <= MOST_WORDS;

function wholeSentence({ workingMinutes, open }: TimeSpent, longest: Span | undefined, known: Known): Text {
  const whole = workingText(workingMinutes);
  const start = open
    ? { vi: `Từ khi nộp đến nay là ${whole.vi}`, en: `Since submission: ${whole.en}` }
    : { vi: `Từ khi nộp đến khi kết thúc là ${whole.vi}`, en: `From submission to the end: ${whole.en}` };
  if (longest === undefined || longest.workingMinutes === 0) return stop(start);
  const most = workingText(longest.workingMinutes);
  const who = nameOf(known, longest.agencyId);
  return {
    vi: `${start.vi}. Lâu nhất ở ${who.vi}: ${most.vi}.`,
    en: `${start.en}. Longest at ${who.en}: ${most.en}.`,
  };
}

function besideSentence({ agencyId, workingMinutes, until, late }: TimeBeside, known: Known): Text {
  const who = nameOf(known, agencyId);
  const time = workingText(workingMinutes);
  const over = late ? { vi: ', quá hạn', en: ', late' } : { vi: '', en: '' };
  return until === undefined
    ? {
        vi: `${who.vi} chưa trả lời sau ${time.vi}${over.vi}.`,
        en: `${who.en} has not answered: ${time.en}${over.en}.`,
      }
    : { vi: `${who.vi} trả lời sau ${time.vi}${over.vi}.`, en: `${who.en} answered: ${time.en}${over.en}.` };
}

/** Why there is a date, or another one. */
const WHY: Readonly<Record<AppointmentReason, Text>> = {
  accepted: { vi: 'khi tiếp nhận', en: 'at acceptance' },
  received: { vi: 'khi cơ quan giải quyết nhận hồ sơ', en: 'when the competent agency received it' },
  supplemented: { vi: 'sau khi bổ sung', en: 'after the supplement' },
  paid: { vi: 'sau khi đóng phí, lệ phí', en: 'after the payment' },
  resumed: { vi: 'khi giải quyết tiếp', en: 'when processing went on' },
  reappointed: { vi: 'khi xin lỗi và hẹn lại', en: 'with an apology' },
  recalculated: { vi: 'khi tính lại theo lịch làm việc mới', en: 'by the new working calendar' },
};

function appointmentSentence({ appointmentAt, from, workingMinutes, reason, rule }: Appointment): Text {
  const promised = momentText(appointmentAt);
  const start = momentText(from);
  if (rule === 'same-day') {
    return {
      vi: `Hẹn trả trong ngày ${WHY[reason].vi}: ${promised.vi}. Thời hạn được tính từ ${start.vi}.`,
      en: `Promised for the same day ${WHY[reason].en}: ${promised.en}. That is counted from ${start.en}.`,
    };
  }
  const time = workingText(workingMinutes);
  return {
    vi: `Hẹn trả ${WHY[reason].vi}: ${promised.vi}. Thời hạn được tính ${time.vi} từ ${start.vi}.`,
    en: `Promised ${WHY[reason].en}: ${promised.en}. That is ${time.en} from ${start.en}.`,
  };
}

type Promising = { readonly event: RecordedEvent; readonly appointment: Appointment };

const appointmentsIn = (log: readonly RecordedEvent[]): readonly Promising[] =>
  log.flatMap((event) =>
    'appointment' in event && event.appointment !== undefined ? [{ event, appointment: event.appointment }] : [],
  );
