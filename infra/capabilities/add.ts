import { access } from '../constructs/access.ts';
import { apiFunction } from '../constructs/api-function.ts';
import { busConsumer } from '../constructs/bus-consumer.ts';
import type { ProvinceStack } from '../constructs/province-stack.ts';
import type { QueueWorker } from '../constructs/queue-worker.ts';
import { API_FUNCTION_NAMES, type ApiFunctionName, type FunctionName } from '../functions.ts';
import { eventsOf, eventsOfSubmitted } from '../province-events.ts';
import type { StatefulStack } from '../stacks/stateful.ts';
import { DECLARATIONS } from './all.ts';
import type { ConsumerDeclaration, Where } from './declaration.ts';

/** Workers of a province by name, stack after stack. */
export type Workers = Map<FunctionName, QueueWorker>;

const NAMES = Object.keys(DECLARATIONS) as FunctionName[];

function whereOf(name: FunctionName, stack: ProvinceStack, stateful: StatefulStack, workers: Workers): Where {
  const worker = (other: FunctionName) => {
    const made = workers.get(other);
    if (made === undefined) throw new Error(`${name} needs ${other}, which is not there yet or has no queue`);
    return made;
  };
  return { name, stack, stateful, worker, table: access.table(stateful, DECLARATIONS[name].rows) };
}

/** Creates all workers declared for a stack and remembers them, so that other functions can be granted sending to them. */
export function addWorkers(
  stack: ProvinceStack,
  of: 'processing' | 'integrations',
  stateful: StatefulStack,
  workers: Workers,
): void {
  for (const name of NAMES) {
    const declared = DECLARATIONS[name];
    if (declared.stack !== of) continue;
    const where = whereOf(name, stack, stateful, workers);
    const worker = 'add' in declared ? declared.add(where) : addConsumer(where, declared);
    if (worker !== undefined) workers.set(name, worker);
  }
}

function addConsumer(where: Where, declared: ConsumerDeclaration): QueueWorker {
  const { name, stack, stateful, table } = where;
  const { businessImpact, hears, of, uses, queue, andFedBy } = declared;
  const worker = busConsumer(stack, {
    ...queue(stack),
    name,
    businessImpact,
    bus: stateful.bus,
    pattern: of === 'submitted' ? eventsOfSubmitted(hears) : eventsOf(hears),
    uses: [table, ...uses(where)],
  });
  andFedBy?.(where, worker);
  return worker;
}

/** Creates every function behind the API. @param callbacks functions with reserved concurrency for partner callbacks */
export function addApiFunctions(
  stack: ProvinceStack,
  stateful: StatefulStack,
  workers: Workers,
  callbacks: ReadonlySet<ApiFunctionName>,
) {
  const made = API_FUNCTION_NAMES.map((name) => {
    const { rows, businessImpact, uses } = DECLARATIONS[name];
    const where = whereOf(name, stack, stateful, workers);
    const table = Object.keys(rows).length > 0 ? [where.table] : [];
    const kept = callbacks.has(name) && { reservedConcurrency: stack.size.callbacks.concurrency };
    return [name, apiFunction(stack, { name, businessImpact, uses: [...table, ...uses(where)], ...kept })] as const;
  });
  return Object.fromEntries(made) as Record<ApiFunctionName, (typeof made)[number][1]>;
}
