import type * as z from 'zod/mini';
import type { OfficerRole } from '../dossier/actor.ts';
import type { Text } from '../text.ts';

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
  readonly summary: Text;
  readonly params?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  /** Largest body, bytes; 64 KiB unless told. */
  readonly maxBodyBytes?: number;
  /** The caller sends `Idempotency-Key`; the handler gets it. Every POST that changes something. */
  readonly idempotent?: true;
  /** The caller sends `If-Match` with the version it saw. */
  readonly ifMatch?: true;
  readonly success: { readonly status: number; readonly description: string; readonly body?: z.ZodMiniType };
  /** Problem codes beyond the ones every route has. */
  readonly problems?: readonly string[];
};

/** Keeps the exact schema types of a declaration. */
export function defineRoute<const R extends Route>(route: R): R {
  return route;
}
