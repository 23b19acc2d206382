import { AT_RECEPTION } from './at-reception.ts';
import { IN_PROCESSING } from './in-processing.ts';
import { ON_BEHALF } from './on-behalf.ts';
import type { Story } from './story.ts';
import { TRANSFERS } from './transfers.ts';

/** All cases of the day, in the order in which they are told. */
export const STORIES: readonly Story[] = [...AT_RECEPTION, ...ON_BEHALF, ...IN_PROCESSING, ...TRANSFERS];
