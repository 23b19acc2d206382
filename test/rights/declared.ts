import { ACCOUNT, type Placed, REGION, type Templates } from '../faults/app/intrinsics.ts';
import { arnOf, type Place } from './asks/place.ts';
import type { Declared, Held } from './policy/policies.ts';
import type { Statement } from './policy/statement.ts';

export const PLACE: Place = { region: REGION, account: ACCOUNT };

type Document = { readonly Statement: readonly Statement[] };

/** Functions of an app, with the role that each runs as. */
export type Roles = ReadonlyMap<string, { readonly role: string; readonly name: string }>;

/** By physical name. */
export function rolesOf(templates: Templates): Roles {
  return new Map(
    templates.all('AWS::Lambda::Function').map((placed) => {
      const { Role, Environment } = properties<{ Role: string; Environment: { Variables: Record<string, string> } }>(
        templates,
        placed,
      );
      const name = Environment.Variables.POWERTOOLS_SERVICE_NAME ?? templates.nameOf(placed);
      return [templates.nameOf(placed), { role: Role, name }] as const;
    }),
  );
}

const properties = <T>(templates: Templates, { stack, resource }: Placed): T =>
  templates.value<T>(stack, resource.Properties);

/** What a policy of a resource is on, by the kind of the policy. */
const RESOURCE_POLICIES: Readonly<
  Record<
    string,
    (own: never, arn: string) => { readonly on: readonly string[]; readonly statements: readonly Statement[] }
  >
> = {
  'AWS::SQS::QueuePolicy': ({ Queues, PolicyDocument }: { Queues: readonly string[]; PolicyDocument: Document }) => ({
    on: Queues.map((url) => arnOf(PLACE, 'sqs', url.split('/').at(-1) ?? '')),
    statements: PolicyDocument.Statement,
  }),
  'AWS::S3::BucketPolicy': ({ Bucket, PolicyDocument }: { Bucket: string; PolicyDocument: Document }) => ({
    on: [`arn:aws:s3:::${Bucket}`],
    statements: PolicyDocument.Statement,
  }),
  'AWS::SNS::TopicPolicy': ({ Topics, PolicyDocument }: { Topics: readonly string[]; PolicyDocument: Document }) => ({
    on: Topics,
    statements: PolicyDocument.Statement,
  }),
  'AWS::SecretsManager::ResourcePolicy': (own: { SecretId: string; ResourcePolicy: Document }) => ({
    on: [own.SecretId],
    statements: own.ResourcePolicy.Statement,
  }),
  'AWS::KMS::Key': ({ KeyPolicy }: { KeyPolicy: Document }, arn) => ({ on: [arn], statements: KeyPolicy.Statement }),
  'AWS::Lambda::Permission': (own: { FunctionName: string; Principal: string; Action: string; SourceArn: string }) => ({
    on: [own.FunctionName],
    statements: [
      {
        Effect: 'Allow',
        Principal: { Service: own.Principal },
        Action: own.Action,
        Resource: own.FunctionName,
        Condition: { ArnLike: { 'aws:SourceArn': own.SourceArn } },
      },
    ],
  }),
};

/** Types read elsewhere, and those of CloudFront that are no policies of rights: how long it keeps, and with which headers. */
const NO_RIGHTS: ReadonlySet<string> = new Set([
  'AWS::IAM::Policy',
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::ResponseHeadersPolicy',
]);

/**
 * All policies an app declares.
 * @throws Error for an unsupported kind of policy
 */
export function declaredIn(templates: Templates): Declared {
  return { account: ACCOUNT, ofRoles: ofRoles(templates), ofResources: ofResources(templates) };
}

function ofRoles(templates: Templates): ReadonlyMap<string, Held> {
  const names = new Map([...rolesOf(templates).values()].map(({ role, name }) => [role, name]));
  const held = new Map<string, Held>();
  const add = (role: string, statements: readonly Statement[]) => {
    const known = held.get(role)?.statements ?? [];
    held.set(role, {
      holder: names.get(role) ?? role.split('/').at(-1) ?? role,
      statements: [...known, ...statements],
    });
  };
  for (const placed of templates.all('AWS::IAM::Role')) {
    const { Policies = [] } = properties<{ Policies?: { PolicyDocument: Document }[] }>(templates, placed);
    add(
      templates.arnOf(placed),
      Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
    );
  }
  for (const placed of templates.all('AWS::IAM::Policy')) {
    const { PolicyDocument, Roles } = properties<{ PolicyDocument: Document; Roles: readonly string[] }>(
      templates,
      placed,
    );
    for (const role of Roles) add(`arn:aws:iam::${ACCOUNT}:role/${role}`, PolicyDocument.Statement);
  }
  return held;
}

function ofResources(templates: Templates): ReadonlyMap<string, Held> {
  const strange = templates.types.filter(
    (type) => /(Policy|Permission)$/.test(type) && !(type in RESOURCE_POLICIES) && !NO_RIGHTS.has(type),
  );
  if (strange.length > 0) throw new Error(`say in test/rights/declared.ts what they are on: ${strange.join(', ')}`);
  const held = new Map<string, Held>();
  for (const [type, read] of Object.entries(RESOURCE_POLICIES)) {
    for (const placed of templates.all(type)) {
      const { on, statements } = read(properties<never>(templates, placed), templates.arnOf(placed));
      for (const arn of on) {
        const known = held.get(arn)?.statements ?? [];
        held.set(arn, { holder: `policy of ${shortOf(arn)}`, statements: [...known, ...statements] });
      }
    }
  }
  return held;
}

/** The key that each resource lies under, by ARN, from any property. */
export function keysOf(templates: Templates): ReadonlyMap<string, string> {
  const keys = templates.all('AWS::KMS::Key').map((placed) => templates.arnOf(placed));
  const found = new Map<string, string>();
  for (const type of templates.types) {
    if (/^AWS::(IAM|KMS|Lambda)::|Policy$/.test(type)) continue;
    for (const placed of templates.all(type)) {
      const text = JSON.stringify(properties<unknown>(templates, placed) ?? '');
      const key = keys.find((arn) => text.includes(`"${arn}"`));
      if (key !== undefined) found.set(templates.arnOf(placed), key);
    }
  }
  return found;
}

/** A resource for people: without account and region, and without what makes names of a stack unique. */
export const shortOf = (arn: string): string =>
  arn
    .replace(/^arn:aws:(\w[\w-]*):[\w-]*:\d*:/, '$1 ')
    .replaceAll(/\b(?:stateful|operations|processing|integrations|api)-(\w+?)[0-9a-f]{8}\b/g, '$1');
