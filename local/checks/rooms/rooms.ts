import type { Imports } from './imports.ts';

/** Folders directly below `functions/`: one for each capability. */
const CAPABILITY = /^functions\/([^/]+)\//;
export const capabilityOf = (file: string): string | undefined => CAPABILITY.exec(file)?.[1];

/**
 * Layers, the highest first: a file may import from its own layer and from those below. `within`: a file of the layer may import
 * only its own room of that layer.
 */
const LAYERS = [
  { name: 'tests and tools', holds: (file: string) => /^(test|local)\//.test(file) },
  { name: 'operation', holds: (file: string) => file.startsWith('operate/') },
  { name: 'deployment', holds: (file: string) => file.startsWith('infra/') },
  { name: 'pages', holds: (file: string) => file.startsWith('portal/') },
  { name: 'capabilities', holds: (file: string) => file.startsWith('functions/'), within: capabilityOf },
  { name: 'what capabilities share', holds: (file: string) => /^shared\/(mail|partner-messages)\//.test(file) },
  { name: 'record', holds: (file: string) => file.startsWith('shared/record/') },
  { name: 'platform', holds: (file: string) => file.startsWith('shared/platform/') },
  { name: 'domain', holds: (file: string) => file.startsWith('shared/') },
  { name: 'contracts', holds: (file: string) => file.startsWith('events/') },
] as const satisfies readonly { name: string; holds: (file: string) => boolean; within?: (file: string) => unknown }[];

const OPERATE = 'operate/';

const layerOf = (file: string) => LAYERS.findIndex(({ holds }) => holds(file));

/** What pages may know: each other, the routes of the API (as types), contracts and pure rules. */
const forPages = (file: string) =>
  /^(portal|events)\//.test(file) ||
  /^functions\/.*\/routes\.ts$/.test(file) ||
  LAYERS[layerOf(file)]?.name === 'domain';

/** Imports that go up, or from one capability into another. */
export function wrongImports(imports: Imports): readonly string[] {
  return pairs(imports).flatMap(([from, to]) => {
    const [above, below] = [layerOf(from), layerOf(to)];
    if (below === -1) return [];
    if (below < above) return [`${from} (${LAYERS[above]?.name}) imports ${to} (${LAYERS[below]?.name})`];
    if (from.startsWith('portal/') && !forPages(to)) return [`${from} imports ${to}, which is not for pages`];
    const capability = capabilityOf(from);
    const foreign = capability !== undefined && capabilityOf(to) !== undefined && capabilityOf(to) !== capability;
    return foreign ? [`${from} imports ${to}, of another capability`] : [];
  });
}

/** A room: a capability, a folder of `shared/`, of its platform or of `local/`, or another top folder. */
export function roomOf(file: string): string {
  const parts = file.split('/').slice(0, -1);
  if (parts[0] === 'shared') return parts.slice(0, parts[1] === 'platform' ? 3 : 2).join('/');
  return parts.slice(0, parts[0] === 'functions' || parts[0] === 'local' ? 2 : 1).join('/');
}

/** Imports between rooms. */
export function arrows(imports: Imports): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  for (const [from, to] of pairs(imports)) {
    const [room, other] = [roomOf(from), roomOf(to)];
    if (room === other) continue;
    const known = all.get(room) ?? new Set();
    all.set(room, known.add(other));
  }
  return all;
}

/** Cyclic groups (strongly connected components). Tarjan's algorithm. */
export function circles(graph: ReadonlyMap<string, Iterable<string>>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): number => {
    const own = index.size;
    index.set(node, own);
    low.set(node, own);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      const reached = index.has(next) ? (stack.includes(next) ? (index.get(next) ?? own) : own) : visit(next);
      low.set(node, Math.min(low.get(node) ?? own, reached));
    }
    if (low.get(node) === own) {
      const group = stack.splice(stack.indexOf(node));
      if (group.length > 1) found.push(group.toSorted());
    }
    return low.get(node) ?? own;
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}

/**
 * Files of `shared/` that functions of exactly one capability reach, directly or not, and the operator's command does not: they
 * belong in the capability's room.
 */
export function ofOneCapability(imports: Imports): ReadonlyMap<string, string> {
  const users = new Map<string, Set<string>>();
  for (const file of imports.keys()) {
    const user = capabilityOf(file) ?? (file.startsWith(OPERATE) ? OPERATE : undefined);
    if (user === undefined) continue;
    for (const reached of reach(imports, file)) users.set(reached, (users.get(reached) ?? new Set()).add(user));
  }
  const alone = [...users].filter(([file, by]) => file.startsWith('shared/') && by.size === 1 && !by.has(OPERATE));
  return new Map(alone.map(([file, by]) => [file, [...by].join()]));
}

function reach(imports: Imports, from: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    open.push(...(imports.get(file) ?? []));
  }
  return seen;
}

const pairs = (imports: Imports): readonly (readonly [string, string])[] =>
  [...imports].flatMap(([from, all]) => all.map((to) => [from, to] as const));
