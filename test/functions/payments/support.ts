import { createHash, createHmac } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Attempts, PaymentAttempt } from '../../../functions/payments/attempts.ts';
import { type PaymentsConfig, paymentsConfigSchema } from '../../../functions/payments/config.ts';
import { platformCallbacks, platformIntents } from '../../../functions/payments/providers/platform/client.ts';
import type { ReceiptDetails } from '../../../functions/payments/providers/provider.ts';
import { vnpayCallbacks, vnpayIntents } from '../../../functions/payments/providers/vnpay/client.ts';
import { type Notices, noticeStore } from '../../../functions/payments/webhook/notices.ts';
import type { Payment } from '../../../shared/dossier/commands.ts';
import { PAYMENT_NOTICES } from '../../../shared/partner-messages/payment-notices.ts';
import type { PartnerCall } from '../../../shared/platform/partners/call.ts';
import type { QueuedCommand } from '../../../shared/platform/queues/command-queue.ts';
import { sharedKey } from '../../../shared/platform/secrets/key.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { TableDouble } from '../../shared/platform/delivery/table-double.ts';

export const KEY = 'khoa-thu-nghiem-dai-ba-hai-ky-tu-1';
export const PREVIOUS_KEY = 'khoa-thu-nghiem-dai-ba-hai-ky-tu-0';
export const REFERENCE = 'MC20260609083000A1B2';
export const DOSSIER_ID = 'b7d6f0a4-2f0f-4f8e-9a44-0d3f1c1f7a10';
export const OBLIGATION_ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
export const NOW = '2026-06-09T01:36:00.000Z';

const providersConfig = {
  platform: {
    url: 'https://platform.test/pay',
    partnerCode: 'motcua-quang-tri',
    beneficiary: { account: '3511.0.1054321', bankCode: 'VCB', name: 'Sở Tư pháp tỉnh Quảng Trị' },
  },
  vnpay: { payUrl: 'https://pay.vnpay.test/vpcpay.html', terminalCode: 'MOTCUAQT' },
};

const parsed: PaymentsConfig = paymentsConfigSchema.parse({
  returnUrl: 'https://motcua.quangtri.gov.vn/thanh-toan/ket-qua?x=1',
  providers: providersConfig,
});
export const config = { ...parsed, ...providersConfig };

export const secrets =
  (...keys: [string, ...string[]]) =>
  async () =>
    keys.map((key) => sharedKey.parse(key)) as [string, ...string[]];

export const receipt: ReceiptDetails = {
  dossierCode: 'H50.12-260609-0001',
  procedureCode: '2.000488',
  procedureName: 'Cấp Phiếu lý lịch tư pháp số 1',
  serviceCode: '2.000488.01',
  agencyId: 'H50.12',
  agencyName: 'Sở Tư pháp tỉnh Quảng Trị',
  payer: { name: 'Nguyễn Thị Thử', identifier: '044190000001', address: 'Phường Đồng Hới, tỉnh Quảng Trị' },
  fees: [{ code: '2.000488.01', name: 'Phí cung cấp thông tin', kind: 'fee', amount: 200_000 }],
};

export const intent = {
  reference: REFERENCE,
  amount: 200_000,
  createdAt: '2026-06-09T01:30:00.000Z',
  payBy: '2026-06-09T01:45:00.000Z',
  payerIp: '203.0.113.7',
  language: 'vi',
  receipt,
} as const;

const IPN = {
  vnp_TmnCode: 'MOTCUAQT',
  vnp_Amount: '20000000',
  vnp_BankCode: 'NCB',
  vnp_BankTranNo: 'VNP14422574',
  vnp_CardType: 'ATM',
  vnp_OrderInfo: 'Thanh toan ho so H50.12-260609-0001',
  vnp_PayDate: '20260609083512',
  vnp_ResponseCode: '00',
  vnp_TransactionNo: '14422574',
  vnp_TransactionStatus: '00',
  vnp_TxnRef: REFERENCE,
};

/** A notification signed here, by code independent of the product's. */
export function ipn(change: Record<string, string> = {}, key = KEY): Record<string, string> {
  const parameters: Record<string, string> = { ...IPN, ...change };
  const plain = Object.keys(parameters)
    .sort()
    .map((name) => `${name}=${encodeURIComponent(parameters[name] ?? '').replaceAll('%20', '+')}`)
    .join('&');
  return { ...parameters, vnp_SecureHash: createHmac('sha512', key).update(plain).digest('hex') };
}

