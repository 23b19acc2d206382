import { allows, needsOf, tableStatements } from '../../rights/policy.ts';
import { kindsIn } from '../../rights/used.ts';
import { jsonService, mailService } from '../cloud/aws.ts';
import { ServiceError } from '../cloud/dynamodb/errors.ts';
import { gateway } from '../cloud/gateway.ts';
import { Sqs } from '../cloud/sqs.ts';
import { jsonAnswer } from '../world/network.ts';
import { API_HOST, MAILBOX } from './addresses.ts';
import { REGION } from './intrinsics.ts';
import type { ProvinceWorld } from './province.ts';
import type { Wiring } from './wiring.ts';

/** Which program calls: the name of a function without the number of the run. */
const functionOf = (caller: string) => caller.split(' ')[0] ?? '';
/** Who sends, as SQS tells it of a role in the session of a function. */
const senderOf = (caller: string) => `AROASIMULATED:${functionOf(caller)}`;

/** Puts AWS's services and the province's API at their addresses. */
export function listen(world: ProvinceWorld, wiring: Wiring): void {
  const guard = rowsGuard(world, wiring);
  const at = (service: string) => `${service}.${REGION}.amazonaws.com`;
  const { network, dynamo, secrets, chance, scheduler } = world;
  const refuses = () => (chance.happens(world.weather.refusedEntries) ? 'InternalError' : undefined);
  const sqs = new Sqs(world.queues, refuses);
  network.listen(
    at('dynamodb'),
    jsonService('com.amazonaws.dynamodb.v20120810', '1.0', (operation, body, from) => {
      guard(functionOf(from), operation, body);
      return dynamo.call(operation, body, functionOf(from));
    }),
  );
  network.listen(
    at('sqs'),
    jsonService('com.amazonaws.sqs', '1.0', (operation, body, from) => sqs.call(operation, body, senderOf(from))),
  );
  network.listen(
    at('events'),
    jsonService('com.amazonaws.events', '1.1', (operation, body) => world.bus.call(operation, body)),
  );
  network.listen(
    at('secretsmanager'),
    jsonService('com.amazonaws.secretsmanager', '1.1', (operation, body) => secrets.call(operation, body)),
  );
  network.listen(
    at('email'),
    mailService(
      world.mails,
      () => scheduler.now,
      (type, detail) => {
        const event = { id: world.newId(), source: 'aws.ses', 'detail-type': type, detail };
        const time = new Date(scheduler.now).toISOString();
        scheduler.after(chance.unit() * BOUNCED_WITHIN_MS, () => world.bus.publish('default', { ...event, time }));
      },
    ),
  );
  network.listen(new URL(MAILBOX).host, async ({ path }) => {
    const to = new URL(path, MAILBOX).searchParams.get('to');
    return jsonAnswer(
      200,
      world.mails.filter((mail) => mail.to === to),
    );
  });
  for (const bucket of world.buckets.values()) network.listen(bucket.address, bucket.host);
  network.listen(
    API_HOST,
    gateway(
      wiring.methods(),
      world.lambda,
      (ms) => scheduler.sleep(ms),
      () => `198.18.${chance.int(0, 255)}.${chance.int(1, 254)}`,
    ),
  );
}

/** A letter that nobody gets comes back within so long. Milliseconds. */
const BOUNCED_WITHIN_MS = 60_000;

/** Refuses what the role of a function does not allow it to do with rows of the table. */
function rowsGuard(world: ProvinceWorld, wiring: Wiring) {
  const rightsOf = new Map([...wiring.rights()].map(([name, own]) => [name, tableStatements(own)]));
  /** @throws ServiceError */
  return (name: string, operation: string, body: object): void => {
    const rights = rightsOf.get(name);
    if (rights === undefined) return;
    const refused = needsOf(operation, body as Readonly<Record<string, unknown>>).find((need) => !allows(rights, need));
    if (refused === undefined) return;
    world.refused.add(`${name} may not ${refused.action} rows of ${kindsIn(refused)}`);
    throw new ServiceError('AccessDeniedException', `not authorized to perform: dynamodb:${refused.action}`);
  };
}
