import { describe, expect, it } from 'vitest';
import { mark } from '../../../../shared/mail/mailbox.ts';
import { ACCEPTED, ADDRESS, mailboxes, office, toldIn, world } from './world.ts';

describe('a suppressed address', () => {
  const markOf = async (w: ReturnType<typeof world>, address: string, why: 'bounced' | 'complained') =>
    mark(w.table.table, await mailboxes(address), why, '2026-11-19T03:00:00.000Z');

  it.each(['bounced', 'complained'] as const)(
    'because it %s: no letter, once and for all, and it is counted',
    async (why) => {
      const w = world();
      w.add(3, ACCEPTED);
      // Spelling of addresses varies in case.
      await markOf(w, ' Nguyen.Thi.Binh@Example.vn', why);
      await w.tell(3);
      await w.tell(3);
      expect(w.sent).toEqual([]);
      expect(w.counted).toEqual(['NoticeUnreachable']);
      expect(w.row(3)).toMatchObject({ notice: 'unreachable', cause: why });
    },
  );

  it('does not affect other addresses', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    await markOf(w, 'other@example.vn', 'bounced');
    await w.tell(3);
    expect(w.sent).toHaveLength(1);
  });

  it('of an office is counted separately: the province file must be corrected', async () => {
    const w = world({ agencies: { 'H50.1': office('H50.1', { officers: 'xu-ly@a.vn', head: 'truong@a.vn' }) } });
    const timer = { kind: 'warning', of: 'step', id: 'tham-dinh', at: '2026-12-04T10:00:00.000Z' } as const;
    w.add(3, { type: 'deadline-warned', timer });
    await markOf(w, 'xu-ly@a.vn', 'bounced');
    await w.tell(3);
    expect(toldIn(w)).toEqual(['truong@a.vn']);
    expect(w.counted).toEqual(['OfficeUnreachable', 'NoticeSent']);
  });

  it('is identified by the tag of its e-mails, which does not reveal it', async () => {
    const w = world();
    w.add(3, ACCEPTED);
    await w.tell(3);
    const [mail] = w.sent;
    expect(mail?.ConfigurationSetName).toBe('motcua-quang-tri-mail');
    expect(mail?.EmailTags).toEqual([{ Name: 'mailbox', Value: await mailboxes(ADDRESS) }]);
    expect(mail?.EmailTags?.[0]?.Value).toMatch(/^[0-9a-f]{64}$/);
  });
});
