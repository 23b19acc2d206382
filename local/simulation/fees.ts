import type { Procedure } from '../../shared/procedure/schema.ts';
import type { Channel } from '../../shared/values.ts';
import type { Chance } from './chance.ts';

/** Which of a procedure's fees a dossier owes, and what was assessed for it. */
export type Due = { readonly feeCodes: string[]; readonly assessed?: Record<string, number> };

/** Of fees that exclude each other one; a fee and a charge come together, and so does what is assessed (VND). */
export function feesDue(chance: Chance, { fees }: Procedure, channel: Channel): Due {
  // Filing late costs something, filing in time does not; most people file in time.
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