const CALLBACK = {
  LoaiBanTin: 'IPN',
  MaLoi: '00',
  MaDoiTac: 'motcua-quang-tri',
  MaThamChieu: REFERENCE,
  SoTien: '200000',
  MaTienTe: 'VND',
  MaGiaoDich: 'GD0001',
  MaNganHang: 'VCB',
  ThoiGianGD: '20260609083512',
  ThongTinGiaoDich: 'Thanh toan phi, le phi ho so H50.12-260609-0001',
};

export function platformCallback(change: Record<string, string> = {}, key = KEY): Record<string, string> {
  const message: Record<string, string> = { ...CALLBACK, ...change };
  const plain = [...Object.keys(CALLBACK).map((name) => message[name]), key].join('|');
  return { ...message, MaXacThuc: createHash('sha256').update(plain).digest('hex') };
}

export const attempt = (change: Partial<PaymentAttempt> = {}): PaymentAttempt => ({
  reference: REFERENCE,
  dossierId: DOSSIER_ID,
  provider: 'vnpay',
  obligationId: OBLIGATION_ID,
  amount: 200_000,
  createdAt: intent.createdAt,
  payBy: intent.payBy,
  ...change,
});

export const noCall: PartnerCall = async () => {
  throw new Error('no request expected');
};

export function providers(keys: [string, ...string[]] = [KEY], call: PartnerCall = noCall) {
  const clock = () => new Date(NOW);
  const ours = { config: config.platform, secrets: secrets(...keys) };
  const page = { config: config.vnpay, returnUrl: config.returnUrl, secrets: secrets(...keys) };
  return {
    platform: { ...platformIntents({ ...ours, call }), ...platformCallbacks({ ...ours, clock }) },
    vnpay: { ...vnpayIntents(page), ...vnpayCallbacks(page) },
  };
}

/** Everything the webhook writes to, with a switch that makes the next use of one part fail. */
export function webhookWorld(
  attempts: readonly PaymentAttempt[] = [attempt(), attempt({ provider: 'platform', reference: 'P1' })],
) {
  const double = new TableDouble();
  const commands: QueuedCommand[] = [];
  const counted: string[] = [];
  const failing = new Set<'byReference' | 'keep' | 'send' | 'sent'>();
  const trip = (part: 'byReference' | 'keep' | 'send' | 'sent') => {
    if (failing.delete(part)) throw new Error(`${part} failed`);
  };
  const store = noticeStore(double.table);
  const notices: Notices = {
    async keep(notice) {
      trip('keep');
      return store.keep(notice);
    },
    async sent(notice, at) {
      trip('sent');
      await store.sent(notice, at);
    },
    quarantine: store.quarantine,
  };
  const isAside = ({ sk }: Record<string, unknown>) => String(sk).startsWith('aside#');
  const byReference: Attempts['byReference'] = async (reference) => {
    trip('byReference');
    return attempts.find((one) => one.reference === reference);
  };
  const send = async (command: QueuedCommand) => {
    trip('send');
    commands.push(command);
  };
  const logs: string[] = [];
  const logger = new Logger({ serviceName: 'test' });
  for (const level of ['info', 'warn', 'error'] as const) {
    logger[level] = (...input: unknown[]) => {
      logs.push(
        JSON.stringify(input, (_, value) => (value instanceof Error ? `${value.name}: ${value.message}` : value)),
      );
    };
  }
  const deps = {
    providers: providers(),
    attempts: { byReference },
    notices,
    commands: { send },
    count: (metric: string) => void counted.push(metric),
    clock: () => new Date(NOW),
    logger,
  };
  return {
    deps,
    double,
    /** Rows of messages stored once, and of quarantined ones. */
    kept: () => [...double.rows.values()].filter((row) => !isAside(row)),
    aside: () => [...double.rows.values()].filter(isAside),
    commands,
    /** Commands for the dossiers, built from the rows that they name. */
    payments: () =>
      commands.map(({ command }) => {
        if (command.type !== 'record-payment') throw new Error(command.type);
        return double.get(keys.inbound(PAYMENT_NOTICES, command.messageId))?.payment as Payment;
      }),
    counted,
    failing,
    logs,
  };
}
