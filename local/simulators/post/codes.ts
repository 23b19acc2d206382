import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

export const STATES = [
  'registered',
  'collecting',
  'collected',
  'in_transit',
  'delivering',
  'undeliverable',
  'delivered',
  'returned',
  'cancelled',
] as const;
export type ParcelState = (typeof STATES)[number];

export const CARRIERS = ['vnpost', 'viettel-post'] as const;
export type CarrierName = (typeof CARRIERS)[number];

const carrierSchema = z.strictObject({
  name: z.string(),
  statuses: z.array(z.strictObject({ code: z.int(), state: z.enum(STATES), name: z.string() })),
});
const fileSchema = z.object({
  viettelTypes: z.record(z.string(), z.union([z.string(), z.int()])),
  carriers: z.record(z.enum(CARRIERS), carrierSchema),
});

const file = z.parse(fileSchema, JSON.parse(readFileSync(new URL('./codes.json', import.meta.url), 'utf8')));

export const carrierTitle = (carrier: CarrierName): string => file.carriers[carrier].name;

/** The carrier's number and words for a state. @throws when its table lacks the state. */
export function statusOf(carrier: CarrierName, state: ParcelState): { code: number; name: string } {
  const found = file.carriers[carrier].statuses.find((one) => one.state === state);
  if (!found) throw new Error(`codes.json: ${carrier} has no code for ${state}`);
  return found;
}

/** `TYPE` of a push for a state; undefined where the contract has none. */
export const viettelType = (state: ParcelState): string | number | undefined => file.viettelTypes[state];

/** The next state of a parcel without intervention. */
const NEXT: Readonly<Partial<Record<ParcelState, ParcelState>>> = {
  registered: 'collecting',
  collecting: 'collected',
  collected: 'in_transit',
  in_transit: 'delivering',
  delivering: 'delivered',
};

export const nextState = (state: ParcelState): ParcelState | undefined => NEXT[state];

/** Permitted transitions: the normal course, and these exceptions. */
const TURNS: Readonly<Partial<Record<ParcelState, readonly ParcelState[]>>> = {
  registered: ['cancelled'],
  collecting: ['cancelled'],
  delivering: ['undeliverable'],
  undeliverable: ['delivering', 'returned'],
};

export const mayMove = (from: ParcelState, to: ParcelState): boolean =>
  NEXT[from] === to || (TURNS[from] ?? []).includes(to);

/** States on the shortest path from one to another, without the first; undefined when there is none. */
export function wayTo(from: ParcelState, to: ParcelState): readonly ParcelState[] | undefined {
  const queue: ParcelState[][] = [[from]];
  const seen = new Set<ParcelState>([from]);
  for (const way of queue) {
    const here = way.at(-1) ?? from;
    for (const next of STATES) {
      if (seen.has(next) || !mayMove(here, next)) continue;
      if (next === to) return [...way.slice(1), next];
      seen.add(next);
      queue.push([...way, next]);
    }
  }
  return undefined;
}
