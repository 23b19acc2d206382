import { type EventPattern, Match } from 'aws-cdk-lib/aws-events';
import { eventType } from '../events/catalogue.ts';
import { EVENT_SOURCE } from '../events/envelope.ts';
import type { EventType } from '../shared/dossier/event-types.ts';

/** Events of these types; none is told by default. */
export const eventsOf = (types: readonly EventType[]): EventPattern => ({
  source: [EVENT_SOURCE],
  detailType: types.map(eventType),
});

/** The same of dossiers that were submitted: a draft is its applicant's own affair, and it alone has no national status. */
export const eventsOfSubmitted = (types: readonly EventType[]): EventPattern => ({
  ...eventsOf(types),
  detail: { data: { nationalStatus: Match.exists() } },
});
