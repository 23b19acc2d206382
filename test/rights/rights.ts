import type { Templates } from '../faults/app/intrinsics.ts';
import { keyAsks } from './asks/keys.ts';
import { declaredIn, keysOf, PLACE, type Roles, rolesOf, shortOf } from './declared.ts';
import { ownerOf, Policies } from './policy/policies.ts';
import type { Ask, Permission, Principal } from './policy/statement.ts';
import { type ServiceAsk, serviceAsks } from './service-asks.ts';

/** The rights of an app as its templates grant them: who may do what, and which of it anybody ever did. */
export class Rights {
  readonly #policies: Policies;
  readonly #keys: ReadonlyMap<string, string>;
  readonly #roles: Roles;
  readonly #names = new Map<string, string>();
  readonly #services: readonly ServiceAsk[];
  #refused: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(templates: Templates) {
    this.#services = serviceAsks(templates);
    this.#policies = new Policies(declaredIn(templates));
    this.#keys = keysOf(templates);
    this.#roles = rolesOf(templates);
    for (const { role, name } of this.#roles.values()) this.#names.set(role, name);
  }

  /** The role of a function, by its physical name. */
  roleOf(name: string): Principal | undefined {
    const known = this.#roles.get(name);
    return known === undefined ? undefined : { role: known.role };
  }

  /**
   * Whether a principal may do all this, use of the encryption keys included.
   * @returns what he may not do, for people; undefined when he may
   */
  refusal(asking: Principal, asks: readonly Ask[]): string | undefined {
    for (const one of asks) {
      const why = this.#policies.refusal(asking, one);
      if (why !== undefined) return `${this.#textOf(asking, one)}: ${why}`;
      const key = this.#keyOf(one.resource);
      for (const use of key === undefined ? [] : keyAsks(PLACE, asking, one, key)) {
        const whyNot = this.#policies.refusal(asking, use);
        if (whyNot !== undefined) return `${this.#textOf(asking, use)} for ${one.action}: ${whyNot}`;
      }
    }
    return undefined;
  }

  /** What AWS may not do of all that the templates have it do: for people, by the resource that has it do that. */
  get refusedServices(): ReadonlyMap<string, readonly string[]> {
    this.#refused ??= this.#askForServices();
    return this.#refused;
  }

  #askForServices(): ReadonlyMap<string, readonly string[]> {
    const refused = new Map<string, readonly string[]>();
    for (const { asking, asks, why } of this.#services) {
      const texts = asks.flatMap((one) => this.refusal(asking, [one]) ?? []);
      if (texts.length > 0) refused.set(why, [...(refused.get(why) ?? []), ...texts]);
    }
    return refused;
  }

  get permissions() {
    return this.#policies.permissions;
  }

  /** Permissions by which nothing was ever allowed, for people. */
  get unused(): readonly string[] {
    return this.permissions.filter(({ used }) => !used).map(permissionText);
  }

  #keyOf(resource: string): string | undefined {
    return this.#keys.get(resource) ?? this.#keys.get(ownerOf(resource));
  }

  #textOf(asking: Principal, { action, resource, context }: Ask): string {
    const who = 'role' in asking ? (this.#names.get(asking.role) ?? asking.role) : asking.service;
    const partitions = context['dynamodb:LeadingKeys'];
    return `${who} may not ${action} on ${shortOf(resource)}${partitions === undefined ? '' : ` ${kindsOf(partitions)}`}`;
  }
}

/** Kinds of rows only: keys may hold what tells of a person. */
const kindsOf = (partitions: string | readonly string[]) =>
  [...new Set([partitions].flat().map((partition) => partition.split('#')[0]))].join(', ');

const permissionText = ({ holder, action, resource, value, when }: Permission) =>
  [`${holder}: ${action} on ${shortOf(resource)}`, ...(value === undefined ? [] : [value]), ...when.map(shortOf)].join(
    ' ',
  );
