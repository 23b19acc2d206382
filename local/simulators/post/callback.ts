import type { Callback } from '../kit/outbox.ts';
import { statusOf, viettelType } from './codes.ts';
import type { Parcel, Tracking } from './parcels.ts';
import type { Settings } from './settings.ts';

/** A carrier's push of one tracking event, in the Viettel Post style. It is sent until the answer is `{status: 200}`. */
export function callbackOf(parcel: Parcel, tracking: Tracking, settings: Settings, forged?: string): Callback {
  const token = forged ?? settings.tokens[parcel.carrier] ?? settings.token;
  const { code, name } = statusOf(parcel.carrier, tracking.state);
  const type = viettelType(tracking.state);
  const body = JSON.stringify({
    ORDER_NUMBER: parcel.order.OrderNumber,
    ORDER_REFERENCE: parcel.itemCode,
    ...(typeof type === 'number' && { TYPE: type }),
    ORDER_STATUS: code,
    STATUS_NAME: name,
    ORDER_STATUSDATE: carrierTime(tracking.at),
    EVENT_ID: tracking.id,
  });
  return {
    id: tracking.id,
    subject: `callback ${parcel.carrier} ${tracking.state}`,
    key: parcel.order.OrderNumber,
    request: () => ({
      url: `${settings.apiUrl}/webhooks/post/${parcel.carrier}`,
      init: { method: 'POST', headers: { 'content-type': 'application/json', token }, body },
    }),
    accepted: (status, reply) => status === 200 && replyStatus(reply) === 200,
  };
}

function replyStatus(reply: string): unknown {
  try {
    return (JSON.parse(reply) as { status?: unknown } | null)?.status;
  } catch {
    return undefined;
  }
}

/** `dd/MM/yyyy HH:mm:ss` in Asia/Ho_Chi_Minh. */
function carrierTime(date: Date): string {
  const iso = new Date(date.getTime() + 7 * 3600_000).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
}
