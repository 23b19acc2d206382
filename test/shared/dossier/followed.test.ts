import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { accepted, at, codeOf, ITEMS, PROCEDURE, submitted, uuidOf } from './world.ts';

describe('a dossier that a ministry processes', () => {
  const atMinistry = () => submitted({ procedure: { ...PROCEDURE, processedBy: 'ministry' } });
  const report = (toStatus: 'accepted' | 'supplement-required' | 'completed', minute = 0): Command => ({
    type: 'report-status',
    toStatus,
    occurredAt: at(minute),
    note: 'Theo hệ thống của Bộ',
  });

  it('is not processed here', () => {
    const ours: readonly Command[] = [
      { type: 'accept' },
      { type: 'reject', legalGround: 'Điều 1', reason: 'Sai' },
      { type: 'request-supplement', items: ITEMS },
      { type: 'request-payment', assessment: { fees: [{ code: 'fee' }] } },
    ];
    expect(ours.map((command) => codeOf(atMinistry().ask('reception', command)))).toEqual(
      Array(4).fill('processed-elsewhere'),
    );
    expect(codeOf(atMinistry().ask('owner', { type: 'request-withdrawal', reason: 'Đổi ý' }))).toBe(
      'processed-elsewhere',
    );
  });

  it('takes over the status that is reported, once, with the moment it happened there', () => {
    const history = atMinistry().must('ministry', report('accepted', 2));
    expect([history.state.status, history.state.acceptedAt]).toEqual(['accepted', at(2)]);
    const { version } = history.state;
    expect(history.must('ministry', report('accepted', 3)).state.version).toBe(version);
    expect(history.must('ministry', report('completed')).state.status).toBe('completed');
    expect(history.ask('ministry', report('supplement-required', 10_000))).toMatchObject({
      rejection: { code: 'moment-in-the-future', fields: ['occurredAt'] },
    });
  });

  it('gets reminders from the agency, which are only logged', () => {
    const history = atMinistry();
    const { version: _, updatedAt: __, ...before } = history.state;
    history.must('reception', { type: 'send-reminder', message: 'Đã quá 10 ngày' });
    expect(history.log.at(-1)).toMatchObject({ type: 'reminder-sent', message: 'Đã quá 10 ngày' });
    expect(history.state).toMatchObject(before);
  });

  it('gets no reminder after its end', () => {
    const history = atMinistry().must('ministry', { type: 'report-status', toStatus: 'rejected', occurredAt: at(0) });
    expect(codeOf(history.ask('reception', { type: 'send-reminder', message: 'x' }))).toBe('wrong-status');
  });
});

describe('forms', () => {
  it('and deadlines recorded in the meantime do not conflict with If-Match', () => {
    const history = accepted();
    const seen = history.state.version;
    const issued = {
      form: 'receipt',
      forApplicant: true,
      ofVersion: seen,
      documentId: uuidOf(77),
      sha256: 'a'.repeat(64),
      size: 10,
      signed: false,
    } as const;
    history.must('system', { type: 'record-form', issued });
    expect([history.state.version, history.state.changedVersion]).toEqual([seen + 1, seen]);
    history.must('reception', { type: 'stop', ground: 'Chờ' });
    expect(history.state.changedVersion).toBe(seen + 2);
  });

  const form = (change: object = {}): Command => ({
    type: 'record-form',
    issued: {
      form: 'receipt',
      forApplicant: true,
      ofVersion: 4,
      documentId: uuidOf(950),
      sha256: 'd'.repeat(64),
      size: 10,
      signed: false,
      ...change,
    },
  });

  it('are recorded once for the event they were generated for', () => {
    const history = accepted().must('system', form());
    const { version, forms } = history.state;
    expect(forms).toMatchObject([{ form: 'receipt', ofVersion: 4, documentId: uuidOf(950) }]);
    expect(history.must('system', form({ documentId: uuidOf(951) })).state.version).toBe(version);
    expect(
      history.must('system', form({ ofVersion: 3 })).must('system', form({ form: 'apology' })).state.forms,
    ).toHaveLength(3);
  });

  it('are never recorded for an event that has not happened', () => {
    const history = accepted();
    const next = history.state.version + 1;
    expect(history.ask('system', form({ ofVersion: next }))).toMatchObject({
      rejection: { code: 'unknown-version', fields: ['ofVersion'] },
    });
  });
});
