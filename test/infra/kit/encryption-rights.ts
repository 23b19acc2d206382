import { type KeyRight, keyRightsFor } from '../../rights/asks/keys.ts';
import { type Bodies, type Placed, references, resources } from './province-templates.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: { readonly Service?: unknown };
  readonly Condition?: unknown;
};
const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

/** Each resource that is encrypted under a key of ours, and the key, from any property. */
export function encrypted(all: Bodies): ReadonlyMap<string, string> {
  const keys = new Set(resources(all).flatMap(({ id, type }) => (type === 'AWS::KMS::Key' ? [id] : [])));
  const found = new Map<string, string>();
  for (const { id, stack, type, properties } of resources(all)) {
    if (/^AWS::(IAM|KMS)::|Policy$/.test(type)) continue;
    const key = references(all, stack, properties).find((referred) => keys.has(referred));
    if (key !== undefined) found.set(id, key);
  }
  return found;
}

/**
 * One sentence for each missing permission to use a granted resource: roles by their policies, services by the
 * policies of the keys. Empty when all that is read or written can be.
 */
export function missingRights(all: Bodies): readonly string[] {
  return [...new Set([...ofRoles(all), ...ofServices(all)])];
}

function ofRoles(all: Bodies): readonly string[] {
  const keyOf = encrypted(all);
  const missing: string[] = [];
  for (const [role, statements] of byRole(all)) {
    const wants = (target: string, action: string, rights: readonly KeyRight[]) => {
      const key = keyOf.get(target);
      if (key === undefined) return;
      const service = action.split(':')[0] ?? '';
      const lacks = rights.filter((right) => !statements.some((s) => gives(all, s, key, right, service)));
      missing.push(...lacks.map((right) => `${role} lacks ${right} for ${action} on ${target}`));
    };
    for (const { stack, statement } of statements) {
      for (const target of references(all, stack, statement.Resource)) {
        for (const action of list(statement.Action)) wants(target, action, keyRightsFor(action));
      }
    }
    for (const { source, action } of eventSources(all, role)) wants(source, action, ['kms:Decrypt']);
  }
  return missing;
}

type Given = { readonly stack: string; readonly statement: Statement };

function byRole(all: Bodies): ReadonlyMap<string, readonly Given[]> {
  const roles = new Map<string, Given[]>();
  for (const { stack, type, properties } of resources(all)) {
    if (type !== 'AWS::IAM::Policy') continue;
    const { Statement } = properties.PolicyDocument as { Statement: Statement[] };
    for (const role of references(all, stack, properties.Roles)) {
      const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
      roles.set(role, [...(roles.get(role) ?? []), ...allowed.map((statement) => ({ stack, statement }))]);
    }
  }
  return roles;
}

function gives(all: Bodies, { stack, statement }: Given, key: string, right: KeyRight, service: string): boolean {
  const via = JSON.stringify(statement.Condition ?? `${service}.`);
  return (
    list(statement.Action).some((action) => action.replace(/\*$/, '') === right) &&
    references(all, stack, statement.Resource).includes(key) &&
    via.includes(`${service}.`)
  );
}

/** What Lambda reads on behalf of the functions that have a role. */
function eventSources(all: Bodies, role: string): readonly { readonly source: string; readonly action: string }[] {
  const functions = resources(all).filter(
    ({ stack, type, properties }) =>
      type === 'AWS::Lambda::Function' && references(all, stack, properties.Role).includes(role),
  );
  return resources(all)
    .filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping')
    .filter(({ stack, properties }) =>
      references(all, stack, properties.FunctionName).some((id) => functions.some((one) => one.id === id)),
    )
    .flatMap(({ stack, properties }) => references(all, stack, properties.EventSourceArn))
    .map((source) => ({ source, action: `${serviceOf(all, source)}:(event source)` }));
}

const serviceOf = (all: Bodies, id: string): string =>
  resources(all)
    .find((one) => one.id === id)
    ?.type.split('::')[1]
    ?.toLowerCase() ?? '';

/** Services that put something into a thing of ours by themselves, by the resource that makes them do it. */
function ofServices(all: Bodies): readonly string[] {
  const keyOf = encrypted(all);
  return resources(all).flatMap((one) =>
    servicesOf(all, one).flatMap(({ service, target }) => {
      const key = keyOf.get(target);
      const lacks =
        key === undefined
          ? []
          : (['kms:Decrypt', 'kms:GenerateDataKey'] as const).filter((right) => !keyAllows(all, key, service, right));
      return lacks.map((right) => `${service} lacks ${right} for ${target}, where ${one.id} sends it`);
    }),
  );
}

function servicesOf(all: Bodies, { id, stack, type, properties }: Placed) {
  const into = (service: string, value: unknown) =>
    references(all, stack, value).map((target) => ({ service: `${service}.amazonaws.com`, target }));
  switch (type) {
    case 'AWS::Events::Rule':
      return into('events', properties.Targets);
    case 'AWS::Events::EventBus':
      return [{ service: 'events.amazonaws.com', target: id }];
    case 'AWS::CloudWatch::Alarm':
      return into('cloudwatch', properties.AlarmActions);
    case 'AWS::S3::Bucket':
      return into('s3', properties.NotificationConfiguration);
    case 'AWS::SNS::Subscription':
      return into('sns', properties.Endpoint);
    case 'AWS::SES::ConfigurationSetEventDestination':
      return into('ses', properties.EventDestination);
    case 'AWS::Logs::LogGroup':
      return [{ service: 'logs.amazonaws.com', target: id }];
    default:
      return [];
  }
}

/** Whether a key's own policy lets a service use it. `logs.<region>.amazonaws.com` counts as `logs.amazonaws.com`. */
function keyAllows(all: Bodies, key: string, service: string, right: KeyRight): boolean {
  const { KeyPolicy } = resources(all).find(({ id }) => id === key)?.properties ?? {};
  const { Statement = [] } = (KeyPolicy ?? {}) as { Statement?: Statement[] };
  const [name = ''] = service.split('.');
  return Statement.some(
    ({ Effect, Action, Principal }) =>
      Effect === 'Allow' &&
      list(Action).some((action) => action.replace(/\*$/, '') === right) &&
      new RegExp(`"${name}\\.`).test(JSON.stringify(Principal?.Service ?? '')),
  );
}
