import * as z from 'zod/mini';
import type { ShipmentState } from '../dossier/values.ts';
import viettelPost from './codes/viettel-post.json' with { type: 'json' };
import vnpost from './codes/vnpost.json' with { type: 'json' };
import { type PostConfig, stateTableSchema } from './config.ts';

/** Carriers whose reports we can read. */
export const CARRIERS = ['vnpost', 'viettel-post'] as const;
export type CarrierName = (typeof CARRIERS)[number];

const file = z.strictObject({
  foundation: z.enum(['seen', 'second-hand', 'background', 'decided']),
  note: z.string(),
  states: stateTableSchema,
});

/** Carriers' codes and what they mean, checked when the function starts. */
const TABLES = { vnpost: file.parse(vnpost).states, 'viettel-post': file.parse(viettelPost).states };

/** @returns undefined for a code nobody has told us about: the report is kept, and somebody extends the data. */
export function stateOf(
  carrier: CarrierName,
  code: string,
  overrides: PostConfig['states'],
): ShipmentState | undefined {
  const own = overrides?.[carrier];
  if (own !== undefined && Object.hasOwn(own, code)) return own[code];
  const table: Readonly<Record<string, ShipmentState>> = TABLES[carrier];
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
