import type { Node } from 'oxc-parser';

export type Walked = Node & Readonly<Record<string, unknown>>;

/** A function of a program, or the program itself. */
type Scope = {
  /** By which other code refers to it; without a name it may run whenever the enclosing code runs. */
  readonly name: string | undefined;
  /** Every identifier that it contains, in any meaning. */
  readonly speaksOf: Set<string>;
  readonly inner: Scope[];
  /** Offsets of the places where it waits. */
  readonly waits: number[];
};

/** Methods that no code in a bundle names, because the libraries call them. */
const OF_LIBRARIES = ['handle'];

/**
 * Awaits that a program may reach, found by names alone: what a handler refers to, what that refers to, and so on. A
 * function is left out only when nothing that may run mentions its name, not even as a word or a property of something
 * else: code that a bundle carries because it lies in one object with what is used. Code that reaches such a place
 * nevertheless fails the run, so a mistake here does not stay hidden.
 * @returns offsets of `await` expressions and `for await` statements
 */
export function reachableWaits(program: Walked): ReadonlySet<number> {
  const root: Scope = { name: undefined, speaksOf: new Set(OF_LIBRARIES), inner: [], waits: [] };
  gather(program, root, undefined);
  const reached = new Set<number>();
  const spoken = new Set<string>();
  const waiting = new Map<string, Scope[]>();
  const runs = [root];
  for (let scope = runs.pop(); scope !== undefined; scope = runs.pop()) {
    for (const at of scope.waits) reached.add(at);
    for (const name of scope.speaksOf) {
      spoken.add(name);
      runs.push(...(waiting.get(name) ?? []));
      waiting.delete(name);
    }
    for (const one of scope.inner) {
      if (one.name === undefined || spoken.has(one.name)) runs.push(one);
      else waiting.set(one.name, [...(waiting.get(one.name) ?? []), one]);
    }
  }
  return reached;
}

/** @param called under which name what is looked at is known, where it is a function */
function gather(node: Walked, within: Scope, called: string | undefined): void {
  let scope = within;
  if (isFunction(node)) {
    const name = node.type === 'FunctionDeclaration' ? nameIn(node.id) : called;
    scope = { name, speaksOf: new Set(), inner: [], waits: [] };
    within.inner.push(scope);
  }
  if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) scope.waits.push(node.start);
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') scope.speaksOf.add(String(node.name));
  if (node.type === 'Literal' && typeof node.value === 'string') scope.speaksOf.add(node.value);
  const given = naming(node);
  for (const [key, child] of Object.entries(node)) {
    if (key === 'parent' || key === given?.by) continue;
    for (const one of Array.isArray(child) ? child : [child]) {
      if (isNode(one)) gather(one, scope, key === given?.of ? given.name : undefined);
    }
  }
}

/** Where a node gives a name to a function: under which key the name stands, and under which the function. */
function naming(
  node: Walked,
): { readonly by: string; readonly of: string; readonly name: string | undefined } | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return { by: 'id', of: '', name: undefined };
    case 'VariableDeclarator':
      return isFunction(node.init) ? { by: 'id', of: 'init', name: nameIn(node.id) } : undefined;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      if (!isFunction(node.value) || node.computed || ['get', 'set', 'constructor'].includes(String(node.kind))) return;
      return { by: 'key', of: 'value', name: nameIn(node.key) };
    default:
      return undefined;
  }
}

const FUNCTIONS = ['FunctionDeclaration', 'ArrowFunctionExpression', 'FunctionExpression'];
export const isNode = (value: unknown): value is Walked =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
const isFunction = (value: unknown): value is Walked => isNode(value) && FUNCTIONS.includes(value.type);

function nameIn(key: unknown): string | undefined {
  if (!isNode(key)) return undefined;
  return key.type === 'Literal' ? String(key.value) : /Identifier$/.test(key.type) ? String(key.name) : undefined;
}
