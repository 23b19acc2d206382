import type { FunctionName } from '../../infra/functions.ts';
import { INDEX_ROWS, ROWS, type RowKind, TABLE_RIGHTS, type TableAction } from '../../infra/table-rights.ts';
import { like } from '../infra/kit/like.ts';
import type { Done } from './enforce.ts';
import type { Need } from './policy.ts';

/** A right that some function has: an action on a kind of rows, or a query of an index. */
export type Right = { readonly function: FunctionName; readonly action: TableAction; readonly kind: string };

/** Every right there is, one by one. */
export const RIGHTS: readonly Right[] = (Object.keys(TABLE_RIGHTS) as FunctionName[]).flatMap((name) => {
  const { index, ...kinds } = TABLE_RIGHTS[name];
  const rows = (Object.entries(kinds) as [RowKind, readonly TableAction[]][]).flatMap(([kind, actions]) =>
    actions.map((action) => ({ function: name, action, kind })),
  );
  return index === undefined ? rows : [...rows, { function: name, action: 'Query' as const, kind: index }];
});

const patternOf = (kind: string) => ({ ...ROWS, ...INDEX_ROWS })[kind as RowKind];

export const textOf = ({ function: name, action, kind }: Right) => `${name} ${kind} ${action}`;

/** Kinds of rows only: keys may hold what tells of a person. */
export const kindsIn = ({ partitions }: Pick<Need, 'partitions'>) =>
  [...new Set(partitions.map((partition) => partition.split('#')[0]))].join(', ');
const textOfRefusal = (one: Done) => `${one.function} may not ${one.action} rows of ${kindsIn(one)}`;

/** What was refused, each once. */
export const refusedAmong = (done: readonly Done[]): readonly string[] => [
  ...new Set(done.filter(({ allowed }) => !allowed).map(textOfRefusal)),
];

/** Rights nobody made use of. */
export const unusedRights = (done: readonly Done[]): readonly string[] =>
  RIGHTS.filter(
    (right) =>
      !done.some(
        (one) =>
          one.function === right.function &&
          one.action === right.action &&
          one.partitions.some((partition) => like(patternOf(right.kind), partition)),
      ),
  ).map(textOf);
