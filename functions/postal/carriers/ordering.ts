import { partnerCall } from '../../../shared/platform/partners/call.ts';
import type { Secrets } from '../../../shared/platform/secrets/secrets.ts';
import type { PostConfig } from '../config.ts';
import type { Carrier } from './carrier.ts';
import { CARRIERS, type CarrierName, carrierSecret } from './registry.ts';

/** The carrier for the province's parcels, by name. @throws Error for an invalid configuration */
export function orderingCarrier(
  { carrier: carrierName, carriers, sender }: PostConfig,
  secrets: Secrets,
  clock: () => Date,
): { readonly carrierName: CarrierName; readonly carrier: Carrier } {
  const { open, secret } = CARRIERS[carrierName];
  const config = carriers[carrierName];
  if (open === undefined || config === undefined) throw new Error(`${carrierName} takes no orders`);
  const call = partnerCall(carrierName);
  const carrier = open({ config, sender, secrets: () => secrets.get(carrierSecret(carrierName), secret), call, clock });
  return { carrierName, carrier };
}
