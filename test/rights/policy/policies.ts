import { type Ask, type Permission, type Principal, type Rule, ruleOf, type Statement } from './statement.ts';

/** Policies with whose they are. */
export type Held = { readonly holder: string; readonly statements: readonly Statement[] };

export type Declared = {
  readonly account: string;
  /** By the ARN of the role. */
  readonly ofRoles: ReadonlyMap<string, Held>;
  /** By the ARN of the resource; of a bucket also for what lies in it. */
  readonly ofResources: ReadonlyMap<string, Held>;
};

/** Allowed questions to remember: those of some hundred dossiers. */
const REMEMBERED = 50_000;

type Candidates = { readonly own: readonly Rule[]; readonly resources: readonly Rule[] };

/**
 * Policies of one account, which answer what may be done, and know what of them was made use of.
 *
 * Source: IAM User Guide, "Policy evaluation logic" (within one account), and KMS Developer Guide, "Default key policy": a key
 * is used by whom its own policy names, or, where it names the account, by whom the account's policies allow it. A service that
 * acts in its own name has no policy but the resource's.
 */
export class Policies {
  readonly #ofRoles: ReadonlyMap<string, readonly Rule[]>;
  readonly #ofResources: ReadonlyMap<string, readonly Rule[]>;
  readonly #candidates = new Map<string, Candidates>();
  readonly #used = new Set<Permission>();
  /** What was asked and allowed before. */
  readonly #allowed = new Set<string>();

  /** @throws Error for a statement that is not understood */
  constructor({ account, ofRoles, ofResources }: Declared) {
    const rules = (all: ReadonlyMap<string, Held>) =>
      new Map(
        [...all].map(([arn, { holder, statements }]) => [arn, statements.map((one) => ruleOf(one, holder, account))]),
      );
    this.#ofRoles = rules(ofRoles);
    this.#ofResources = rules(ofResources);
  }

  /** Why something may not be done; undefined: it may, and what allows it has been made use of. */
  refusal(asking: Principal, ask: Ask): string | undefined {
    const asked = `${'role' in asking ? asking.role : asking.service} ${ask.action} ${ask.resource} ${JSON.stringify(ask.context)}`;
    if (this.#allowed.has(asked)) return undefined;
    const why = this.#decide(asking, ask);
    if (why !== undefined) return why;
    if (this.#allowed.size === REMEMBERED) this.#allowed.clear();
    this.#allowed.add(asked);
    return undefined;
  }

  #decide(asking: Principal, ask: Ask): string | undefined {
    const { own, resources } = this.#about(asking, ask);
    const fits = (rule: Rule) => rule.resource(ask.resource) && rule.holds(ask.context);
    const denying = [...own, ...resources].find((rule) => rule.denies && fits(rule));
    if (denying !== undefined) return `denied by ${denying.said}`;
    const byRole = own.filter((rule) => !rule.denies && fits(rule));
    const byResource = resources.filter((rule) => !rule.denies && fits(rule));
    const named = byResource.filter((rule) => rule.principal(asking) === 'named');
    const mayByRole = byRole.length > 0 && (!ask.resource.includes(':kms:') || byResource.length > 0);
    if (named.length === 0 && !mayByRole) return 'nothing allows it';
    for (const rule of [...byRole, ...byResource]) {
      for (const permission of rule.permissions) {
        if (!this.#used.has(permission) && permission.covers(ask)) this.#used.add(permission);
      }
    }
    return undefined;
  }

  /** Every permission there is, and whether anything was ever allowed by it. */
  get permissions(): readonly (Permission & { readonly used: boolean })[] {
    return [...this.#ofRoles.values(), ...this.#ofResources.values()]
      .flat()
      .flatMap(({ permissions }) => permissions)
      .map((permission) => ({ ...permission, used: this.#used.has(permission) }));
  }

  /** Statements about a principal's action on such a resource, with any conditions. */
  #about(asking: Principal, { action, resource }: Ask): Candidates {
    const who = 'role' in asking ? asking.role : asking.service;
    const owner = ownerOf(resource);
    const key = `${who} ${action} ${owner}`;
    const known = this.#candidates.get(key);
    if (known !== undefined) return known;
    const own = 'role' in asking ? this.#ofRoles.get(asking.role) : [];
    const found = {
      own: (own ?? []).filter((rule) => rule.action(action)),
      resources: (this.#ofResources.get(owner) ?? []).filter(
        (rule) => rule.action(action) && rule.principal(asking) !== undefined,
      ),
    };
    this.#candidates.set(key, found);
    return found;
  }
}

/** The resource whose policy counts: objects have that of their bucket, indexes and streams that of their table. */
export function ownerOf(resource: string): string {
  if (resource.startsWith('arn:aws:s3:::')) return resource.split('/')[0] ?? resource;
  return /^arn:aws:dynamodb:[^/]*\/[^/]*/.exec(resource)?.[0] ?? resource;
}
