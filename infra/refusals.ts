import type { Size } from './province/sizes.ts';

/** Rejected calls, by the gateway or by a function: one kind for each status. */
export type Refusal = {
  readonly status: 401 | 403 | 429;
  readonly metric: string;
  /** Name of the alarm, and of its entry in the runbook. */
  readonly anchor: string;
  /** Share of the requests in the province's size above which rejections are more than ordinary mistakes. */
  readonly share: number;
  readonly businessImpact: string;
};

/** Value of the dimension `service` of their metrics. */
export const SERVICE = 'api';

/** Minutes over which rejections are counted for an alarm. */
export const REFUSAL_MINUTES = 5;

export const REFUSALS: readonly Refusal[] = [
  {
    status: 401,
    metric: 'Unauthenticated',
    anchor: 'api-unauthenticated',
    // Each expired session causes one.
    share: 0.01,
    businessImpact:
      'A caller tries invalid tokens, or the identity provider signs with unknown keys and no user can sign in.',
  },
  {
    status: 403,
    metric: 'Forbidden',
    anchor: 'api-forbidden',
    // Portals offer users only what they may do.
    share: 0.002,
    businessImpact: 'A caller tries actions without permission, or a change of roles keeps officers from their work.',
  },
  {
    status: 429,
    metric: 'TooManyRequests',
    anchor: 'api-too-many-requests',
    share: 0.002,
    businessImpact: 'A caller floods the API or tries codes one after another; legitimate callers hit the same limits.',
  },
];

/** Rejections within {@link REFUSAL_MINUTES} that trigger the alarm, for a province of this size. */
export const alarmingAt = ({ share }: Refusal, { throttle }: Pick<Size, 'throttle'>): number =>
  Math.ceil(throttle.rate * REFUSAL_MINUTES * 60 * share);
