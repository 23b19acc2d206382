import { digits } from '../kit/digits.ts';
import { type CarrierName, type ParcelState, statusOf } from './codes.ts';
import type { Order } from './orders.ts';

export type Tracking = { readonly id: string; readonly at: Date; readonly state: ParcelState };

export type Parcel = {
  readonly carrier: CarrierName;
  /** The carrier's own number. */
  readonly itemCode: string;
  readonly order: Order;
  state: ParcelState;
  readonly history: Tracking[];
};

/** One item of the tracking feed. */
export type FeedItem = {
  readonly _id: { readonly $oid: string };
  readonly orderNumber: string;
  readonly statusCode: string;
  readonly statusMessage: string;
};

/** Parcels of all carriers and their tracking feeds. */
export class Parcels {
  readonly #held = new Map<string, Parcel>();
  readonly #feeds = new Map<CarrierName, FeedItem[]>();
  #events = 0;

  all(): readonly Parcel[] {
    return [...this.#held.values()];
  }

  clear(): void {
    this.#held.clear();
    this.#feeds.clear();
  }

  find(carrier: CarrierName, orderNumber: string): Parcel | undefined {
    return this.#held.get(`${carrier} ${orderNumber}`);
  }

  /** By order number alone, of any carrier. */
  findAnywhere(orderNumber: string): Parcel | undefined {
    return this.all().find((parcel) => parcel.order.OrderNumber === orderNumber);
  }

  open(carrier: CarrierName, order: Order): Parcel {
    const parcel: Parcel = {
      carrier,
      itemCode: `${carrier === 'vnpost' ? 'EA' : 'VTP'}${digits(9)}VN`,
      order,
      state: 'registered',
      history: [],
    };
    this.#held.set(`${carrier} ${order.OrderNumber}`, parcel);
    this.move(parcel, 'registered');
    return parcel;
  }

  /** Sets the parcel's state and adds it to the carrier's feed. */
  move(parcel: Parcel, state: ParcelState): Tracking {
    this.#events += 1;
    const at = new Date();
    // 24 hex digits in the order of time, like the identifiers of the real feed: seconds, then a counter.
    const id =
      Math.floor(at.getTime() / 1000)
        .toString(16)
        .padStart(8, '0') + this.#events.toString(16).padStart(16, '0');
    const tracking = { id, at, state };
    parcel.state = state;
    parcel.history.push(tracking);
    const { code, name } = statusOf(parcel.carrier, state);
    const feed = this.#feeds.get(parcel.carrier) ?? [];
    feed.push({
      _id: { $oid: id },
      orderNumber: parcel.order.OrderNumber,
      statusCode: String(code),
      statusMessage: name,
    });
    this.#feeds.set(parcel.carrier, feed);
    return tracking;
  }

  /** Items of the feed after `lastId`, oldest first. */
  feed(carrier: CarrierName, lastId: string, size: number): readonly FeedItem[] {
    return (this.#feeds.get(carrier) ?? []).filter((item) => item._id.$oid > lastId).slice(0, size);
  }
}
