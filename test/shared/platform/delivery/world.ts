import type { RecordedEvent } from '../../../../shared/dossier/events.ts';
import { breaker } from '../../../../shared/platform/delivery/breaker.ts';
import type { ChangeNotification } from '../../../../shared/platform/delivery/change-notification.ts';
import { deliverDossier } from '../../../../shared/platform/delivery/deliver-dossier.ts';
import type { Delivery, DeliveryOutcome, Send } from '../../../../shared/platform/delivery/delivery.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import { TableDouble } from './table-double.ts';

export const DOSSIER = '018f2f3e-7a0b-7c3d-8e4f-5a6b7c8d9e0f';

/** An event of which only the version matters. */
export function event(version: number, dossierId = DOSSIER): RecordedEvent {
  return {
    type: 'resumed',
    dossierId,
    version,
    occurredAt: '2026-06-09T01:00:00.000Z',
    actor: { kind: 'system', subject: 'test' },
    after: {
      status: 'in-processing',
      procedureCode: '1.001193',
      channel: 'online',
      receivingAgency: 'H50',
      agencyId: 'H50',
    },
  };
}

export type Queued = { readonly id: string; readonly notification: ChangeNotification; readonly at: number };

/** One destination, its queue, the table and a clock that only the test moves. */
export class World {
  readonly double = new TableDouble();
  now = 1_780_000_000_000;
  readonly queue: Queued[] = [];
  readonly parked: { notification: ChangeNotification; cause: string }[] = [];
  readonly received: number[] = [];
  readonly asked: boolean[] = [];
  #owners = 0;
  #messages = 0;

  /** Behaviour of the destination for a batch; by default it accepts. */
  destination: (versions: readonly number[]) => Promise<void> = async () => {};

  readonly send: Send = async (batch, { unknownOutcome }) => {
    this.asked.push(unknownOutcome);
    const versions = batch.map((e) => e.version);
    await this.destination(versions);
    this.received.push(...versions);
  };

  readonly delivery: Delivery = {
    table: this.double.table,
    destination: 'somewhere',
    send: (batch, context) => this.send(batch, context),
    breaker: breaker(this.double.table, 'somewhere', () => this.now),
    requeue: async (notification, seconds) => {
      this.queue.push({ id: `m-${++this.#messages}`, notification, at: this.now + seconds * 1000 });
    },
    park: async (notification, cause) => {
      this.parked.push({ notification, cause });
    },
    clock: () => this.now,
    random: () => 0.5,
    newOwner: () => `worker-${++this.#owners}`,
  };

  append(...versions: number[]): void {
    for (const version of versions) this.double.put({ ...keys.event(DOSSIER, version), event: event(version) });
  }

  cursor(): Record<string, unknown> {
    return this.double.get(keys.cursor(DOSSIER, 'somewhere')) ?? {};
  }

  deliver(
    notification: Partial<ChangeNotification> = {},
    changes: Partial<Delivery> = {},
    messageId?: string,
  ): Promise<DeliveryOutcome> {
    return deliverDossier({ ...this.delivery, ...changes }, { dossierId: DOSSIER, ...notification }, messageId);
  }
}
