import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const guardSchema = z.strictObject({
  /** Logical id → type and what would make CloudFormation replace it. */
  resources: z.record(z.string(), z.record(z.string(), z.unknown())),
  /** Permitted removals or replacements: why, and until when. */
  exceptions: z.array(
    z.strictObject({ logicalId: z.string(), reason: z.string().check(z.minLength(20)), until: z.iso.date() }),
  ),
});
export type Guard = z.infer<typeof guardSchema>;

type Resource = { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> };

/**
 * Resources that must not be lost, with the properties whose change makes CloudFormation replace them: without their data,
 * or under another address.
 */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion'],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::Events::EventBus': ['Name'],
  // Its name is the province's own domain, which is data; only its removal is a loss.
  'AWS::SES::EmailIdentity': [],
  // Published to partners and portals: the address contains the API's id and the stage's name.
  'AWS::ApiGateway::RestApi': ['EndpointConfiguration'],
  'AWS::ApiGateway::Stage': ['StageName'],
  'AWS::ApiGateway::DomainName': ['DomainName'],
};

export const GUARD_FILE = join(import.meta.dirname, 'stateful-ids.json');
export const loadGuard = (file = GUARD_FILE): Guard => guardSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** The replacing properties of each resource of {@link REPLACING}, with the province's own name taken out. */
export function identities(resources: Readonly<Record<string, Resource>>, slug: string): Guard['resources'] {
  const kept = Object.entries(resources).filter(([, { Type }]) => Type in REPLACING);
  const text = JSON.stringify(
    Object.fromEntries(
      kept.map(([logicalId, { Type, Properties = {} }]) => [
        logicalId,
        {
          Type,
          ...Object.fromEntries((REPLACING[Type] ?? []).flatMap((p) => (p in Properties ? [[p, Properties[p]]] : []))),
        },
      ]),
    ),
  );
  return JSON.parse(text.replaceAll(slug, '<slug>')) as Guard['resources'];
}

/** One sentence per resource that would be lost or replaced, and per expired exception. `today`: YYYY-MM-DD. */
export function destructiveChanges(actual: Guard['resources'], guard: Guard, today: string): readonly string[] {
  const allowed = new Set(guard.exceptions.filter(({ until }) => until >= today).map(({ logicalId }) => logicalId));
  const lost = Object.entries(guard.resources)
    .filter(([logicalId]) => !allowed.has(logicalId))
    .flatMap(([logicalId, before]) => {
      const now = actual[logicalId];
      if (!now) return [`${logicalId} (${String(before.Type)}) would be removed`];
      return JSON.stringify(now) === JSON.stringify(before)
        ? []
        : [`${logicalId} would be replaced, without its data or under another address`];
    });
  const unguarded = Object.keys(actual)
    .filter((logicalId) => !(logicalId in guard.resources))
    .map((logicalId) => `${logicalId} must be kept but is not listed in infra/guard/stateful-ids.json`);
  const expired = guard.exceptions
    .filter(({ until }) => until < today)
    .map(({ logicalId, until }) => `The exception for ${logicalId} expired on ${until}: remove it`);
  return [...lost, ...unguarded, ...expired];
}
