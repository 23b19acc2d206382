import { createServer } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiverGuard } from '../../../../functions/webhooks/receiver-guard.ts';
import { webhookSender } from '../../../../functions/webhooks/sender.ts';
import { newSigningSecret, SECRET_PATTERN, signedHeaders } from '../../../../functions/webhooks/signature.ts';
import { receiver } from './receiver.ts';

const EVENT = {
  id: '018f2f3e-7a0b-7c3d-8e4f-5a6b7c8d9e0f:7',
  type: 'motcua.dossier.accepted.v1',
  data: { version: 7 },
};
const [NEW, OLD, OTHER] = [newSigningSecret(), newSigningSecret(), newSigningSecret()] as const;

let agency: Awaited<ReturnType<typeof receiver>>;

function sender(hosts: string[] = [agency.host], timeoutMs = 5_000) {
  return webhookSender(
    receiverGuard(hosts, async () => [{ address: '127.0.0.1', family: 4 }]),
    { timeoutMs },
  );
}
const send = (url = agency.url, secrets: readonly [string, ...string[]] = [NEW], by = sender()) =>
  by.send({ url }, secrets, EVENT);

const verify = (secret: string) => {
  const { body, headers } = agency.got.at(-1) ?? { body: '', headers: {} };
  return new Webhook(secret).verify(body, headers as Record<string, string>);
};

beforeEach(async () => {
  agency = await receiver();
});
afterEach(() => agency.close());

describe('sending a webhook', () => {
  it('is signed so that the official library accepts it, and nothing else', async () => {
    expect(await send()).toMatchObject({ outcome: 'delivered', status: 204 });
    expect(verify(NEW)).toEqual(EVENT);
    expect(() => verify(OTHER)).toThrow('No matching signature');
    const got = agency.got[0];
    expect(got?.headers['webhook-id']).toBe(EVENT.id);
    expect(got?.headers['content-type']).toContain('application/cloudevents+json');
    expect(() => new Webhook(NEW).verify(`${got?.body} `, got?.headers as Record<string, string>)).toThrow();
  });

  it('matches the vector published with the specification', () => {
    const headers = signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1614265330_000), '{"test": 2432232314}', [
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    ]);
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('generates secrets of 32 random bytes in the format of the specification', () => {
    expect(NEW).toMatch(SECRET_PATTERN);
    expect(Buffer.from(NEW.slice(6), 'base64')).toHaveLength(32);
    expect(NEW).not.toBe(OLD);
  });

  it('has a signature for each secret during a rotation', async () => {
    await send(agency.url, [NEW, OLD]);
    expect(verify(NEW)).toEqual(EVENT);
    expect(verify(OLD)).toEqual(EVENT);
    expect(() => verify(OTHER)).toThrow();
  });

  it.each([
    [200, 'delivered'],
    [299, 'delivered'],
    [302, 'refused'],
    [400, 'refused'],
    [410, 'gone'],
    [500, 'refused'],
  ] as const)('takes %i for %s', async (status, outcome) => {
    agency.answer = status;
    expect(await send()).toMatchObject({ outcome, status });
  });

  it('follows no redirect', async () => {
    agency.answer = 307;
    agency.headers = { location: agency.url };
    expect(await send()).toMatchObject({ outcome: 'refused', status: 307 });
    expect(agency.got).toHaveLength(1);
  });

  it('connects to the checked IP address, regardless of later DNS changes', async () => {
    // `.invalid` never resolves, so only the checked address can lead to the receiver.
    const port = agency.host.split(':')[1];
    const url = `http://receiver.invalid:${port}/hooks`;
    const attempt = await send(url, [NEW], sender([`receiver.invalid:${port}`]));
    expect(attempt).toMatchObject({ outcome: 'delivered' });
    expect(agency.got[0]?.headers.host).toBe(`receiver.invalid:${port}`);
  });

  it('does not call a host that resolves to a private address since its registration', async () => {
    expect(await send('https://agency.example.vn/hooks')).toMatchObject({
      outcome: 'url-refused',
      cause: 'private-address',
    });
    expect(agency.got).toHaveLength(0);
  });

  it('times out when a receiver does not respond', async () => {
    agency.answer = undefined;
    expect(await send(agency.url, [NEW], sender([agency.host], 100))).toMatchObject({
      outcome: 'no-answer',
      cause: 'timeout',
    });
  });

  it('reports the kind of network failure', async () => {
    const closed = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as { port: number };
        server.close(() => resolve(port));
      });
    });
    const attempt = await send(`http://127.0.0.1:${closed}/`, [NEW], sender([`127.0.0.1:${closed}`]));
    expect(attempt).toMatchObject({ outcome: 'no-answer', cause: 'ECONNREFUSED' });
  });

  it('reports only the status of the response', async () => {
    agency.answer = 500;
    expect(await send()).toEqual({
      at: expect.any(String),
      eventId: EVENT.id,
      eventType: EVENT.type,
      outcome: 'refused',
      status: 500,
      durationMs: expect.any(Number),
    });
  });
});
