import { platformHash } from '../../../local/simulators/payments/platform-hash.ts';
import { gatewayTime } from '../../../local/simulators/payments/transactions.ts';
import { vnpayHash } from '../../../local/simulators/payments/vnpay-hash.ts';
import { anonymous } from '../kit.ts';
import { readSecret } from './secrets.ts';

/** VNPay's notification about a payment, signed the way its documentation says; not by the code under test. */
export async function vnpayQuery(
  reference: string,
  amount: number,
  change: Readonly<Record<string, string>> = {},
  key?: string,
): Promise<URLSearchParams> {
  const parameters: Record<string, string> = {
    vnp_TmnCode: 'MOTCUAQT',
    vnp_Amount: String(amount * 100),
    vnp_BankCode: 'NCB',
    vnp_CardType: 'ATM',
    vnp_OrderInfo: 'Thanh toan ho so',
    vnp_PayDate: gatewayTime(new Date()),
    vnp_ResponseCode: '00',
    vnp_TransactionNo: reference.slice(-14),
    vnp_TransactionStatus: '00',
    vnp_TxnRef: reference,
    ...change,
  };
  const secret = key ?? (await readSecret('payment-vnpay')).current;
  return new URLSearchParams({ ...parameters, vnp_SecureHash: vnpayHash(parameters, secret) });
}

export const notify = (query: URLSearchParams | string) => anonymous.ask('GET', `/webhooks/vnpay?${query}`);

/** The platform's callback, signed likewise. */
export async function platformCallback(
  reference: string,
  amount: number | string,
  change: Readonly<Record<string, string>> = {},
  key?: string,
): Promise<Record<string, string>> {
  const message: Record<string, string> = {
    LoaiBanTin: 'IPN',
    MaLoi: '00',
    MaDoiTac: 'motcua-quang-tri',
    MaThamChieu: reference,
    SoTien: String(amount),
    MaTienTe: 'VND',
    MaGiaoDich: reference.slice(-14),
    MaNganHang: 'VCB',
    ThoiGianGD: gatewayTime(new Date()),
    ThongTinGiaoDich: 'Thanh toan',
    ...change,
  };
  return {
    ...message,
    MaXacThuc: platformHash('callback', message, key ?? (await readSecret('payment-platform')).current),
  };
}

export const callBack = (body: unknown) =>
  anonymous.ask('POST', '/webhooks/payment-platform', {
    idempotencyKey: null,
    ...(typeof body === 'string' ? { rawBody: body } : { body }),
  });
