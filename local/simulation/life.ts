import { policiesOf } from '../../shared/procedure/policies.ts';
import type { Course, Life } from './course.ts';
import { arrive } from './life-arrival.ts';
import { elsewhere } from './life-elsewhere.ts';
import { work } from './life-processing.ts';
import { receive } from './life-reception.ts';
import { giveBack } from './life-return.ts';

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
