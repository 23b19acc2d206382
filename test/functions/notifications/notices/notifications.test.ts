import { describe, expect, it } from 'vitest';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { deadlineOn } from '../../../shared/dossier/samples.ts';
import { DOSSIER } from './samples.ts';
import { ACCEPTED, ADDRESS, office, toldIn, world } from './world.ts';

describe('notifying the applicant', () => {
  it('sends one e-mail in the language of the dossier to the address of the dossier', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    await w.tell(3);
    expect(w.sent).toHaveLength(1);
    const [mail] = w.sent;
    expect(mail?.Destination).toEqual({ ToAddresses: [ADDRESS] });
    expect(mail?.FromEmailAddress).toBe('motcua@quang-tri.example.vn');
    expect(mail?.Content?.Simple?.Subject).toEqual({ Data: 'Hồ sơ đã được tiếp nhận', Charset: 'UTF-8' });
    expect(mail?.Content?.Simple?.Body?.Text?.Data).toContain('17:00 04/12/2026');
    expect(w.row(3)).toMatchObject({ notice: 'sent', messageId: 'ses-1', settledAt: '2026-11-20T03:00:00.000Z' });
  });

  it('sends once for a redelivered event', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    await w.tell(3);
    await w.tell(3);
    expect(w.sent).toHaveLength(1);
    expect(w.counted).toEqual(['NoticeSent']);
  });

  it('lets one of two concurrent workers send and the other wait', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    const results = await Promise.allSettled([w.tell(3), w.tell(3)]);
    expect(w.sent).toHaveLength(1);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });

  it('describes the event, although the dossier has changed since', async () => {
    const w = world({ language: 'en' });
    w.add(2, { type: 'payment-requested', obligationId: DOSSIER, fees: [], amount: 200_000, stopsClock: true });
    w.add(9, { type: 'returned', method: 'counter', reason: 'result' });
    await w.tell(9);
    await w.tell(2);
    expect(w.sent.map((mail) => mail.Content?.Simple?.Subject?.Data)).toEqual([
      'The result has been returned',
      'A fee is due',
    ]);
    expect(w.sent[1]?.Content?.Simple?.Body?.Text?.Data).toContain('200.000 đồng');
  });

  it('counts an applicant without e-mail and sends nothing', async () => {
    const w = world({ email: null });
    w.add(3, ACCEPTED);
    await w.tell(3);
    await w.tell(3);
    expect(w.sent).toEqual([]);
    expect(w.counted).toEqual(['NoticeWithoutAddress']);
    expect(w.row(3)).toMatchObject({ notice: 'no-address' });
  });

  it.each([
    { type: 'forwarded', stepId: 'tham-dinh', agencyId: 'H50.12', ...deadlineOn('2026-12-04T10:00:00.000Z') },
    {
      type: 'deadline-warned',
      timer: { kind: 'warning', of: 'step', id: 'tham-dinh', at: '2026-12-04T10:00:00.000Z' },
    },
    {
      type: 'deadline-breached',
      timer: { kind: 'breach', of: 'step', id: 'tham-dinh', at: '2026-12-04T10:00:00.000Z' },
    },
    { type: 'supplemented', requestId: DOSSIER },
    { type: 'returned', method: 'counter', reason: 'withdrawn' },
  ] as const)('does not tell of %j', async (event) => {
    const w = world();
    w.add(3, event);
    await w.tell(3);
    expect(w.sent).toEqual([]);
    expect(w.row(3)).toBeUndefined();
  });
});

