import * as z from 'zod/mini';
import { BadRequest, bodyOf, type Call, json, type Reply, type Route } from '../kit/http.ts';
import { CARRIERS, type CarrierName, mayMove } from './codes.ts';
import { cancelSchema, feedSchema, feeOf, feeSchema, orderSchema } from './orders.ts';
import type { Parcel, Parcels } from './parcels.ts';
import type { Settings } from './settings.ts';
import type { Tokens } from './tokens.ts';

const refused = (message: string, status = 400): Reply => json({ success: false, message }, status);

/** Order, fee, cancel and tracking feed of each carrier, below `/<carrier>`, all behind its token. */
export function carrierRoutes(
  settings: Settings,
  parcels: Parcels,
  tokens: Tokens,
  moved: (parcel: Parcel, to: Parcel['state']) => void,
): Route[] {
  const guarded =
    <T extends z.ZodMiniType>(schema: T, work: (carrier: CarrierName, body: z.output<T>) => Reply) =>
    (call: Call): Reply => {
      const carrier = carrierOf(call);
      tokens.check(call);
      const body = z.safeParse(schema, bodyOf(call));
      return body.success ? work(carrier, body.data) : refused(z.prettifyError(body.error));
    };

  const create = guarded(orderSchema, (carrier, order) => {
    if (order.CustomerCode !== settings.customerCode) return refused(`Unknown customer ${order.CustomerCode}`);
    const known = parcels.find(carrier, order.OrderNumber);
    if (known) return refused(`Order ${order.OrderNumber} exists`, 409);
    const parcel = parcels.open(carrier, order);
    moved(parcel, 'registered');
    return json({ success: true, content: { OrderNumber: order.OrderNumber, ItemCode: parcel.itemCode } });
  });

  const cancel = guarded(cancelSchema, (carrier, { CustomerCode, OrderNumber }) => {
    const parcel = parcels.find(carrier, OrderNumber);
    if (!parcel || CustomerCode !== settings.customerCode) return refused(`No order ${OrderNumber}`, 404);
    if (parcel.state === 'cancelled') return json({ success: true, content: { OrderNumber } });
    if (!mayMove(parcel.state, 'cancelled')) return refused(`Order ${OrderNumber} is ${parcel.state}`, 409);
    parcels.move(parcel, 'cancelled');
    moved(parcel, 'cancelled');
    return json({ success: true, content: { OrderNumber } });
  });

  const track = guarded(feedSchema, (carrier, { lastId, pageSize }) =>
    json({ success: true, content: parcels.feed(carrier, lastId, pageSize ?? 100) }),
  );

  return [
    {
      method: 'POST',
      path: '/:carrier/token',
      handle: (call) => {
        carrierOf(call);
        return tokens.issue(call, settings.clientId, settings.clientSecret);
      },
    },
    { method: 'POST', path: '/:carrier/orders', handle: create },
    {
      method: 'POST',
      path: '/:carrier/fee',
      handle: guarded(feeSchema, (_, body) => json({ success: true, content: { price: feeOf(body) } })),
    },
    { method: 'POST', path: '/:carrier/cancel', handle: cancel },
    { method: 'POST', path: '/:carrier/tracking', handle: track },
  ];
}

function carrierOf({ params }: Call): CarrierName {
  const found = CARRIERS.find((carrier) => carrier === params.carrier);
  if (!found) throw new BadRequest(`No carrier ${params.carrier}.`, 404);
  return found;
}
