import { describe, expect, it } from 'vitest';
import { officeNotice, officesFor } from '../../../../functions/notifications/office-notice.ts';
import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import type { RefundCase } from '../../../../shared/dossier/refund-case.ts';
import type { Procedure } from '../../../../shared/procedure/schema.ts';

type OnDeadline = Parameters<typeof officeNotice>[0];

const OPINION = '0198a0c0-0000-7000-8000-000000000009';
const procedure = {
  name: { vi: 'Cấp giấy phép xây dựng', en: 'Building permit' },
  steps: [
    {
      stepId: 'examination',
      name: { vi: 'Thẩm định hồ sơ', en: 'Examination' },
      branches: [{ branchId: 'fire-safety', name: { vi: 'Thẩm duyệt phòng cháy', en: 'Fire safety' } }],
    },
  ],
} as unknown as Procedure;
const branch = {
  kind: 'branch',
  stepId: 'examination',
  agencyId: 'H50.30',
  since: '2026-11-20T01:00:00.000Z',
} as const;
const dossier = {
  completedSteps: [],
  step: {
    stepId: 'examination',
    agencyId: 'H50.12',
    since: '2026-11-20T01:00:00.000Z',
    warnAt: '2026-12-01T03:00:00.000Z',
    dueAt: '2026-12-02T03:00:00.000Z',
  },
  refunds: [
    { refundId: 'refund-1', amount: 200_000, state: 'open', reason: 'already-paid', openedAt: '', payments: [] },
    { refundId: 'refund-2', amount: 50_000, state: 'approved', reason: 'stopped', openedAt: '', payments: [] },
  ] satisfies RefundCase[],
  branches: ['fire-safety', OPINION].map((branchId) => ({
    ...branch,
    branchId,
    warnAt: '2026-11-30T03:00:00.000Z',
    dueAt: '2026-12-01T03:30:00.000Z',
  })),
};
const askedAgency = { vi: 'Công an tỉnh', en: 'Police' };

function textOf(type: OnDeadline['type'], of: 'appointment' | 'step' | 'branch' | 'refund', id: string) {
  const event = {
    type,
    dossierId: OPINION,
    timer: { kind: type === 'deadline-warned' ? 'warning' : 'breach', of, id, at: '2026-11-30T03:00:00.000Z' },
    after: { dossierCode: 'H50.1-261120-0001', appointmentAt: '2026-12-04T10:00:00.000Z' },
  } as unknown as RecordedEvent & OnDeadline;
  return officeNotice(event, dossier, { procedure, askedAgency }, 'head').sentences.join(' ');
}

describe('the notice of a deadline to an agency', () => {
  it('says when the dossier is due, not when it was warned, and what is to be done', () => {
    expect(textOf('deadline-warned', 'appointment', 'appointment')).toBe(
      'Hồ sơ sẽ đến hạn lúc 17:00 04/12/2026; đề nghị xử lý hoặc thực hiện xin lỗi, hẹn lại theo quy định.',
    );
  });

  it.each([
    ['deadline-warned', 'refund-1', 'Sắp đến hạn xử lý: khoản hoàn trả 200.000 đồng chưa được phê duyệt.'],
    [
      'deadline-breached',
      'refund-2',
      'Quá thời hạn lúc 10:00 30/11/2026 mà khoản hoàn trả 50.000 đồng chưa được chi trả.',
    ],
  ] as const)('says what is to be done with a refund: %s', (type, id, text) => {
    expect(textOf(type, 'refund', id)).toBe(text);
  });

  it('about a refund goes to those who decide and to the one-stop shop that pays', () => {
    const posts = (type: OnDeadline['type'], agencyId: string) => {
      const timer = { of: 'refund', id: 'refund-1' };
      const event = { type, timer, after: { agencyId } } as unknown as OnDeadline;
      return officesFor(event, { branches: [], receivingAgency: 'H50.1' }).map((o) => `${o.agencyId} ${o.post}`);
    };
    expect(posts('deadline-warned', 'H50.12')).toEqual([
      ...['H50.12 officers', 'H50.12 head', 'H50.1 officers', 'H50.1 head'],
    ]);
    expect(posts('deadline-breached', 'H50.12')).toEqual(['H50.12 leader', 'H50.1 head']);
    expect(posts('deadline-breached', 'H50.1')).toEqual(['H50.1 leader']);
  });

  it('names the step', () => {
    const text = textOf('deadline-warned', 'step', 'examination');
    expect(text).toContain('Hồ sơ sẽ đến hạn lúc 10:00 02/12/2026; đề nghị xử lý');
    expect(text).toContain('Hạn này là của bước “Thẩm định hồ sơ”.');
  });

  it('names the branch and the agency that was asked', () => {
    const text = textOf('deadline-warned', 'branch', 'fire-safety');
    expect(text).toContain('Hồ sơ sẽ đến hạn lúc 10:30 01/12/2026; đề nghị trả lời đúng hạn.');
    expect(text).toContain('“Thẩm duyệt phòng cháy”. Cơ quan được yêu cầu: Công an tỉnh.');
  });

  it.each([
    ['appointment', 'appointment'],
    ['step', 'examination'],
    ['step', 'a-step-of-another-version'],
    ['branch', 'fire-safety'],
    ['branch', OPINION],
  ] as const)('has no identifier: %s %s', (of, id) => {
    for (const type of ['deadline-warned', 'deadline-breached'] as const) {
      expect(textOf(type, of, id)).not.toMatch(/[a-z]+-[a-z]+|[0-9a-f]{8}-|H50\.\d/);
    }
  });

  it('of an opinion says so', () => {
    expect(textOf('deadline-breached', 'branch', OPINION)).toBe(
      'Hồ sơ đã quá hạn lúc 10:00 30/11/2026 mà chưa có kết quả. Hạn này là của việc lấy ý kiến. Cơ quan được yêu cầu: Công an tỉnh.',
    );
  });
});
