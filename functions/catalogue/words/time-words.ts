import type { Language, Text } from '../../../shared/text/text.ts';
import { numberText } from '../../../shared/text/vietnamese.ts';

/** Working hours of a working day (Labour Code 2019, article 105). */
const WORKING_DAY = 8;

/** Whole working days that so many working hours take; a part of a day counts as a day. */
export const workingDays = (hours: number): number => Math.ceil(hours / WORKING_DAY);

/** A time in the words of the law: `3 ngày làm việc`, `4 giờ làm việc`. */
export function hoursText(hours: number, language: Language): string {
  const days = hours / WORKING_DAY;
  const whole = Number.isInteger(days);
  return whole
    ? { vi: `${numberText(days)} ngày làm việc`, en: days === 1 ? '1 working day' : `${days} working days` }[language]
    : { vi: `${numberText(hours)} giờ làm việc`, en: hours === 1 ? '1 working hour' : `${hours} working hours` }[
        language
      ];
}

/** A minute of the day as on a clock, `15:00`. */
export const clockText = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

type Timed = {
  readonly workingHours: number;
  readonly sameDay?: boolean | undefined;
  readonly immediate?: boolean | undefined;
};

/** When the result is given. @param until last minute of the day at which a same-day procedure is still due on it, `15:00` */
export function timeText(timed: Timed, until: string, language: Language): string {
  return textOf(timed, until)[language];
}

function textOf({ workingHours, sameDay, immediate }: Timed, until: string): Text {
  if (immediate === true) {
    return { vi: 'Trả kết quả ngay tại quầy', en: 'The result is given while you wait' };
  }
  if (sameDay === true) {
    return {
      vi: `Trong ngày tiếp nhận. Hồ sơ tiếp nhận sau ${until} thì trả kết quả trong ngày làm việc tiếp theo.`,
      en: `On the day of reception; a dossier received after ${until} is finished on the next working day.`,
    };
  }
  return {
    vi: `Trong ${hoursText(workingHours, 'vi')}`,
    en: `Within ${hoursText(workingHours, 'en')}`,
  };
}

type Stopping = { readonly paymentStopsClock: boolean; readonly afterSupplement: 'restart' | 'resume' };

/** How the time is counted: one sentence each. */
export function countedTexts({ paymentStopsClock, afterSupplement }: Stopping, language: Language): readonly string[] {
  const texts: readonly Text[] = [
    {
      vi: 'Thời gian tính từ khi Bộ phận Một cửa tiếp nhận hồ sơ đầy đủ, không tính ngày nghỉ và ngày lễ.',
      en: 'Time counts from when the one-stop shop accepts a complete dossier, without weekends and holidays.',
    },
    afterSupplement === 'restart'
      ? {
          vi: 'Khi phải bổ sung hồ sơ, thời gian được tính lại từ khi nhận đủ giấy tờ bổ sung.',
          en: 'When papers have to be supplied, time starts again once they are there.',
        }
      : {
          vi: 'Khi phải bổ sung hồ sơ, thời gian tạm dừng đến khi nhận đủ giấy tờ bổ sung.',
          en: 'When papers have to be supplied, time stops until they are there.',
        },
    ...(paymentStopsClock
      ? [
          {
            vi: 'Thời gian chờ nộp phí, lệ phí không tính vào thời gian giải quyết.',
            en: 'Waiting for a payment does not count.',
          },
        ]
      : []),
  ];
  return texts.map((text) => text[language]);
}
