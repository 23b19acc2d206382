import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeSpent } from '../../../../functions/dossiers/times/time-spent.ts';
import { timesOf } from '../../../../functions/dossiers/times/times.ts';
import { timesView } from '../../../../functions/dossiers/times/times-view.ts';
import type { Language } from '../../../../shared/text/text.ts';
import { histories } from '../../../shared/dossier/histories.ts';
import {
  at,
  CALENDAR,
  type History,
  ITEMS,
  inProcessing,
  PROCEDURE,
  submitted,
} from '../../../shared/dossier/world.ts';
import { NAMED } from '../next/world.ts';

function timesIn({ log, world, minute }: History, language: Language = 'vi') {
  const spent = timeSpent(log, CALENDAR, at(minute + 5_000));
  return spent && timesOf(spent, log, { agencies: NAMED, procedure: world.procedure ?? PROCEDURE, language });
}

const CODE = /\bH\d{2}|[a-z]+(?:-[a-z]+)+|[0-9a-f]{8}-|[a-z][A-Z]|\b(?:undefined|null|NaN|examine|survey)\b/;

describe('where the time of a dossier went', () => {
  it('is told in short sentences without codes, of which the figures add up, after any history', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom<Language>('vi', 'en'), (history, language) => {
        const times = timesIn(history, language);
        if (times === undefined) return;
        expect(timesView.parse(times)).toEqual(times);
        expect(times.spans.reduce((sum, { workingMinutes }) => sum + workingMinutes, 0)).toBe(times.workingMinutes);
        const all = [times, ...times.spans, ...times.beside, ...times.appointments].map(({ sentence }) => sentence);
        for (const sentence of all.flatMap((text) => text.split(/(?<=[.])\s+/))) {
          expect(sentence.replaceAll('one-stop', '')).not.toMatch(CODE);
          const words = sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
          expect(words.length, sentence).toBeLessThanOrEqual(25);
        }
        expect(times.appointments).toHaveLength(history.state.appointments.length);
      }),
      { numRuns: 700 },
    );
  });

  it('says who had it, how long, and who is waited for', () => {
    const history = inProcessing().must('handler', { type: 'request-supplement', items: ITEMS });
    const times = timesIn(history);
    expect(times?.spans.map(({ turn, sentence }) => `${turn}: ${sentence}`)).toEqual([
      'agency: Trung tâm Phục vụ hành chính công tỉnh Quảng Trị tiếp nhận trong 1 phút làm việc.',
      'agency: Trung tâm Phục vụ hành chính công tỉnh Quảng Trị tiếp nhận trong 1 phút làm việc.',
      'agency: Sở Tư pháp tỉnh Quảng Trị giải quyết bước Thẩm định trong 1 phút làm việc.',
      expect.stringMatching(
        /^applicant: Chờ người nộp bổ sung cho Sở Tư pháp tỉnh Quảng Trị trong 1 ngày 6 giờ 54 phút làm việc\.$/,
      ),
    ]);
    expect(times?.sentence).toMatch(/^Từ khi nộp đến nay là .* làm việc\. Lâu nhất ở .*: 1 phút làm việc\.$/);
  });

  it('says how each date was counted and why there is another', () => {
    const history = inProcessing().must('approver', { type: 'reappoint', workingHours: 16, reason: 'Chờ giám định' });
    expect(timesIn(history)?.appointments).toEqual([
      {
        appointmentAt: expect.any(String),
        confirmed: true,
        sentence: expect.stringMatching(
          /^Hẹn trả khi tiếp nhận: \d\d:\d\d thứ .* \d\d\/12\/2026\. Thời hạn được tính 6 ngày làm việc từ \d\d:\d\d thứ Sáu 20\/11\/2026\.$/,
        ),
      },
      {
        appointmentAt: expect.any(String),
        confirmed: true,
        sentence: expect.stringMatching(/^Hẹn trả khi xin lỗi và hẹn lại: /),
        reason: 'Chờ giám định',
      },
    ]);
  });

  it('has no sentence about an agency that holds none of it', () => {
    expect(timesIn(submitted())?.spans).toHaveLength(1);
  });
});
