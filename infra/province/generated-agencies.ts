import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Agency } from '../../shared/procedure/schema.ts';
import { parseJson } from '../../shared/text/json.ts';
import { communeCode, line } from '../../shared/values.ts';
import type { ProvinceFile } from './schema.ts';

const FILE = join(import.meta.dirname, 'communes.json');

const listSchema = z.object({
  note: line(500),
  /** By the province's code: code and name of each commune. */
  communes: z.record(z.string(), z.array(z.tuple([communeCode, line(100)]))),
});

/** The three types of commune, as their names begin; the source writes some of them in lower case. */
const TYPES = { Phường: 'ward', Xã: 'commune', 'Đặc khu': 'special zone' } as const;

let list: z.infer<typeof listSchema> | undefined;

/**
 * Communes of a province by its code: their own code and name, `['19333', 'Phường Đồng Hới']`. Source: National Statistics
 * Office, state of September 2026.
 */
export function communesOf(provinceCode: string): readonly (readonly [code: string, name: string])[] {
  list ??= listSchema.parse(parseJson(readFileSync(FILE, 'utf8'), FILE));
  return list.communes[provinceCode] ?? [];
}

/**
 * Agencies of a province whose file names none: its centre, and each commune's people's committee and one-stop shop. The
 * identifiers have the form of Decision 20/2020/QĐ-TTg and follow from the commune's code, so that they are the same each time.
 * All are marked `generated`: the province confirms them by naming its own.
 */
export function generatedAgencies({ agencyId, code, name, type }: ProvinceFile): readonly Agency[] {
  const province = type === 'city' ? { vi: 'thành phố', en: 'city' } : { vi: 'tỉnh', en: 'province' };
  const centre: Agency = {
    agencyId: `${agencyId}.1`,
    name: {
      vi: `Trung tâm Phục vụ hành chính công ${province.vi} ${name}`,
      en: `Public Administrative Service Centre of ${name} ${province.en}`,
    },
    kind: 'reception',
    level: 'province',
    generated: true,
  };
  return [
    centre,
    ...communesOf(code).flatMap(([commune, itsName]) => ofCommune(`${agencyId}.${commune}`, commune, itsName)),
  ];
}

function ofCommune(agencyId: string, code: string, fullName: string): readonly Agency[] {
  const type = (Object.keys(TYPES) as (keyof typeof TYPES)[]).find((one) =>
    fullName.toLowerCase().startsWith(`${one.toLowerCase()} `),
  );
  if (type === undefined) throw new Error(`${FILE}: commune ${code}: "${fullName}" names none of the types`);
  const name = fullName.slice(type.length + 1);
  const vi = `${type.toLowerCase()} ${name}`;
  const en = `${name} ${TYPES[type]}`;
  const common: Pick<Agency, 'level' | 'area' | 'generated'> = { level: 'commune', area: [code], generated: true };
  return [
    {
      ...common,
      agencyId,
      name: { vi: `Ủy ban nhân dân ${vi}`, en: `People's Committee of ${en}` },
      kind: 'commune',
    },
    {
      ...common,
      agencyId: `${agencyId}.1`,
      name: { vi: `Trung tâm Phục vụ hành chính công ${vi}`, en: `Public Administrative Service Centre of ${en}` },
      kind: 'reception',
    },
  ];
}
