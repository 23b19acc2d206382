import { describe, expect, it } from 'vitest';
import { tellsApplicant } from '../../../functions/notifications/notice.ts';
import { officeNotice, officesFor, tellsOffices } from '../../../functions/notifications/office-notice.ts';
import { draftWithPaper, PROCEDURE } from '../../shared/dossier/world.ts';

describe('the notice about a dossier that reception left lying', () => {
  const history = draftWithPaper().when('2026-11-20 08:00').must('owner', { type: 'submit' });
  const timer = { kind: 'breach', of: 'reception', id: 'reception', at: '2026-11-23T01:00:00.000Z' } as const;
  const event = history.when('2026-11-23 08:00').must('system', { type: 'fire-timer', timer }).log.at(-1);
  if (event === undefined || !tellsOffices(event)) throw new Error('offices are not told');

  it('goes to the officers of reception and to their head, not to the applicant', () => {
    expect(officesFor(event, history.state)).toEqual([
      { agencyId: 'H50.1', post: 'officers' },
      { agencyId: 'H50.1', post: 'head' },
    ]);
    expect(tellsApplicant(event)).toBe(false);
  });

  it('says what is due, without a code of ours', () => {
    const { subject, sentences } = officeNotice(event, history.state, { procedure: PROCEDURE }, 'head');
    expect(subject).toBe('Báo cáo: hồ sơ đã quá hạn');
    expect(sentences.join(' ')).toContain('Hồ sơ đã quá thời hạn tiếp nhận, từ chối hoặc yêu cầu bổ sung lúc');
    expect(sentences.join(' ')).not.toContain('reception');
  });
});
