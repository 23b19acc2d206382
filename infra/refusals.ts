import type { Size } from './province/sizes.ts';

/** Calls that were turned away, by the gateway or by a function: one kind for each status. */
export type Refusal = {
  readonly status: 401 | 403 | 429;
  readonly metric: string;
  /** Name of the alarm, and of its entry in the runbook. */
  readonly anchor: string;
  /** Share of the requests that the province's size takes in which are more than people's own mistakes. */
  readonly share: number;
  readonly businessImpact: string;
};

/** Who counts them, as the dimension `service` of their metrics says. */
export const SERVICE = 'api';

/** Minutes over which refusals are counted for an alarm. */
export const REFUSAL_MINUTES = 5;

export const REFUSALS: readonly Refusal[] = [
  {
    status: 401,
    metric: 'Unauthenticated',
    anchor: 'api-unauthenticated',
    // Each session that runs out makes one.
    share: 0.01,
    businessImpact:
      'Somebody tries tokens, or the identity provider signs with keys we do not know and nobody gets in.',
  },
  {
    status: 403,
    metric: 'Forbidden',
    anchor: 'api-forbidden',
    // Portals and desks do not offer what their user may not do.
    share: 0.002,
    businessImpact: 'Somebody tries what is not theirs, or a change of roles keeps officers from their work.',
  },
  {
    status: 429,
    metric: 'TooManyRequests',
    anchor: 'api-too-many-requests',
    share: 0.002,
    businessImpact: 'Somebody floods the API or tries codes one after another; honest callers meet the same limits.',
  },
];

/** Refusals within {@link REFUSAL_MINUTES} that ring, for a province of this size. */
export const alarmingAt = ({ share }: Refusal, { throttle }: Pick<Size, 'throttle'>): number =>
  Math.ceil(throttle.rate * REFUSAL_MINUTES * 60 * share);
