import type * as z from 'zod/mini';
import type { OfficerRole } from '../../dossier/actor.ts';
import type { Text } from '../../text/text.ts';
import type { Audit, Audited } from './audit.ts';
import type { MethodAndCache } from './caching.ts';
import type { Texts } from './validate.ts';

/** Who may call a route. There is no default: a route without it does not compile, and synthesis checks it again. */
export type Access =
  | { readonly kind: 'public'; readonly reason: string }
  /** The function verifies a partner's own signature or token on the raw request before anything else. */
  | { readonly kind: 'partner-signature'; readonly partner: string }
  | {
      readonly kind: 'token';
      readonly citizen?: true;
      /** Roles that may call at all; authorization for a given dossier is in `decide`. */
      readonly officer?: readonly OfficerRole[];
      /** A partner's client needs one of these scopes. */
      readonly partner?: readonly string[];
    };

export type Route = MethodAndCache & {
  /** API Gateway resource path, `/v1/dossiers/{dossierId}`. */
  readonly path: string;
  readonly access: Access;
  /** What the audit trail records of each call, including refused ones. There is no default, as for `access`. */
  readonly audit: Audit;
  readonly summary: Text;
  readonly params?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  /** Of the reasons that the body's schema names as its messages: they say how to mend it. */
  readonly texts?: Texts;
  /** Maximum body size, bytes; default 64 KiB. */
  readonly maxBodyBytes?: number;
  /** The caller sends `Idempotency-Key`; the handler receives it. Required for every POST that changes data. */
  readonly idempotent?: true;
  /** A paged list (`pageQuery`): the handler uses plain positions, the caller encrypted cursors. */
  readonly paged?: true;
  /** The caller sends `If-Match` with the version it saw. */
  readonly ifMatch?: true;
  readonly success: {
    readonly status: number;
    readonly description: string;
    readonly body?: z.ZodMiniType;
    /** Media types of the files it answers with instead of a body. */
    readonly files?: readonly string[];
  };
  /** Problem codes in addition to those of every route. */
  readonly problems?: readonly string[];
};

/** Keeps the exact schema types of a declaration. A route that returns dossiers must declare which, or it does not compile. */
export function defineRoute<const R extends Route>(route: R & Owing<R>): R {
  return route;
}

/** Mandatory audit fields: the dossier named in the path, and those of a returned list. */
type Owed<R extends Route> =
  | (R['path'] extends `${string}{dossierId}${string}` ? 'path.dossierId' : never)
  | (AnswerOf<R> extends { readonly items: readonly { readonly dossierId: string }[] }
      ? 'answer.items.dossierId'
      : never);
type AnswerOf<R extends Route> = R['success']['body'] extends z.ZodMiniType
  ? z.output<R['success']['body']>
  : undefined;

type Owing<R extends Route> = [Owed<R>] extends [NamedBy<R>] ? unknown : { readonly audit: { names: Owed<R> } };
type NamedBy<R extends Route> = R['audit'] extends readonly (infer N extends Audited)[] ? N : never;
