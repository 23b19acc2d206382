import { EVENT_TYPES } from '../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import type { Language, Text } from '../../shared/text/text.ts';
import { type ApplicantNoticeType, type EventOf, NOTICE_TEXTS, type Words } from './notice-texts.ts';

/** Whom a deadline concerns beside the applicant: the post, not the person. */
export type Post = 'officers' | 'head' | 'leader';

/** What somebody is told of one event, whatever way it goes: each channel gives it its own form. */
export type Notice = {
  readonly to: 'applicant' | Post;
  readonly language: Language;
  /** Without any identifier. */
  readonly subject: string;
  /** What happened first, then what follows from it. */
  readonly sentences: readonly string[];
  /** Which dossier it is about: the procedure's name, and the code where there is one. */
  readonly about: { readonly procedure: string; readonly code?: string | undefined };
};

/** An event that an applicant is told of; the others are told by what comes with them, or concern nobody outside. */
export function tellsApplicant(event: RecordedEvent): event is EventOf<ApplicantNoticeType> {
  // A granted withdrawal has been told already; the return that closes the dossier comes in the same moment.
  if (event.type === 'returned' && event.reason === 'withdrawn') return false;
  // A step or a branch that is late is the agencies' affair as long as the promised date holds.
  if (event.type === 'deadline-breached' && event.timer.of !== 'appointment') return false;
  return EVENT_TYPES[event.type].applicantNotice;
}

const CODE: Text = { vi: 'Mã hồ sơ', en: 'Dossier code' };
const PROCEDURE: Text = { vi: 'Thủ tục', en: 'Procedure' };

/** Lines that say which dossier a notice is about. */
export const factsOf = ({ about: { procedure, code }, language }: Notice): readonly string[] => [
  `${PROCEDURE[language]}: ${procedure}`,
  ...(code === undefined ? [] : [`${CODE[language]}: ${code}`]),
];

/** What the applicant is told of an event: no name, no identifier of a person, and none at all in the subject. */
export function applicantNotice(event: EventOf<ApplicantNoticeType>, procedureName: Text, language: Language): Notice {
  const words = (NOTICE_TEXTS[event.type] as (event: EventOf<ApplicantNoticeType>) => Words)(event);
  return {
    to: 'applicant',
    language,
    subject: words.subject[language],
    sentences: words.paragraphs.map((paragraph) => paragraph[language]),
    about: { procedure: procedureName[language], code: event.after.dossierCode },
  };
}
