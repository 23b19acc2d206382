import { at } from '../../../infra/local/facts/fact.ts';
import { quangTri, STACKS } from '../support.ts';

export type Properties = Readonly<Record<string, unknown>>;
type Output = { readonly Value: unknown; readonly Export?: { readonly Name: unknown } };
export type Body = {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Properties }>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
};
/** Templates of a province by stack, as CloudFormation gets them. */
export type Bodies = Readonly<Record<string, Body>>;

/** `id` is `stack/logicalId`. */
export type Placed = {
  readonly id: string;
  readonly stack: string;
  readonly type: string;
  readonly properties: Properties;
};

/** The templates of Quảng Trị; a copy of its own for each caller, who may change it. */
export const bodies = (): Bodies =>
  Object.fromEntries(STACKS.map((stack) => [stack, structuredClone(quangTri().templates[stack].toJSON()) as Body]));

export const resources = (all: Bodies): readonly Placed[] =>
  Object.entries(all).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([logicalId, { Type, Properties = {} }]) => ({
      id: `${stack}/${logicalId}`,
      stack,
      type: Type,
      properties: Properties,
    })),
  );

const NAMES = ['TopicName', 'QueueName', 'TableName', 'BucketName', 'FunctionName', 'LogGroupName', 'Name'];

/** The ids that a value refers to: by reference, across stacks by export, or by a name at the end of an ARN. */
export function references(all: Bodies, stack: string, value: unknown): readonly string[] {
  if (typeof value === 'string') return named(all, value);
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => references(all, stack, item));
  const {
    Ref,
    'Fn::GetAtt': attribute,
    'Fn::ImportValue': imported,
    'Fn::Join': joined,
    ...rest
  } = value as Properties;
  if (typeof Ref === 'string') return all[stack]?.Resources[Ref] === undefined ? [] : [`${stack}/${Ref}`];
  if (attribute !== undefined) return [`${stack}/${String((attribute as unknown[])[0])}`];
  if (imported !== undefined) return exported(all, String(imported));
  if (joined !== undefined) return ((joined as [string, unknown[]])[1] ?? []).flatMap((p) => references(all, stack, p));
  return Object.values(rest).flatMap((item) => references(all, stack, item));
}

function exported(all: Bodies, name: string): readonly string[] {
  for (const [stack, { Outputs = {} }] of Object.entries(all)) {
    const output = Object.values(Outputs).find(({ Export }) => Export?.Name === name);
    if (output !== undefined) return references(all, stack, output.Value);
  }
  throw new Error(`no stack exports ${name}`);
}

/** `:motcua-quang-tri-alarms` is the topic of that name, in any stack. */
function named(all: Bodies, text: string): readonly string[] {
  const name = text.split(':').at(-1) ?? '';
  if (name === '' || !text.includes(':')) return [];
  return resources(all)
    .filter(({ properties }) => NAMES.some((property) => at(properties, property) === name))
    .map(({ id }) => id);
}
