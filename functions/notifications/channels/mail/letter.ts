import type { Text } from '../../../../shared/text/text.ts';
import { factsOf, type Notice } from '../../notice.ts';

/** A notice as e-mail. */
export type Letter = { readonly subject: string; readonly text: string; readonly html: string };

const APPLICANT = {
  greeting: { vi: 'Kính gửi Quý tổ chức, công dân,', en: 'Dear applicant,' },
  closing: {
    vi: 'Thư này được gửi tự động, vui lòng không trả lời. Mọi thắc mắc xin liên hệ Bộ phận Một cửa nơi nộp hồ sơ.',
    en: 'This message was sent automatically; please do not reply. For questions turn to the one-stop shop that took your dossier.',
  },
};
const OFFICE_CLOSING: Text = {
  vi: 'Thư này được gửi tự động tới hộp thư công vụ của đơn vị.',
  en: 'This message was sent automatically to the official mailbox of the unit.',
};
const LEADERS: Text = { vi: 'Kính gửi lãnh đạo đơn vị,', en: 'To the head of the unit,' };
const OFFICERS: Text = { vi: 'Kính gửi cán bộ, công chức xử lý hồ sơ,', en: 'To the officers in charge,' };

/** Greeting and closing, by recipient. */
const FRAME: Readonly<Record<Notice['to'], { readonly greeting: Text; readonly closing: Text }>> = {
  applicant: APPLICANT,
  officers: { greeting: OFFICERS, closing: OFFICE_CLOSING },
  head: { greeting: LEADERS, closing: OFFICE_CLOSING },
  leader: { greeting: LEADERS, closing: OFFICE_CLOSING },
};

/** A notice as text and as HTML; the dossier is identified after the first sentence. */
export function letterOf(notice: Notice): Letter {
  const { to, language, subject, sentences } = notice;
  const { greeting, closing } = FRAME[to];
  const [first = '', ...others] = sentences;
  const paragraphs = [greeting[language], first, factsOf(notice).join('\n'), ...others, closing[language]];
  return { subject, text: `${paragraphs.join('\n\n')}\n`, html: htmlOf(paragraphs, notice) };
}

function htmlOf(paragraphs: readonly string[], { subject, language }: Notice): string {
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

/** Officers' free text is escaped. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
