import type { Stage } from '../../../local/demo/stage.ts';
import { Walk } from '../../../local/demo/walk.ts';
import { AS_THE_FRONT } from './front.ts';

/** Partners send contradictory messages: unrequested payments, one payment in two versions, empty filings. */
export async function partnersErr(stage: Stage): Promise<void> {
  await Promise.all([payments(stage), filings(stage), parcels(stage)]);
}

async function payments(stage: Stage): Promise<void> {
  const opening = { plan: 'household', channel: 'online', citizen: 'cong-dan-binh' } as const;
  const walk = await (await new Walk(stage, opening).file()).requestFee();
  const attempt = await walk.startPayment('platform');
  const citizen = await stage.as(opening.citizen);
  const again = { body: { provider: 'vnpay' }, idempotencyKey: crypto.randomUUID(), headers: AS_THE_FRONT };
  for (let time = 0; time < 2; time += 1) await citizen.must('POST', `/v1/dossiers/${walk.dossierId}/payments`, again);
  await walk.settle('platform', attempt, { unknown: true, reference: 'KHONG-CO-MA-NAY' });
  await walk.settle('platform', attempt);
  await walk.reaches('accepted');
  // The same transaction, told as if another sum had been paid.
  await walk.settle('platform', attempt, { amount: 1 });
  await (await (await walk.forwardTo()).complete()).returnResult();
}

async function parcels(stage: Stage): Promise<void> {
  const opening = { plan: 'criminal', channel: 'online', citizen: 'cong-dan-lan', result: 'post' } as const;
  const walk = await (await new Walk(stage, opening).file()).requestFee();
  await (await walk.pay('vnpay')).reaches('accepted');
  await (await walk.forwardTo()).complete();
  await walk.parcel('collected');
  const [parcel] = (await walk.read()).shipments;
  const orderNumber = parcel?.shipmentId;
  // One number for two reports, and a report of an unknown parcel.
  for (const state of ['in_transit', 'collected']) await stage.control('post', 'forge', { orderNumber, state });
  await stage.control('post', 'forge', { orderNumber, state: 'in_transit', as: 'KHONG-CO-DON-NAY' });
  await (await walk.parcel('delivered')).reaches('returned');
}

async function filings(stage: Stage): Promise<void> {
  await stage.control('national-portal', 'push', { message: { LoaiBanTin: 'BO_SUNG' }, malformed: true });
  const MaBanTin = 'BT-20260302080000-00000001';
  const message = {
    ...{ MaBanTin, LoaiBanTin: 'TAO_MOI', MaTTHC: '1.001193', MaDonVi: 'H50.20.1' },
    ...{ MaHoSo: 'G01.99-20260302-0000001' },
  };
  const papers = [
    { MaThanhPhanHoSo: 'khong-co-thanh-phan-nay', TenTepDinhKem: 'la.pdf' },
    { MaThanhPhanHoSo: '000.00.00.G00-KQ000001', TenTepDinhKem: 'to-khai.pdf', content: 'TVqQAAMAAAAEAAAA' },
    { MaThanhPhanHoSo: '000.00.00.G00-KQ000002', TenTepDinhKem: 'chung-sinh.pdf' },
  ];
  await stage.control('national-portal', 'push', { message, personId: 'cong-dan-hieu', papers });
  await stage.control('national-portal', 'push', {
    message: { ...message, TrichYeuHoSo: 'Một việc khác' },
    personId: 'cong-dan-hieu',
  });
}
