import { policiesOf } from '../../shared/procedure/policies.ts';
import type { Act, Course } from './course.ts';
import { arrive } from './life-arrival.ts';
import { elsewhere } from './life-elsewhere.ts';
import { work } from './life-processing.ts';
import { receive } from './life-reception.ts';
import { giveBack } from './life-return.ts';

/**
 * What people do to one dossier, act by act. Each act is yielded, done, and only then the next one thought of, so that
 * people see the dossier as it stands. A life that returns early leaves the dossier waiting for somebody.
 */
export type Life = Generator<Act, void, void>;

export function* life(course: Course): Life {
  yield* arrive(course);
  if (policiesOf(course.procedure).processedBy === 'ministry') {
    yield* elsewhere(course);
    return;
  }
  yield* receive(course);
  if (course.status === 'accepted') yield* work(course);
  if (course.status === 'completed') yield* giveBack(course);
}
