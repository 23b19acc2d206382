import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attemptRow } from '../../../../functions/webhooks/attempt-log.ts';
import type { Message } from '../../../../functions/webhooks/delivery/messages.ts';
import { type Endpoint, webhookDestination } from '../../../../functions/webhooks/endpoint.ts';
import { newSigningSecret } from '../../../../functions/webhooks/signature.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { DOSSIER, event } from '../../../shared/platform/delivery/world.ts';
import { receiver } from './receiver.ts';

import { ENDPOINT, NOTIFICATION, openWorld, SECRET } from './world.ts';

let agency: Awaited<ReturnType<typeof receiver>>;
beforeEach(async () => {
  agency = await receiver();
});
afterEach(() => agency.close());

const world = () => openWorld(agency);
const ids = () => agency.got.map(({ headers }) => headers['webhook-id']);

describe('a notification for an endpoint', () => {
  it('delivers every missing event, in order, signed, as the thin public event', async () => {
    const w = world();
    w.dossier(3);
    await w.addEndpoint();
    await w.handle(NOTIFICATION);
    expect(ids()).toEqual([1, 2, 3].map((v) => `${DOSSIER}:${v}`));
    for (const { headers, body } of agency.got) {
      const sent = new Webhook(SECRET).verify(body, headers as Record<string, string>);
      expect(sent).toMatchObject({ specversion: '1.0', source: 'motcua/quang-tri', id: headers['webhook-id'] });
      expect(sent).not.toHaveProperty('actor');
    }
    await w.handle({ ...NOTIFICATION, version: 3 });
    expect(agency.got).toHaveLength(3);
  });

  it('skips types to which the endpoint is not subscribed', async () => {
    const w = world();
    w.dossier(2);
    await w.addEndpoint({ eventTypes: ['motcua.dossier.accepted.v1'] });
    await w.handle(NOTIFICATION);
    expect(agency.got).toHaveLength(0);
    expect(w.table.get(keys.cursor(DOSSIER, webhookDestination(ENDPOINT)))?.sent).toBe(2);
  });

  it('is retried after a failure, with the same id and its own timestamp', async () => {
    const w = world();
    w.dossier(2);
    await w.addEndpoint();
    agency.answer = 503;
    await w.handle(NOTIFICATION);
    expect(w.queue).toEqual([
      expect.objectContaining({ ...NOTIFICATION, attempt: 1, delaySeconds: expect.any(Number) }),
    ]);
    agency.answer = 204;
    w.now.at += 5_000;
    await w.handle(NOTIFICATION);
    expect(ids()).toEqual([1, 1, 2].map((v) => `${DOSSIER}:${v}`));
    const [first, second] = agency.got.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect((second ?? 0) - (first ?? 0)).toBe(5);
    expect(await w.endpoint()).not.toHaveProperty('failingSince');
  });

  it('is signed with both secrets during a rotation, and only with the new one after it', async () => {
    const w = world();
    const previous = newSigningSecret();
    w.dossier(1);
    const secretRotatedAt = new Date(w.now.at - 3_600_000).toISOString();
    await w.addEndpoint({ secretRotatedAt }, { current: SECRET, previous, rotation: 'r' });
    await w.handle(NOTIFICATION);
    const signatures = () => String(agency.got.at(-1)?.headers['webhook-signature']).split(' ');
    expect(signatures()).toHaveLength(2);
    const { body, headers } = agency.got[0] ?? { body: '', headers: {} };
    for (const secret of [SECRET, previous]) new Webhook(secret).verify(body, headers as Record<string, string>);
    w.now.at += 23 * 3_600_000;
    w.table.put({ ...keys.event(DOSSIER, 2), event: event(2) });
    await w.handle(NOTIFICATION);
    expect(agency.got).toHaveLength(2);
    expect(signatures()).toHaveLength(1);
  });

  it('disables an endpoint that answers 410, with a notice, and records what it misses', async () => {
    const w = world();
    w.dossier(1);
    await w.addEndpoint();
    agency.answer = 410;
    await w.handle(NOTIFICATION);
    expect(await w.endpoint()).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
    expect((await w.log()).map(({ outcome }) => outcome).toSorted()).toEqual(['disabled', 'gone']);
    expect(w.counted).toEqual(['WebhookEndpointDisabled']);
    agency.answer = 204;
    await w.handleNext({ ...NOTIFICATION, version: 1 });
    expect(agency.got).toHaveLength(1);
    expect(w.queue).toEqual([]);
    expect(await w.backlog.page(ENDPOINT)).toEqual([DOSSIER]);

    await w.endpoints.enable((await w.endpoint()) as Endpoint);
    await w.handle({ catchUp: true, agencyId: 'H50.12', endpointId: ENDPOINT });
    expect(w.queue).toEqual([NOTIFICATION, { catchUp: true, agencyId: 'H50.12', endpointId: ENDPOINT }]);
    await w.handle(w.queue[0] as Message);
    expect(ids()).toEqual([`${DOSSIER}:1`, `${DOSSIER}:1`]);
    await w.handle(w.queue[1] as Message);
    expect(w.queue).toHaveLength(2);
  });

  it('disables an endpoint after five days without a success, not before', async () => {
    const w = world();
    w.dossier(1);
    await w.addEndpoint();
    agency.answer = 500;
    await w.handle(NOTIFICATION);
    const failingSince = new Date(w.now.at).toISOString();
    expect(await w.endpoint()).toMatchObject({ status: 'enabled', failingSince });
    w.now.at += 5 * 86_400_000 - 1;
    await w.handle(NOTIFICATION);
    expect(await w.endpoint()).toMatchObject({ status: 'enabled', failingSince });
    w.now.at += 901_000;
    await w.handle(NOTIFICATION);
    expect(await w.endpoint()).toMatchObject({ status: 'disabled', disabledReason: 'failing' });
    expect(w.counted).toEqual(['WebhookEndpointDisabled']);
    expect(await w.backlog.page(ENDPOINT)).toEqual([DOSSIER]);
  });

  it('stores a row of each attempt for 30 days, with only the status of the response', async () => {
    const w = world();
    w.dossier(1);
    await w.addEndpoint();
    agency.answer = 500;
    await w.handle(NOTIFICATION);
    agency.answer = 204;
    w.now.at += 5_000;
    await w.handle(NOTIFICATION);
    const log = await w.log();
    expect(log.map(({ eventId, outcome, status }) => [eventId, outcome, status])).toEqual([
      [`${DOSSIER}:1`, 'delivered', 204],
      [`${DOSSIER}:1`, 'refused', 500],
    ]);
    for (const attempt of log) {
      const row = w.table.get(attemptRow(ENDPOINT, attempt));
      expect(row?.expiresAt).toBe(Math.floor(Date.parse(attempt.at) / 1000) + 30 * 86_400);
      expect(JSON.stringify(row)).not.toContain('is not read');
    }
  });

  it.each([301, 400, 429])('does not treat %i as success', async (status) => {
    const w = world();
    w.dossier(1);
    await w.addEndpoint();
    agency.answer = status;
    await w.handle(NOTIFICATION);
    expect(w.table.get(keys.cursor(DOSSIER, webhookDestination(ENDPOINT)))?.sent).toBeUndefined();
    expect(w.queue).toHaveLength(1);
    expect(w.parked).toEqual([]);
  });

  it('for an endpoint that was deleted, or of another agency, does nothing', async () => {
    const w = world();
    w.dossier(1);
    await w.handle(NOTIFICATION);
    await w.addEndpoint();
    await w.handle({ ...NOTIFICATION, agencyId: 'H50.1' });
    expect(agency.got).toHaveLength(0);
    expect(w.queue).toEqual([]);
  });

  it('a crash after sending sends the same id again, and nothing is lost', async () => {
    const w = world();
    w.dossier(2);
    await w.addEndpoint();
    let died = false;
    w.table.step = async (when, request) => {
      const cursor = w.table.get(keys.cursor(DOSSIER, webhookDestination(ENDPOINT)));
      if (when === 'in' && request === 'TransactWrite' && cursor?.leaseOwner !== undefined && !died) {
        died = true;
        throw new Error('sandbox died');
      }
    };
    await expect(w.handle(NOTIFICATION)).rejects.toThrow('sandbox died');
    w.now.at += 31_000;
    await w.handle(NOTIFICATION);
    expect(ids()).toEqual([1, 1, 2].map((v) => `${DOSSIER}:${v}`));
  });
});
