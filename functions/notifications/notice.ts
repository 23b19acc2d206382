import { EVENT_TYPES } from '../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../shared/dossier/events.ts';
import type { Language, Text } from '../../shared/text/text.ts';
import { type ApplicantNoticeType, CATALOGUE, type EventOf, type Words } from './catalogue.ts';

export type Notice = { readonly subject: string; readonly text: string; readonly html: string };

/** An event that an applicant is told of; the others are told by what comes with them, or concern nobody outside. */
export function isTold(event: RecordedEvent): event is EventOf<ApplicantNoticeType> {
  // A granted withdrawal has been told already; the return that closes the dossier comes in the same moment.
  if (event.type === 'returned' && event.reason === 'withdrawn') return false;
  // A step or a branch that is late is the agencies' affair as long as the promised date holds.
  if (event.type === 'deadline-breached' && event.timer.of !== 'appointment') return false;
  return EVENT_TYPES[event.type].applicantNotice;
}

export const GREETING: Text = { vi: 'Kính gửi Quý tổ chức, công dân,', en: 'Dear applicant,' };
export const CLOSING: Text = {
  vi: 'Thư này được gửi tự động, vui lòng không trả lời. Mọi thắc mắc xin liên hệ bộ phận một cửa nơi nộp hồ sơ.',
  en: 'This message was sent automatically; please do not reply. For questions turn to the one-stop shop that took your dossier.',
};
const CODE: Text = { vi: 'Mã hồ sơ', en: 'Dossier code' };
const PROCEDURE: Text = { vi: 'Thủ tục', en: 'Procedure' };

/** Which dossier a letter is about: the procedure, and the code where there is one. */
export const factsOf = ({ after: { dossierCode } }: RecordedEvent, procedureName: Text, language: Language): string =>
  [
    `${PROCEDURE[language]}: ${procedureName[language]}`,
    ...(dossierCode === undefined ? [] : [`${CODE[language]}: ${dossierCode}`]),
  ].join('\n');

/** The e-mail about one event: no name, no identifier of a person, and none at all in the subject. */
export function noticeOf(event: EventOf<ApplicantNoticeType>, procedureName: Text, language: Language): Notice {
  const words = (CATALOGUE[event.type] as (event: EventOf<ApplicantNoticeType>) => Words)(event);
  const facts = factsOf(event, procedureName, language);
  const [first, ...others] = words.paragraphs.map((paragraph) => paragraph[language]);
  const all = [GREETING[language], first ?? '', facts, ...others, CLOSING[language]];
  return noticeFrom({ subject: words.subject[language], paragraphs: all, language });
}

type Letter = { readonly subject: string; readonly paragraphs: readonly string[]; readonly language: Language };

/** A letter as text and as HTML. */
export function noticeFrom({ subject, paragraphs, language }: Letter): Notice {
  return { subject, text: `${paragraphs.join('\n\n')}\n`, html: htmlOf(paragraphs, subject, language) };
}

function htmlOf(paragraphs: readonly string[], subject: string, language: Language): string {
  const body = paragraphs.map((p) => `<p>${escapeHtml(p).replaceAll(/\r?\n/g, '<br>')}</p>`).join('');
  const head = `<meta charset="utf-8"><title>${escapeHtml(subject)}</title>`;
  return `<!doctype html><html lang="${language}"><head>${head}</head><body>${body}</body></html>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Officers' free text is shown as text, whatever it holds. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