describe('a deadline of the offices', () => {
  const agencies = {
    'H50.1': office('H50.1', { officers: 'xu-ly@a.vn', head: 'truong@a.vn', leader: 'lanh-dao@a.vn' }),
    'H50.30': office('H50.30', { head: 'thue@a.vn' }),
  };
  const timer = { of: 'step', id: 'tham-dinh', at: '2026-12-04T10:00:00.000Z' } as const;
  const warned = { type: 'deadline-warned', timer: { ...timer, kind: 'warning' } } as const;
  const breached = { type: 'deadline-breached', timer: { ...timer, kind: 'breach' } } as const;

  it('that approaches is notified to the officers with the work and to their head, once each', async () => {
    const w = world({ agencies });
    w.add(3, warned);
    await w.tell(3);
    await w.tell(3);
    expect(toldIn(w)).toEqual(['xu-ly@a.vn', 'truong@a.vn']);
    const texts = w.sent.map((mail) => mail.Content?.Simple?.Body?.Text?.Data ?? '');
    expect(texts[0]).toContain('Kính gửi cán bộ, công chức xử lý hồ sơ,');
    expect(texts[1]).toContain('Kính gửi lãnh đạo đơn vị,');
    for (const text of texts) expect(text).toContain('H50.1-261120-0001');
    for (const text of texts) expect(text).not.toContain('Nguyễn Thị Bình');
  });

  it('that was missed is notified to the leader', async () => {
    const w = world({ agencies });
    w.add(3, breached);
    await w.tell(3);
    expect(toldIn(w)).toEqual(['lanh-dao@a.vn']);
  });

  it('of a consulted agency is notified there, its breach to the head of the one-stop shop too', async () => {
    const w = world({ agencies });
    w.add(3, { ...warned, timer: { ...warned.timer, of: 'branch', id: 'tax' } });
    await w.tell(3);
    // Its officers have no shared mailbox.
    expect(toldIn(w)).toEqual(['thue@a.vn']);
    w.add(4, { ...breached, timer: { ...breached.timer, of: 'branch', id: 'tax' } });
    await w.tell(4);
    expect(toldIn(w).slice(1)).toEqual(['thue@a.vn', 'truong@a.vn']);
  });

  it('of a closed agency is notified at its successor, to each post once', async () => {
    const closed = { ...office('H50.30', { head: 'thue@a.vn' }), closed: { on: '2026-07-01', successor: 'H50.1' } };
    const w = world({ agencies: { ...agencies, 'H50.30': closed } });
    w.add(3, { ...breached, timer: { ...breached.timer, of: 'branch', id: 'tax' } });
    await w.tell(3);
    expect(toldIn(w)).toEqual(['lanh-dao@a.vn', 'truong@a.vn']);
    w.add(4, { type: 'transferred', cause: 'succession', fromAgency: 'H50.30', agencyId: 'H50.1' });
    await w.tell(4);
    // And to the applicant.
    expect(toldIn(w).slice(2)).toEqual(['xu-ly@a.vn', 'truong@a.vn', ADDRESS]);
  });

  it('names the successor of a closed desk as the place to pay', async () => {
    const closed = { ...office('H50.1', { head: 'mot@a.vn' }), closed: { on: '2026-07-01', successor: 'H50.20.1' } };
    const successor = {
      ...office('H50.20.1', { head: 'hai@a.vn' }),
      name: { vi: 'Trung tâm phường Đồng Hới', en: 'Đồng Hới centre' },
    };
    const w = world({ agencies: { 'H50.1': closed, 'H50.20.1': successor } });
    w.add(2, { type: 'payment-requested', obligationId: DOSSIER, fees: [], amount: 200_000, stopsClock: true });
    await w.tell(2);
    expect(w.sent[0]?.Content?.Simple?.Body?.Text?.Data).toContain('Trung tâm phường Đồng Hới');
  });

  it('is recorded when no address exists', async () => {
    const w = world();
    w.add(3, warned);
    await w.tell(3);
    expect(w.sent).toEqual([]);
    expect(w.counted).toEqual(['NoticeWithoutAddress']);
    expect(w.table.get(keys.notified(DOSSIER, `${DOSSIER}:3#mail#H50.1#head`))).toMatchObject({ notice: 'no-address' });
  });
});
