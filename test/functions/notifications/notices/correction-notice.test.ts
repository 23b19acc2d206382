import { describe, expect, it } from 'vitest';
import { officeNotice, officesFor, tellsOffices } from '../../../../functions/notifications/office-notice.ts';
import { correctionTimers } from '../../../../shared/dossier/correction-request.ts';
import { accepted, draft, PROCEDURE } from '../../../shared/dossier/world.ts';
import { ADDRESS, world } from './world.ts';

const CORRECTED = {
  type: 'particulars-corrected',
  changed: ['applicant.email', 'applicant.name'],
  reason: 'Sai',
} as const;
const OLD = 'dia.chi.cu@example.vn';
const addressees = ({ sent }: ReturnType<typeof world>) => sent.map((mail) => mail.Destination?.ToAddresses?.[0]);

describe('the notice of a correction', () => {
  it('goes to the contact of before and to the present one, without any value', async () => {
    const here = world();
    const former = { email: OLD, key: 'b'.repeat(64), emailVerified: true };
    here.add(1, { ...CORRECTED, applicant: draft().applicant, former });
    await here.tell(1);
    expect(addressees(here)).toEqual([ADDRESS, OLD]);
    for (const mail of here.sent) {
      expect(JSON.stringify(mail.Content)).toContain('Thông tin của chủ hồ sơ');
      expect(JSON.stringify(mail.Content)).not.toMatch(/Ánh|045190|Gio Linh|Sai/);
    }
    await here.tell(1);
    expect(here.sent).toHaveLength(2);
  });

  it('is one where the address is the same', async () => {
    const here = world();
    here.add(1, { ...CORRECTED, former: { email: ADDRESS, phone: '0912345678', key: 'b'.repeat(64) } });
    await here.tell(1);
    expect(addressees(here)).toEqual([ADDRESS]);
  });

  it('tells a former address nothing that was never confirmed', async () => {
    const here = world();
    here.add(1, { ...CORRECTED, former: { email: OLD, key: 'b'.repeat(64), emailVerified: false } });
    await here.tell(1);
    const [, old] = here.sent;
    expect(JSON.stringify(old?.Content)).toContain('Mã xác nhận');
    expect(JSON.stringify(old?.Content)).not.toContain('đã được chỉnh sửa');
  });
});

it('reception and its head are told of a request that waits too long', () => {
  const applicant = { ...draft().applicant, address: 'Cam Lộ' };
  const history = accepted().must('owner', { type: 'request-correction', applicant, reason: 'Chuyển nhà' });
  const [timer] = correctionTimers(history.state);
  if (timer === undefined) throw new Error('no timer');
  const event = history.when('2026-12-01 08:00').must('system', { type: 'fire-timer', timer }).log.at(-1);
  if (event === undefined || !tellsOffices(event)) throw new Error('offices are not told');
  expect(officesFor(event, history.state).map(({ post }) => post)).toEqual(['officers', 'head']);
  const { subject, sentences } = officeNotice(event, history.state, { procedure: PROCEDURE }, 'head');
  expect(subject).toBe('Nhắc việc: đề nghị chỉnh sửa thông tin chưa được giải quyết');
  expect(sentences.join(' ')).not.toMatch(/correction|Cam Lộ|quá hạn lúc/);
});
