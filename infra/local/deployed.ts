import * as z from 'zod/mini';
import { query, type Where } from './call.ts';

export type Properties = Readonly<Record<string, unknown>>;
/** A resource as the template declares it, with the physical name it got. */
export type Deployed = { readonly type: string; readonly id: string; readonly properties: Properties };

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.optional(z.record(z.string(), z.unknown())) }),
  ),
});

/** Stacks of a province, from its own deployment. */
export const stacksOf = (province: string): readonly string[] =>
  ['stateful', 'operations', 'processing', 'integrations', 'api'].map((stack) => `motcua-${province}-${stack}`);

const Version = '2010-05-15';

/** Stack exports by name. */
async function exportsOf(where: Where): Promise<ReadonlyMap<string, string>> {
  const listed = await query(where, 'cloudformation', { Action: 'ListExports', Version });
  return new Map(
    [...listed.matchAll(/<member>([\s\S]*?)<\/member>/g)].map(([, member = '']) => [
      element(member, 'Name'),
      element(member, 'Value'),
    ]),
  );
}

/** Resources of a deployed stack, with references to others, also of other stacks, replaced by their names. */
export async function deployed(where: Where, stack: string): Promise<readonly Deployed[]> {
  const [template, resources, exported] = await Promise.all([
    query(where, 'cloudformation', { Action: 'GetTemplate', StackName: stack, Version }),
    query(where, 'cloudformation', { Action: 'DescribeStackResources', StackName: stack, Version }),
    exportsOf(where),
  ]);
  const body = /<TemplateBody>([\s\S]*)<\/TemplateBody>/.exec(template)?.[1] ?? '{}';
  const { Resources } = templateSchema.parse(JSON.parse(unescapeXml(body)));
  const ids = new Map([
    ...exported,
    ...[...resources.matchAll(/<(?:member|StackResource)>([\s\S]*?)<\/(?:member|StackResource)>/g)].map(
      ([, member = '']) => [element(member, 'LogicalResourceId'), element(member, 'PhysicalResourceId')] as const,
    ),
  ]);
  return Object.entries(Resources).map(([logicalId, { Type, Properties = {} }]) => ({
    type: Type,
    id: ids.get(logicalId) ?? '',
    properties: resolve(Properties, ids) as Properties,
  }));
}

const element = (xml: string, name: string): string =>
  unescapeXml(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1] ?? '');

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const unescapeXml = (text: string): string =>
  text
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, code: string) =>
      String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)),
    )
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '');

/** Resolves references and attributes to the physical name; comparing and restoring needs nothing else. */
function resolve(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, ids));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported, ...rest } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return ids.get(Ref) ?? Ref;
  if (typeof imported === 'string') return ids.get(imported) ?? imported;
  if (Array.isArray(attribute)) return ids.get(String(attribute[0])) ?? attribute;
  return Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, resolve(item, ids)]));
}
