import * as z from 'zod/mini';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { handedOverSchema, type PapersHandedOver } from '../../../shared/dossier/handed-over.ts';

/** Everything handed over so far, and the postal hand-over record of the submission. */
export const papersView = z.omit(handedOverSchema, { note: true });

export const papersOf = ({ papers, sets, record }: PapersHandedOver) => ({
  papers: papers.map((paper) => ({ ...paper })),
  sets,
  ...(record !== undefined && { record }),
});

/** What one acceptance or supplement handed over. */
export function handedOverIn(event: RecordedEvent) {
  const handedOver = 'handedOver' in event ? event.handedOver : undefined;
  return handedOver === undefined ? {} : { handedOver };
}
