import { type EventPattern, Match } from 'aws-cdk-lib/aws-events';
import { eventType } from '../events/catalogue.ts';
import { EVENT_SOURCE } from '../events/envelope.ts';
import type { EventType } from '../shared/dossier/event-types.ts';

/** Pattern for events of these types; there is no default. */
export const eventsOf = (types: readonly EventType[]): EventPattern => ({
  source: [EVENT_SOURCE],
  detailType: types.map(eventType),
});

/** The same for submitted dossiers only: a draft is visible to its applicant only, and it alone has no national status. */
export const eventsOfSubmitted = (types: readonly EventType[]): EventPattern => ({
  ...eventsOf(types),
  detail: { data: { nationalStatus: Match.exists() } },
});
