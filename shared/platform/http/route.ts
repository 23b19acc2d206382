import type * as z from 'zod/mini';
import type { OfficerRole } from '../../dossier/actor.ts';
import type { Text } from '../../text/text.ts';
import type { Audit, Audited } from './audit.ts';

/** Who may call a route. There is no default: a route without it does not compile, and synth checks it again. */
export type Access =
  | { readonly kind: 'public'; readonly reason: string }
  /** The function verifies a partner's own signature or token on the raw request before anything else. */
  | { readonly kind: 'partner-signature'; readonly partner: string }
  | {
      readonly kind: 'token';
      readonly citizen?: true;
      /** Roles that may call at all; whether they may act on a given dossier is `decide`'s to say. */
      readonly officer?: readonly OfficerRole[];
      /** Scopes of which a partner's client needs one. */
      readonly partner?: readonly string[];
    };

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** API Gateway resource path, `/v1/dossiers/{dossierId}`. */
  readonly path: string;
  readonly access: Access;
  /** What the audit trail says of each call, refused ones too. There is no default, as for `access`. */
  readonly audit: Audit;
  readonly summary: Text;
  readonly params?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  /** Largest body, bytes; 64 KiB unless told. */
  readonly maxBodyBytes?: number;
  /** The caller sends `Idempotency-Key`; the handler gets it. Every POST that changes something. */
  readonly idempotent?: true;
  /** A list that is read page by page (`pageQuery`): the handler gets and gives places, the caller sealed cursors. */
  readonly paged?: true;
  /** The caller sends `If-Match` with the version it saw. */
  readonly ifMatch?: true;
  readonly success: { readonly status: number; readonly description: string; readonly body?: z.ZodMiniType };
  /** Problem codes beyond the ones every route has. */
  readonly problems?: readonly string[];
};

/** Keeps the exact schema types of a declaration. One that shows dossiers does not compile without saying which. */
export function defineRoute<const R extends Route>(route: R & Owing<R>): R {
  return route;
}

/** What has to be audited: the dossier that a path names, and those of a list that is answered. */
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
