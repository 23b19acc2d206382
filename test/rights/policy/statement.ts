import { type Conditions, type Context, conditionsOf } from './conditions.ts';
import { likes } from './like.ts';

/** A statement of a policy as it is written, with its references followed. */
export type Statement = {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Conditions;
};

/** Who asks: the role of a function, or a service in its own name. */
export type Principal = { readonly role: string } | { readonly service: string };

/** One request of a principal, as IAM evaluates it. */
export type Ask = { readonly action: string; readonly resource: string; readonly context: Context };

/**
 * The smallest thing that can be granted or left out: one action on one resource, and where a condition lists what is
 * allowed (partition keys), one of that list.
 */
export type Permission = {
  /** Whose policy says so: a function, or the resource that has it. */
  readonly holder: string;
  readonly action: string;
  readonly resource: string;
  readonly value?: string;
  /** What its other conditions ask for: by which service, from where. */
  readonly when: readonly string[];
  readonly covers: (ask: Ask) => boolean;
};

/** A statement made ready for many questions. */
export type Rule = {
  readonly denies: boolean;
  readonly said: string;
  readonly action: (action: string) => boolean;
  readonly resource: (resource: string) => boolean;
  readonly holds: (context: Context) => boolean;
  /** `account`: the account's own policies may allow more. */
  readonly principal: (asking: Principal) => 'named' | 'account' | undefined;
  readonly permissions: readonly Permission[];
};

const KNOWN = new Set(['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition']);
/** The one condition by which a statement grants several things at once. */
const LISTED = ['ForAllValues:StringLike', 'dynamodb:LeadingKeys'] as const;

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);
const textsOf = (value: unknown): readonly string[] => {
  const texts = list(value);
  if (!texts.every((one) => typeof one === 'string')) throw new Error(`no text: ${JSON.stringify(value)}`);
  return texts as readonly string[];
};

/**
 * @param holder whose policy it is of
 * @param account whose resources these are
 * @throws Error for a statement that would have to be understood otherwise
 */
export function ruleOf(statement: Statement, holder: string, account: string): Rule {
  const said = `${holder}: ${JSON.stringify(statement)}`;
  const { Effect, Action, Resource, Condition = {} } = statement;
  const strange = Object.keys(statement).filter((element) => !KNOWN.has(element));
  if (strange.length > 0 || Action === undefined || Resource === undefined || !/^(Allow|Deny)$/.test(Effect))
    throw new Error(`not understood: ${said}`);
  const [actions, resources] = [textsOf(Action), textsOf(Resource)];
  const holds = conditionsOf(Condition);
  const [whichAction, whichResource] = [actions.map(ignoringCase), resources.map(likes)];
  return {
    denies: Effect === 'Deny',
    said: statement.Sid ?? said,
    action: (action) => whichAction.some((fits) => fits(action)),
    resource: (resource) => whichResource.some((fits) => fits(resource)),
    holds,
    principal: principalOf(statement.Principal, account, said),
    permissions: Effect === 'Deny' ? [] : permissionsOf(actions, resources, Condition, holder),
  };
}

function ignoringCase(pattern: string): (action: string) => boolean {
  const fits = likes(pattern.toLowerCase());
  return (action) => fits(action.toLowerCase());
}

function permissionsOf(
  actions: readonly string[],
  resources: readonly string[],
  conditions: Conditions,
  holder: string,
): readonly Permission[] {
  const [operator, key] = LISTED;
  const listed = conditions[operator]?.[key];
  const others = Object.values(conditions).flatMap((keys) => Object.entries(keys).filter(([name]) => name !== key));
  const when = others.map(([, wanted]) => String(wanted));
  return actions.flatMap((action) =>
    resources.flatMap((resource) => {
      const [fitsAction, fitsResource] = [ignoringCase(action), likes(resource)];
      const fits = (ask: Ask) => fitsAction(ask.action) && fitsResource(ask.resource);
      if (listed === undefined) return [{ holder, action, resource, when, covers: fits }];
      return textsOf(listed).map((value) => {
        const fitsValue = likes(value);
        const covers = (ask: Ask) => fits(ask) && list(ask.context[key] ?? []).some(fitsValue);
        return { holder, action, resource, value, when, covers };
      });
    }),
  );
}

/** Source: IAM User Guide, "AWS JSON policy elements: Principal". A role's policy names no principal: it applies to the role. */
function principalOf(written: unknown, account: string, said: string): Rule['principal'] {
  if (written === undefined || written === '*') return () => 'named';
  const { AWS = [], Service = [], ...strange } = written as { AWS?: unknown; Service?: unknown };
  if (Object.keys(strange).length > 0) throw new Error(`not understood: ${said}`);
  const [principals, services] = [textsOf(AWS), textsOf(Service)];
  const everybody = principals.includes('*');
  const whole = principals.some((one) => one === account || one === `arn:aws:iam::${account}:root`);
  return (asking) => {
    if (everybody) return 'named';
    if ('service' in asking) return services.includes(asking.service) ? 'named' : undefined;
    if (principals.includes(asking.role)) return 'named';
    return whole ? 'account' : undefined;
  };
}
