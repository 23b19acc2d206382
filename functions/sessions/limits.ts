import * as z from 'zod/mini';
import { OFFICER_ROLES, type OfficerRole } from '../../shared/dossier/actor.ts';
import type { Caller } from '../../shared/platform/identity/claims.ts';

/** `idle`: without a sign of the person; `total`: in any case. Minutes. */
const limit = z
  .strictObject({
    idle: z.int().check(z.minimum(1), z.maximum(60)),
    total: z.int().check(z.minimum(2), z.maximum(1440)),
  })
  .check(z.refine(({ idle, total }) => idle <= total, { path: ['idle'], error: 'must not be longer than the total' }));
type Limit = z.infer<typeof limit>;

/** Who sits there. At a kiosk the next person stands behind; a leader signs, an administrator changes what others may do. */
export type SessionKind = 'citizen' | 'kiosk' | 'officer' | 'leader' | 'administrator';

/** The maxima of a province are those of NIST SP 800-63B-4, AAL2: an hour without a sign of the person, a day in all. */
export const DEFAULT_LIMITS = {
  citizen: { idle: 30, total: 480 },
  kiosk: { idle: 2, total: 30 },
  officer: { idle: 30, total: 600 },
  leader: { idle: 30, total: 600 },
  administrator: { idle: 15, total: 240 },
} as const satisfies Record<SessionKind, Limit>;

/** What a province sets otherwise than {@link DEFAULT_LIMITS}. */
export const sessionLimitsSchema = z.strictObject({
  citizen: z.optional(limit),
  kiosk: z.optional(limit),
  officer: z.optional(limit),
  leader: z.optional(limit),
  administrator: z.optional(limit),
} satisfies Record<SessionKind, unknown>);
export type SessionLimits = z.infer<typeof sessionLimitsSchema>;

const KIND_OF_ROLE = {
  reception: 'officer',
  handler: 'officer',
  approver: 'leader',
  administrator: 'administrator',
} as const satisfies Record<OfficerRole, SessionKind>;

/** Limits of a person's session: for several roles the strictest of each. Minutes. */
export function limitsOf(caller: Pick<Caller, 'kind'> & Partial<Roles>, kiosk: boolean, set: SessionLimits): Limit {
  const kinds: readonly SessionKind[] = [
    ...(caller.kind === 'citizen' ? (['citizen'] as const) : []),
    ...OFFICER_ROLES.filter((role) => caller.roles?.some((held) => held.role === role)).map((r) => KIND_OF_ROLE[r]),
    ...(kiosk ? (['kiosk'] as const) : []),
  ];
  const all = (kinds.length > 0 ? kinds : (['officer'] as const)).map((kind) => set[kind] ?? DEFAULT_LIMITS[kind]);
  return { idle: Math.min(...all.map(({ idle }) => idle)), total: Math.min(...all.map(({ total }) => total)) };
}

type Roles = { readonly roles: readonly { readonly role: OfficerRole }[] };
