import type { ShipmentState } from '../../../shared/dossier/values.ts';
import type { RegisteredCarrier } from './carrier.ts';
import { viettelPost } from './viettel-post/adapter.ts';
import { vnpost } from './vnpost/adapter.ts';

/** Every carrier. To add one: a folder beside this file and a line here. */
export const CARRIERS = { vnpost, 'viettel-post': viettelPost } as const satisfies Record<string, RegisteredCarrier>;
export type CarrierName = keyof typeof CARRIERS;

export const CARRIER_NAMES = Object.keys(CARRIERS) as [CarrierName, ...CarrierName[]];

/** Codes for which the province's contract differs from the carrier's `states.json`. */
export type OwnStates = Partial<Record<CarrierName, Readonly<Record<string, ShipmentState>>>>;

/** @returns undefined for an unknown code: the report is kept, and an operator extends the data */
export function stateOf(carrier: CarrierName, code: string, own: OwnStates = {}): ShipmentState | undefined {
  const ofProvince = own[carrier];
  if (ofProvince !== undefined && Object.hasOwn(ofProvince, code)) return ofProvince[code];
  const table: Readonly<Record<string, ShipmentState>> = CARRIERS[carrier].states;
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** Name of its secret under the province's prefix. */
export const carrierSecret = <N extends CarrierName>(name: N) => `carrier-${name}` as const;
