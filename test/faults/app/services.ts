import { jsonService, mailService } from '../cloud/aws.ts';
import { gateway, type Method } from '../cloud/gateway.ts';
import { Sqs } from '../cloud/sqs.ts';
import { jsonAnswer } from '../world/network.ts';
import { API_HOST, MAILBOX, MOVING, URLS } from './addresses.ts';
import { Guard } from './guard.ts';
import { REGION } from './intrinsics.ts';
import type { ProvinceWorld } from './province.ts';

/** Which program calls: the name of a function without the number of the run. */
const functionOf = (caller: string) => caller.split(' ')[0] ?? '';
/** Who sends, as SQS tells it of a role in the session of a function. */
const senderOf = (caller: string) => `AROASIMULATED:${functionOf(caller)}`;

/** Puts AWS's services and the province's API at their addresses. */
export function listen(world: ProvinceWorld, methods: readonly Method[]): void {
  const guard = new Guard(world.rights, functionOf, (text) => world.refused.add(text));
  const at = (service: string) => `${service}.${REGION}.amazonaws.com`;
  const { network, dynamo, secrets, chance, scheduler } = world;
  const refuses = () => (chance.happens(world.weather.refusedEntries) ? 'InternalError' : undefined);
  const sqs = new Sqs(world.queues, refuses);
  network.listen(
    at('dynamodb'),
    jsonService(
      'com.amazonaws.dynamodb.v20120810',
      '1.0',
      guard.operations('dynamodb', (operation, body, from) => dynamo.call(operation, body, functionOf(from))),
    ),
  );
  network.listen(
    at('sqs'),
    jsonService(
      'com.amazonaws.sqs',
      '1.0',
      guard.operations('sqs', (operation, body, from) => sqs.call(operation, body, senderOf(from))),
    ),
  );
  network.listen(
    at('events'),
    jsonService(
      'com.amazonaws.events',
      '1.1',
      guard.operations('events', (operation, body) => world.bus.call(operation, body)),
    ),
  );
  network.listen(
    at('secretsmanager'),
    jsonService(
      'com.amazonaws.secretsmanager',
      '1.1',
      guard.operations('secretsmanager', (operation, body) => secrets.call(operation, body)),
    ),
  );
  network.listen(
    at('email'),
    guard.mail(
      mailService(
        world.mails,
        () => scheduler.now,
        (type, detail) => {
          const event = { id: world.newId(), source: 'aws.ses', 'detail-type': type, detail };
          const time = new Date(scheduler.now).toISOString();
          scheduler.after(chance.unit() * BOUNCED_WITHIN_MS, () => world.bus.publish('default', { ...event, time }));
        },
      ),
    ),
  );
  network.listen(new URL(MAILBOX).host, async ({ path }) => {
    const to = new URL(path, MAILBOX).searchParams.get('to');
    return jsonAnswer(
      200,
      world.mails.filter((mail) => mail.to === to),
    );
  });
  network.listen(new URL(MOVING).host, (request, from) => network.ask(new URL(URLS.agency).host, request, from));
  for (const [name, bucket] of world.buckets) network.listen(bucket.address, guard.objects(name, bucket.host));
  network.listen(
    API_HOST,
    gateway(
      methods,
      world.lambda,
      (ms) => scheduler.sleep(ms),
      () => `198.18.${chance.int(0, 255)}.${chance.int(1, 254)}`,
    ),
  );
}

/** Delay until an undeliverable e-mail bounces. Milliseconds. */
const BOUNCED_WITHIN_MS = 60_000;
