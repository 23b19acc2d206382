import { partnerCall } from '../../../shared/platform/partners/call.ts';
import type { Secrets } from '../../../shared/platform/secrets/secrets.ts';
import type { PostConfig } from '../config.ts';
import type { Carrier } from './carrier.ts';
import { CARRIERS, type CarrierName, carrierSecret } from './registry.ts';

/** The carrier that takes the province's parcels, under its name. @throws Error for a configuration that its schema refuses */
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
