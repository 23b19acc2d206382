import { EVENT_TYPES } from '../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import type { Language, Text } from '../../shared/text/text.ts';
import { NOTICE_TEXTS } from './notice-texts.ts';
import type { ApplicantNoticeType, EventOf, NoticeNames, Words } from './notice-words.ts';

/** Offices that a deadline concerns besides the applicant: the post, not the person. */
export type Post = 'officers' | 'head' | 'leader';

/** Content of a notice, independent of the channel, which formats it. */
export type Notice = {
  readonly to: 'applicant' | Post;
  readonly language: Language;
  /** Without identifiers. */
  readonly subject: string;
  /** What happened, then what follows from it. */
  readonly sentences: readonly string[];
  /** The dossier: the procedure's name, and the code if there is one. */
  readonly about: { readonly procedure: string; readonly code?: string | undefined };
};

/** An event that the applicant is notified of. Others are covered by an accompanying event or are internal. */
export function tellsApplicant(event: RecordedEvent): event is EventOf<ApplicantNoticeType> {
  // A granted withdrawal was already notified; the return that closes the dossier follows at the same time.
  if (event.type === 'returned' && event.reason === 'withdrawn') return false;
  // A late step or branch is internal as long as the promised date is kept.
  if (event.type === 'deadline-breached' && event.timer.of !== 'appointment') return false;
  return EVENT_TYPES[event.type].applicantNotice;
}

const CODE: Text = { vi: 'Mã hồ sơ', en: 'Dossier code' };
const PROCEDURE: Text = { vi: 'Thủ tục', en: 'Procedure' };

/** Lines that identify the dossier of a notice. */
export const factsOf = ({ about: { procedure, code }, language }: Notice): readonly string[] => [
  `${PROCEDURE[language]}: ${procedure}`,
  ...(code === undefined ? [] : [`${CODE[language]}: ${code}`]),
];

/** Text of the applicant's notice of an event: no name and no personal identifier; no identifier at all in the subject. */
export function applicantNotice(
  event: EventOf<ApplicantNoticeType>,
  procedureName: Text,
  language: Language,
  names: NoticeNames = {},
): Notice {
  type Write = (event: EventOf<ApplicantNoticeType>, names: NoticeNames) => Words;
  const words = (NOTICE_TEXTS[event.type] as Write)(event, names);
  return {
    to: 'applicant',
    language,
    subject: words.subject[language],
    sentences: words.paragraphs.map((paragraph) => paragraph[language]),
    about: { procedure: procedureName[language], code: event.after.dossierCode },
  };
}
