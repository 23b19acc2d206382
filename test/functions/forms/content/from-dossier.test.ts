import { describe, expect, it } from 'vitest';
import { apologyOf } from '../../../../functions/forms/adapters/apology.ts';
import { controlSlipOf } from '../../../../functions/forms/adapters/control-slip.ts';
import { handOversOf } from '../../../../functions/forms/adapters/hand-overs.ts';
import { receiptOf } from '../../../../functions/forms/adapters/receipt.ts';
import { refusalOf } from '../../../../functions/forms/adapters/refusal.ts';
import { formContent } from '../../../../functions/forms/adapters/registry.ts';
import { stopNoticeOf } from '../../../../functions/forms/adapters/stop-notice.ts';
import { supplementRequestOf } from '../../../../functions/forms/adapters/supplement-request.ts';
import { NoDossierCodeError } from '../../../../functions/forms/content/case.ts';
import { registerEntryOf, registerOf } from '../../../../functions/forms/content/register-of.ts';
import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import type { FeeLine } from '../../../../shared/procedure/assess.ts';
import type { Procedure } from '../../../../shared/procedure/schema.ts';

import { component, dossier, fee, issue, names, of, procedure, step } from './case-of-a-household.ts';

describe('forms of a dossier', () => {
  it('receipt', () => {
    const appointment = { appointmentAt: '2026-06-12T02:30:00.000Z', confirmed: false };
    const receipt = receiptOf(of, issue, appointment);
    expect(receipt).toMatchObject({
      dossierCode: 'H50.1-260609-0001',
      agency: 'Phường Đông Hà',
      applicant: { name: 'Công ty Bình Minh (người đại diện: Lê Văn Hậu)' },
      papers: [{ name: component.name.vi, electronic: 2 }],
      receivedAt: dossier.acceptedAt,
      resultReturn: { method: 'counter', place: 'Phường Đông Hà' },
      notes: [],
    });
    expect(receipt.fees).toBeUndefined();
    expect(JSON.stringify(formContent(receipt))).toContain('Phí, lệ phí: theo thông báo');
    expect(JSON.stringify(formContent(receipt))).toContain('chưa có công bố chính thức');
    const confirmed = receiptOf(of, issue, { ...appointment, confirmed: true });
    expect(JSON.stringify(formContent(confirmed))).not.toContain('chưa có công bố chính thức');
  });
  it('receipt by post, with an unpaid fee request', () => {
    const post = {
      method: 'post',
      receiverName: 'A',
      receiverPhone: '0912345678',
      receiverProvinceCode: '44',
    } as const;
    const asked = {
      obligationId: 'o',
      fees: [{ code: fee.code, amount: 1_000 }],
      amount: 1_000,
      requestedAt: issue.at,
      beforeAcceptance: false,
    };
    const waiting: Dossier = {
      ...dossier,
      resultDelivery: { ...post, receiverAddress: 'Hải Lăng' },
      obligations: [asked],
    };
    const receipt = receiptOf({ ...of, dossier: waiting }, issue, { appointmentAt: undefined, confirmed: true });
    expect(receipt).toMatchObject({
      resultReturn: { method: 'post', place: 'Hải Lăng' },
      fees: [{ name: fee.name.vi, amount: 1_000 }],
      notes: [expect.stringContaining('chưa nộp')],
    });
    expect(JSON.stringify(formContent(receipt))).toContain('trong buổi làm việc tiếp nhận hồ sơ');
    const paidBy = (provider: string): Dossier => {
      const { obligationId, amount } = asked;
      const payment = { provider, transactionId: 'BL-7', reference: 'r', obligationId, amount, paidAt: issue.at };
      return { ...waiting, obligations: [{ ...asked, payment }] };
    };
    const notesOf = (provider: string) =>
      receiptOf({ ...of, dossier: paidBy(provider) }, issue, { appointmentAt: undefined, confirmed: true }).notes;
    expect(notesOf('counter')).toEqual(['Đã thu 1.000 đồng tại quầy, biên lai số BL-7.']);
    expect(notesOf('platform')).toEqual([]);
  });
  it('receipt with what was assessed, how it was counted and what is not charged', () => {
    const line = { code: fee.code, quantity: 3, full: 24_000, amount: 4_000 };
    const reductions = [{ amount: 20_000, ground: 'Điều 11 Luật Hộ tịch', reason: 'Hộ nghèo' }];
    const printed = (lines: readonly FeeLine[], amount: number, ground?: string) => {
      const assessment = { lines, amount, assessedAt: issue.at, ...(ground && { ground }) };
      const confirmed = { appointmentAt: undefined, confirmed: true };
      return JSON.stringify(formContent(receiptOf({ ...of, dossier: { ...dossier, assessment } }, issue, confirmed)));
    };
    const words = printed(
      [
        { ...line, reductions },
        { code: 'other', full: 1_000, amount: 1_000 },
      ],
      5_000,
    );
    expect(words).toContain('mức thu 24.000 đồng; giảm 20.000 đồng theo Điều 11 Luật Hộ tịch): 4.000 đồng');
    expect(words).toContain('5.000 đồng');
    expect(words).not.toContain('Hộ nghèo');
    expect(printed([], 0, 'Điều 11 Luật Hộ tịch')).toContain('Điều 11 Luật Hộ tịch: 0 đồng');
  });
  it('supplement request, with the documents by name', () => {
    const item = { component: component.component, content: 'Mờ', reason: 'Không đọc được', guidance: 'Chụp lại' };
    const form = supplementRequestOf(of, issue, {
      items: [item, { ...item, component: undefined }],
      reason: 'Lần hai',
    });
    expect(form.items.map(({ paper }) => paper)).toEqual([component.name.vi, undefined]);
    expect(form.contact).toEqual({ name: 'Trần Văn Đức', phone: '02333852852' });
    expect(JSON.stringify(formContent(form))).toContain('Lý do chung: Lần hai');
  });
  it('refusal and apology', () => {
    const refusal = refusalOf(of, issue, { legalGround: 'Điều 16', reason: 'Đã đăng ký' });
    expect(refusal).toMatchObject({ legalGround: 'Điều 16', reason: 'Đã đăng ký', officer: { name: 'Trần Văn Đức' } });
    expect(formContent(refusal).signatures[0]?.name).toBe('Lê Văn Hậu');
    const filed = {
      ...dossier,
      filer: { ...dossier.applicant, name: 'Lê Thị Mẹ', basis: 'parent', noticesTo: 'owner' },
    };
    const ofFiler = refusalOf({ ...of, dossier: filed as Dossier }, issue, { legalGround: 'a', reason: 'b' });
    expect(formContent(ofFiler).signatures[0]?.name).toBe('Lê Thị Mẹ');
    const again = { previousAt: '2026-06-12T02:30:00.000Z', appointmentAt: '2026-06-15T02:30:00.000Z', reason: 'Chậm' };
    const words = JSON.stringify(formContent(apologyOf(of, issue, again)));
    expect(words).toContain('ngày 12 tháng 6 năm 2026');
    expect(words).toContain('ngày 15 tháng 6 năm 2026');
    const late = (at: string) => JSON.stringify(formContent(apologyOf(of, { ...issue, at }, { ...again, late: true })));
    expect(words).not.toContain('quá hạn');
    expect(late(again.previousAt)).toContain('hồ sơ được tính là quá hạn giải quyết');
    expect(late('2030-01-01T00:00:00.000Z')).toContain('sau ngày hẹn trả kết quả ban đầu');
  });
  it('line of the register, with the sets that were handed over', () => {
    const papers = [{ component: component.component, original: 1 }];
    const entry = registerEntryOf({
      ...of,
      dossier: { ...dossier, handedOver: { papers, sets: 3 } } as Dossier,
    });
    expect([entry.sets, registerEntryOf({ ...of, dossier: { ...dossier, handedOver: undefined } }).sets]).toEqual([
      3, 1,
    ]);
  });
  it('notice of stopping, with the stage and what was paid', () => {
    const payment = {
      provider: 'counter',
      transactionId: 'BL-7',
      reference: 'r',
      obligationId: 'o',
      amount: 1_000,
      paidAt: issue.at,
    } as const;
    const paid = {
      obligationId: 'o',
      fees: [{ code: 'unknown', amount: 1_000 }],
      amount: 1_000,
      requestedAt: issue.at,
      beforeAcceptance: false,
    };
    const settled: Dossier = { ...dossier, obligations: [{ ...paid, payment }] };
    const stop = { ground: 'Rút hồ sơ', refunded: true, returnedDocuments: ['Bản vẽ'] };
    expect(stopNoticeOf({ ...of, dossier: settled }, issue, stop)).toMatchObject({
      requestedBy: 'Chi cục Thuế',
      stage: step.name.vi,
      payments: [{ name: 'unknown', amount: 1_000, receiptNumber: 'BL-7', refunded: true }],
    });
    const words = (said: Parameters<typeof stopNoticeOf>[2]) =>
      JSON.stringify(formContent(stopNoticeOf({ ...of, dossier: settled }, issue, said)));
    expect(words(stop)).toMatch(/1\.000 đồng, biên lai số BL-7 \(được hoàn trả\).*Giấy tờ trả lại:"/);
    expect(words({ ...stop, refunded: false, returnedDocuments: [] })).toMatch(/\(không hoàn trả\).*trả lại: không/);
    // Lines without data stay blank, to be filled in by pen.
    expect(words({ ground: 'Rút hồ sơ' })).toMatch(/hoàn trả: \.{20}.*Giấy tờ trả lại: \.{40}/);
  });
  it('control slip, with the agencies that are neither reception nor lead', () => {
    const back = { at: issue.at, from: { agencyId: 'H50.2' }, to: { agencyId: 'H50.1', officer: 'A' } };
    const slip = controlSlipOf(of, issue, 'H50.9', [{ ...back, timeliness: 'overdue', note: 'Chậm' }]);
    expect(slip).toMatchObject({ leadAgency: 'H50.9', otherAgencies: ['Chi cục Thuế'] });
    expect(JSON.stringify(formContent(slip))).toContain('Quá hạn');
  });
  it('control slip with all hand-overs', () => {
    const at = (hour: number) => `2026-06-09T0${hour}:00:00.000Z`;
    const due = { dueAt: at(9), warnAt: at(8) };
    const completedSteps = (stepId: string, agencyId: string, from: number, to: number) => ({
      ...due,
      stepId,
      agencyId,
      since: at(from),
      until: at(to),
      handedBy: 'subject',
    });
    const branch = {
      ...due,
      branchId: 'tax',
      kind: 'branch',
      stepId: 'check',
      agencyId: 'H50.2',
      since: at(4),
    } as const;
    const done: Dossier = {
      ...dossier,
      // A completed dossier keeps its last step.
      step: { ...due, stepId: 'sign', agencyId: 'H50.4', since: at(6) },
      completedSteps: [
        { ...completedSteps('check', 'H50.3', 3, 6), timeliness: 'early' },
        completedSteps('sign', 'H50.4', 6, 7),
      ],
      branches: [{ ...branch, finishedAt: at(5), timeliness: 'overdue' }],
      completedAt: at(7),
    };
    const named = (id: string, more = {}) => ({ ...step, stepId: id, name: { vi: `Bước ${id}`, en: id }, ...more });
    const branches = [{ branchId: 'tax', name: { vi: 'Nghĩa vụ tài chính', en: 'Tax' } }];
    const handled = { ...procedure, steps: [named('check', { branches }), named('sign')] } as Procedure;
    const by = (type: string, hour: number, name: string, more = {}) =>
      ({
        type,
        occurredAt: at(hour),
        actor: { kind: 'officer', subject: 's', official: { name } },
        ...more,
      }) as RecordedEvent;
    const log = [
      by('forwarded', 3, 'Linh'),
      by('branch-finished', 5, 'Thuế', { branchId: 'tax' }),
      by('sent-back', 6, 'Lộc'),
      by('completed', 7, 'Phước'),
    ];
    const list = handOversOf({ dossier: { ...done, outcome: 'denied' }, procedure: handled }, log);
    expect(list.map(({ from, to, timeliness }) => [from.agencyId, to.agencyId, timeliness])).toEqual([
      ['H50.1', 'H50.3', undefined],
      ['H50.3', 'H50.2', undefined],
      ['H50.2', 'H50.3', 'overdue'],
      ['H50.3', 'H50.4', 'early'],
      ['H50.4', 'H50.1', undefined],
    ]);
    expect(list.map(({ from, to }) => [from.step, from.officer, to.step])).toEqual([
      ['Tiếp nhận hồ sơ', 'Linh', 'Bước check'],
      ['Bước check', undefined, 'Nghĩa vụ tài chính'],
      ['Nghĩa vụ tài chính', 'Thuế', 'Bước check'],
      ['Bước check', 'Lộc', 'Bước sign'],
      ['Bước sign', 'Phước', 'Trả kết quả'],
    ]);
    expect(list.map(({ note }) => note)).toEqual([
      ...[undefined, undefined, undefined],
      ...['Trả lại bước trước', 'Kết quả: không giải quyết'],
    ]);
    expect(handOversOf(of)).toHaveLength(1);
  });
  it('register', () => {
    const entry = registerEntryOf(of, { at: issue.at, agencyId: 'H50.2' });
    expect(entry).toMatchObject({ agency: 'Chi cục Thuế', method: 'counter', handedOverAt: issue.at });
    const register = registerOf(names, 'H50.1', issue, { from: issue.at, to: issue.at, registerCode: 'H50.1-1' }, [
      entry,
      registerEntryOf(of),
    ]);
    expect(register.entries.map(({ agency }) => agency)).toEqual(['Chi cục Thuế', 'Phường Đông Hà']);
    expect(JSON.stringify(formContent(register))).toContain('Từ ngày 09/06/2026 đến ngày 09/06/2026');
  });
  it('none before the dossier has its code', () => {
    const { dossierCode: _, ...draft } = dossier;
    expect(() => registerEntryOf({ ...of, dossier: draft })).toThrow(NoDossierCodeError);
  });
});
