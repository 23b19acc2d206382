import * as z from 'zod/mini';
import { BadRequest, bodyOf, json, type Route } from '../kit/http.ts';
import { runSimulator } from '../kit/simulator.ts';
import { callbackOf } from './callback.ts';
import { carrierRoutes } from './carrier-routes.ts';
import { nextState, type ParcelState, STATES, wayTo } from './codes.ts';
import { postPage } from './page.ts';
import { type Parcel, Parcels } from './parcels.ts';
import { settingsSchema, startSettings } from './settings.ts';
import { Tokens } from './tokens.ts';

const advanceSchema = z.strictObject({
  orderNumber: z.string(),
  /** The parcel passes through every state on the way, each with its callback. Absent: one step on. */
  to: z.optional(z.enum(STATES)),
});

/** A forged callback with an invalid token, or with a state the parcel is not in. */
const forgeSchema = z.strictObject({
  orderNumber: z.string(),
  state: z.enum(STATES),
  token: z.optional(z.string()),
  /** Another order number, which the report names instead. */
  as: z.optional(z.string()),
});

await runSimulator(({ outbox }) => {
  const settings = startSettings();
  const parcels = new Parcels();
  const tokens = new Tokens();
  const timers = new Set<NodeJS.Timeout>();

  const moved = (parcel: Parcel) => {
    const tracking = parcel.history.at(-1);
    if (tracking && settings.apiUrl) outbox.send(callbackOf(parcel, tracking, settings));
    const next = nextState(parcel.state);
    if (settings.stepMs > 0 && next) later(parcel, parcel.state, next);
  };

  const later = (parcel: Parcel, from: ParcelState, next: ParcelState) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (parcel.state !== from) return;
      parcels.move(parcel, next);
      moved(parcel);
    }, settings.stepMs);
    timers.add(timer);
  };

  const held = (orderNumber: string): Parcel => {
    const parcel = parcels.findAnywhere(orderNumber);
    if (!parcel) throw new BadRequest(`No order ${orderNumber}.`, 404);
    return parcel;
  };

  const advance: Route = {
    method: 'POST',
    path: '/control/advance',
    handle: (call) => {
      const { orderNumber, to } = z.parse(advanceSchema, bodyOf(call));
      const parcel = held(orderNumber);
      const goal = to ?? nextState(parcel.state);
      const way = goal && wayTo(parcel.state, goal);
      if (!way)
        throw new BadRequest(`A parcel that is ${parcel.state} does not become ${goal ?? 'anything else'}.`, 409);
      for (const state of way) {
        parcels.move(parcel, state);
        moved(parcel);
      }
      return json({ orderNumber, state: parcel.state, passed: way });
    },
  };

  const forge: Route = {
    method: 'POST',
    path: '/control/forge',
    handle: (call) => {
      const { orderNumber, state, token, as } = z.parse(forgeSchema, bodyOf(call));
      const tracking = { id: 'f'.repeat(24), at: new Date(), state };
      const parcel = held(orderNumber);
      const named = as === undefined ? parcel : { ...parcel, order: { ...parcel.order, OrderNumber: as } };
      outbox.send(callbackOf(named, tracking, settings, token));
      return json({ orderNumber, state });
    },
  };

  return {
    title: 'Bưu chính công ích',
    subtitle: 'Đơn gửi hồ sơ và trả kết quả qua VNPost, Viettel Post',
    routes: [advance, forge, ...carrierRoutes(settings, parcels, tokens, moved)],
    state: () => ({
      settings: { ...settings, clientSecret: undefined, token: undefined, tokens: undefined },
      parcels: parcels.all(),
      deliveries: outbox.deliveries,
    }),
    reset: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      parcels.clear();
      tokens.expireAll();
    },
    configure: (given) => {
      const { retryMs, maxAttempts, ...rest } = z.parse(settingsSchema, given);
      Object.assign(settings, rest);
      outbox.rule.retryMs = retryMs ?? outbox.rule.retryMs;
      outbox.rule.maxAttempts = maxAttempts ?? outbox.rule.maxAttempts;
    },
    page: () => postPage(parcels.all(), outbox.deliveries),
  };
});
