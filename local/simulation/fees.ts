import type { Procedure } from '../../shared/procedure/schema.ts';
import type { Channel } from '../../shared/values.ts';
import type { Chance } from './chance.ts';

/** The fees of a procedure that a dossier owes, and the assessed amounts. */
export type Due = { readonly feeCodes: string[]; readonly assessed?: Record<string, number> };

/** Of mutually exclusive fees only one; a fee and a charge come together, and so does an assessed amount (VND). */
export function feesDue(chance: Chance, { fees }: Procedure, channel: Channel): Due {
  // Late filing has a fee, timely filing is free; most people file in time.
  const possible = fees.filter((f) => !f.code.startsWith('late') || chance.happens(0.06));
  const fixed = possible.filter((f) => f.assessed !== true);
  const feeCodes: string[] = [];
  for (const kind of ['fee', 'charge'] as const) {
    const same = fixed.filter((f) => f.kind === kind);
    const named = same.find((f) => f.code === (channel === 'online' ? 'online' : 'counter'));
    if (same.length > 0) feeCodes.push((named ?? chance.pick(same)).code);
  }
  const assessed: Record<string, number> = {};
  for (const { code } of possible.filter((f) => f.assessed === true)) {
    feeCodes.push(code);
    assessed[code] = Math.round(chance.around(40_000, 0.9)) * 1000;
  }
  return Object.keys(assessed).length > 0 ? { feeCodes, assessed } : { feeCodes };
}
