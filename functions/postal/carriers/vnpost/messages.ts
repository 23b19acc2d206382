import * as z from 'zod/mini';
import type { CarrierReport } from '../../../../shared/partner-messages/carrier-reports.ts';
import { partnerId } from '../../../../shared/values.ts';
import type { ParcelOrder } from '../carrier.ts';
import type { VnpostConfig } from './config.ts';

/** Order of VNPost's service on the bus. Districts are omitted: they were abolished in July 2025. */
export function orderMessage(order: ParcelOrder, { customerCode, sender }: VnpostConfig) {
  return {
    CustomerCode: customerCode,
    OrderNumber: order.orderNumber,
    CODAmount: order.cashOnDelivery,
    SenderProvince: sender.provinceCode,
    SenderAddress: sender.address,
    SenderName: sender.name,
    ...(sender.email !== undefined && { SenderEmail: sender.email }),
    SenderTel: sender.phone,
    SenderDesc: order.content,
    Description: order.content,
    ReceiverName: order.receiver.name,
    ReceiverAddress: order.receiver.address,
    ReceiverTel: order.receiver.phone,
    ReceiverProvince: order.receiver.provinceCode,
  };
}

export function feeMessage(parcel: { grams: number; toProvinceCode: string }, { sender }: VnpostConfig) {
  return {
    weight: parcel.grams,
    mainSrv: 'HCC',
    isreturn: 1,
    sender: { provCode: sender.provinceCode, distCode: '' },
    receiver: { provCode: parcel.toProvinceCode, distCode: '' },
  };
}

/** Start of the tracking feed. */
export const FIRST_CURSOR = '0'.repeat(24);

const item = z.object({
  _id: z.object({ $oid: z.string().check(z.regex(/^[0-9a-f]{24}$/)) }),
  orderNumber: partnerId(100),
  statusCode: z.pipe(z.union([partnerId(50), z.int()]), z.transform(String)),
});

/**
 * One item of the feed; undefined for an invalid one. The time is taken from the identifier (its first eight hex digits are
 * seconds), since the feed has no other.
 */
export function reportOf(value: unknown): CarrierReport | undefined {
  const parsed = item.safeParse(value);
  if (!parsed.success) return undefined;
  const { _id, orderNumber, statusCode } = parsed.data;
  const occurredAt = new Date(Number.parseInt(_id.$oid.slice(0, 8), 16) * 1000).toISOString();
  return { orderNumber, carrierCode: statusCode, reportId: _id.$oid, occurredAt };
}
