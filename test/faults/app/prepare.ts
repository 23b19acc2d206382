import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProvince, type Province } from '../../../infra/province/load.ts';
import { selfSigned } from '../../../local/certificate.ts';
import { localPartners } from '../../../local/partners.ts';
import { Code } from '../world/program.ts';
import { SLUG, URLS } from './addresses.ts';
import { PARTNERS, programCode } from './programs.ts';
import { bundles, synthesise } from './synthesis.ts';
import { Wiring } from './wiring.ts';

const VALID = { from: '2026-01-01T00:00:00.000Z', to: '2036-01-01T00:00:00.000Z' };

/** What is the same in every world: read, bundled and compiled once. */
export type Prepared = {
  readonly province: Province;
  readonly wiring: Wiring;
  readonly functions: ReadonlyMap<string, { readonly code: Code; readonly folder: string }>;
  readonly partners: ReadonlyMap<string, Code>;
  readonly people: Code;
  readonly operator: Code;
  readonly signing: unknown;
};

/** @param out folder of the functions' bundles; made unless they are `bundled` there already */
export async function prepare(out: string, bundled = false): Promise<Prepared> {
  const plain = loadProvince(SLUG);
  const province = { ...plain, partners: localPartners(plain.partners, URLS) };
  const wiring = new Wiring(await synthesise(province));
  const folderOf = bundled ? (name: string) => join(out, name) : await bundles(out);
  const functions = new Map(
    wiring.functions().map(({ name }) => {
      const folder = folderOf(name.replace(`motcua-${SLUG}-`, ''));
      const file = join(folder, 'handler.js');
      return [name, { code: new Code(file, readFileSync(file, 'utf8')), folder }] as const;
    }),
  );
  const partners = new Map<string, Code>();
  for (const name of PARTNERS) partners.set(name, await programCode(`local/simulators/${name}/main.ts`));
  const people = await programCode('test/faults/people/main.ts');
  const operator = await programCode('test/faults/people/operator.ts');
  return {
    province,
    wiring,
    functions,
    partners,
    people,
    operator,
    signing: await selfSigned('rsa', 'Trung tâm (thử nghiệm)', VALID),
  };
}
