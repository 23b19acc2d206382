import type { FunctionName } from '../../infra/functions.ts';
import { INDEX_ROWS, ROWS, type RowKind, TABLE_RIGHTS, type TableAction } from '../../infra/table-rights.ts';
import { like } from '../infra/kit/like.ts';
import type { Done } from './enforce.ts';

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

/** What was refused, each once. */
export const refusedAmong = (done: readonly Done[]): readonly string[] => [
  ...new Set(
    done
      .filter(({ allowed }) => !allowed)
      .map((one) => `${one.function} ${one.action} ${one.partition.split('#')[0]}#`),
  ),
];

/** Rights nobody made use of. */
export const unusedRights = (done: readonly Done[]): readonly string[] =>
  RIGHTS.filter(
    (right) =>
      !done.some(
        (one) =>
          one.function === right.function && one.action === right.action && like(patternOf(right.kind), one.partition),
      ),
  ).map(textOf);
