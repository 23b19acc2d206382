import { describe, expect, it } from 'vitest';
import { Names } from './world/names.ts';
import { type HttpRequest, Network } from './world/network.ts';
import { httpOf } from './world/node/http.ts';
import { Scheduler } from './world/scheduler.ts';

const MOVING = 'moving.example';
const WHO = 'webhook-delivery 7';

/** A connection to the name after it was checked. @returns status, or the failure, and where somebody went who should not */
async function connected(options: object) {
  const scheduler = new Scheduler(0);
  const network = new Network(scheduler);
  network.listen(MOVING, async (_: HttpRequest) => ({ status: 200, headers: {}, body: Buffer.alloc(0) }));
  const names = new Names([MOVING]);
  const checked = names.addressesOf(MOVING, WHO);
  const { https } = httpOf(
    network,
    () => WHO,
    () => true,
    names,
  );
  const told = new Promise<unknown>((resolve) => {
    const pinned = {
      lookup: (_: string, __: object, found: (error: null, all: unknown) => void) => found(null, checked),
    };
    const call = https.request(new URL(`https://${MOVING}/hooks`), { ...pinned, ...options });
    call.on('response', ({ statusCode }: { readonly statusCode: number }) => resolve(statusCode));
    call.on('error', ({ code }: { readonly code: string }) => resolve(code));
    call.end();
  });
  let over = false;
  void told.then(() => {
    over = true;
  });
  await scheduler.run(() => over);
  return { told: await told, strangers: [...network.strangers] };
}

describe('a name that moves between the check and the connection', () => {
  it('leads whoever connects to what was checked to its host', async () => {
    expect(await connected({})).toEqual({ told: 200, strangers: [] });
  });

  it('leads whoever looks it up once more to an address inside, which fails the world', async () => {
    expect(await connected({ lookup: undefined })).toEqual({
      told: 'ECONNREFUSED',
      strangers: [`${WHO} went to 169.254.169.254`],
    });
  });

  it('is asked anew by each run of a function', () => {
    const names = new Names([MOVING]);
    const [first, again, other] = [WHO, WHO, 'webhook-delivery 8'].map((who) => names.addressesOf(MOVING, who));
    expect(again).not.toEqual(first);
    expect(other).toEqual(first);
    expect(names.addressesOf('post.example', WHO)).toEqual([{ address: '127.0.0.1', family: 4 }]);
  });
});
