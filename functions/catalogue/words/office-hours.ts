import type { Week } from '../../../shared/calendar/schema.ts';
import type { Language, Text } from '../../../shared/text/text.ts';

/** The hours of a plain week, one sentence for each kind of day. */
export function hoursInWords({ monToFri, saturday }: Week, language: Language): readonly string[] {
  const texts: readonly Text[] = [
    {
      vi: `Thứ Hai đến thứ Sáu: ${between(monToFri, 'vi')}.`,
      en: `Monday to Friday: ${between(monToFri, 'en')}.`,
    },
    saturday === undefined
      ? { vi: 'Thứ Bảy, Chủ nhật và ngày lễ: nghỉ.', en: 'Closed on Saturdays, Sundays and holidays.' }
      : {
          vi: `Thứ Bảy: ${between(saturday, 'vi')}. Chủ nhật và ngày lễ: nghỉ.`,
          en: `Saturday: ${between(saturday, 'en')}. Closed on Sundays and holidays.`,
        },
  ];
  return texts.map((text) => text[language]);
}

const between = (sessions: Week['monToFri'], language: Language) =>
  sessions
    .map(([from, to]) => ({ vi: `từ ${from} đến ${to}`, en: `${from} to ${to}` })[language])
    .join({ vi: ' và ', en: ' and ' }[language]);
