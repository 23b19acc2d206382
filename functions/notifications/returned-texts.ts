import type { EventForApplicant } from '../../shared/dossier/audiences.ts';
import type { Text } from '../../shared/text/text.ts';

type Returned = EventForApplicant<'returned'>;

const RESULT: Readonly<Record<Returned['method'], Text>> = {
  counter: {
    vi: 'Kết quả đã được trả tại Bộ phận Một cửa.',
    en: 'The result was handed over at the one-stop shop.',
  },
  electronic: { vi: 'Kết quả đã được trả bằng bản điện tử.', en: 'The result was returned electronically.' },
  post: { vi: 'Kết quả đã được phát qua bưu chính.', en: 'The result was delivered by post.' },
};

const PAPERS: Readonly<Record<Returned['method'], Text>> = {
  counter: {
    vi: 'Giấy tờ đã được trả lại tại Bộ phận Một cửa.',
    en: 'The papers were given back at the one-stop shop.',
  },
  electronic: { vi: 'Hồ sơ điện tử đã được trả lại.', en: 'The electronic dossier was given back.' },
  post: { vi: 'Giấy tờ đã được trả lại qua bưu chính.', en: 'The papers were given back by post.' },
};

/** What went back to the applicant, by why and how. */
export const RETURNED = { result: RESULT, stopped: PAPERS, withdrawn: PAPERS } as const;
