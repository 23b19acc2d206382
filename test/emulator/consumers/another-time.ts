import * as demo from '../../../local/demo/another-time.ts';
import { environment } from '../kit.ts';

export { officer } from '../../../local/demo/another-time.ts';

export const DESK = 'H50.20.1';
export const COMMUNE = 'H50.20';

export const poll = () => demo.pollDeadlines(environment);

/** A dossier of the running province that is worked on at another time. */
export class AtAnotherTime extends demo.AtAnotherTime {
  constructor(now: Date, dossierId?: string) {
    super(environment, now, dossierId);
  }
}
