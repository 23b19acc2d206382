import { type EventPattern, Match } from 'aws-cdk-lib/aws-events';
import { type EventName, eventType } from '../events/catalogue.ts';
import { EVENT_SOURCE } from '../events/envelope.ts';

const source = [EVENT_SOURCE];

/** Events of these types. */
export const eventsOf = (types: readonly EventName[]): EventPattern => ({ source, detailType: types.map(eventType) });

/**
 * Events of dossiers that were submitted: a draft is its applicant's own affair, and it alone has no national status.
 * @param except types that the consumer would only pass over
 */
export const eventsOfSubmitted = (except: readonly EventName[] = []): EventPattern => ({
  source,
  detailType: except.length === 0 ? Match.prefix('motcua.dossier.') : Match.anythingBut(...except.map(eventType)),
  detail: { data: { nationalStatus: Match.exists() } },
});
