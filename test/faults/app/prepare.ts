import { join } from 'node:path';
import { loadProvince, type Province } from '../../../infra/province/load.ts';
import { selfSigned } from '../../../local/launcher/certificate.ts';
import { localPartners } from '../../../local/launcher/partners.ts';
import { Rights } from '../../rights/rights.ts';
import type { Libraries } from '../world/libraries.ts';
import type { Code } from '../world/program.ts';
import { PORTAL, SLUG, URLS } from './addresses.ts';
import { deployedFunctions, type FunctionCode, type FunctionsCode, sharingFunctions } from './functions.ts';
import type { Templates } from './intrinsics.ts';
import { PARTNERS, programCode } from './programs.ts';
import { bundles, synthesise } from './synthesis.ts';
import { Wiring } from './wiring.ts';

const VALID = { from: '2026-01-01T00:00:00.000Z', to: '2036-01-01T00:00:00.000Z' };

/** What is the same in every world: read, bundled and compiled once. */
export type Prepared = {
  readonly province: Province;
  readonly templates: Templates;
  readonly wiring: Wiring;
  readonly rights: Rights;
  readonly functions: ReadonlyMap<string, FunctionCode>;
  readonly libraries: Libraries | undefined;
  /** The same with requests to AWS that go all the way through its SDK; nothing where they do so anyway. */
  readonly whole?: Pick<Prepared, 'functions' | 'libraries'>;
  readonly partners: ReadonlyMap<string, Code>;
  readonly people: Code;
  readonly operator: Code;
  readonly signing: unknown;
};

type How = {
  readonly bundled?: boolean;
  readonly deployed?: boolean;
  /** Folder with the sources of an older version, which worlds begin with and deploys replace. */
  readonly before?: string | undefined;
};

/**
 * @param out folder of the functions' bundles; made unless they are there already
 * @param how `deployed`: the bundles themselves, each with its libraries; else the same source with shared ones
 */
export async function prepare(out: string, how: How = {}): Promise<Prepared> {
  const plain = loadProvince(SLUG);
  const province = { ...plain, partners: localPartners(plain.partners, URLS, PORTAL) };
  const templates = await synthesise(province);
  const folderOf = how.bundled ? (name: string) => join(out, name) : await bundles(out);
  const made = how.deployed
    ? deployedFunctions(folderOf)
    : await sharingFunctions(folderOf, { wholeSdk: how.before !== undefined, before: how.before });
  const direct = !how.deployed && how.before === undefined;
  const partners = new Map<string, Code>();
  for (const name of PARTNERS) partners.set(name, await programCode(`local/simulators/${name}/main.ts`));
  const people = await programCode('test/faults/people/main.ts');
  const operator = await programCode('test/faults/people/operator.ts');
  return {
    province,
    templates,
    wiring: new Wiring(templates),
    rights: new Rights(templates),
    ...named(made),
    ...(direct && { whole: named(await sharingFunctions(folderOf, { wholeSdk: true })) }),
    partners,
    people,
    operator,
    signing: await selfSigned('rsa', 'Trung tâm (thử nghiệm)', VALID),
  };
}

/** Under their physical names. */
const named = ({ functions, libraries }: FunctionsCode) => ({
  functions: new Map([...functions].map(([name, code]) => [`motcua-${SLUG}-${name}`, code])),
  libraries,
});
