import { Logger } from '@aws-lambda-powertools/logger';
import { classicClient } from '../../../../functions/national-portal/contracts/classic/client.ts';
import { classicConfig } from '../../../../functions/national-portal/contracts/classic/config.ts';
import { classicPortal } from '../../../../functions/national-portal/contracts/classic/portal.ts';
import { nationalPortalSync } from '../../../../functions/national-portal/sync/national-portal-sync.ts';
import type { DossierEvent, RecordedEvent } from '../../../../shared/dossier/events.ts';
import { breaker } from '../../../../shared/platform/delivery/breaker.ts';
import type { ChangeNotification } from '../../../../shared/platform/delivery/change-notification.ts';
import { readCursor, rewind } from '../../../../shared/platform/delivery/cursors.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import type { Table } from '../../../../shared/platform/table/table.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { answering } from '../../../shared/platform/partners/answers.ts';
import { type CallFault, FaultyPortal } from './faulty-portal.ts';
import { NATIONAL_CODE } from './histories.ts';
import { agencies, DOSSIER, logOf, PROCEDURE } from './logs.ts';

/** Fault injected into one external call of the worker: a crash around it, or a failed call. */
export type Fault = CallFault | 'dies-before' | 'dies-after';
/** Index of the external call, and whether it is a call to the portal. */
export type Point = { readonly number: number; readonly isCall: boolean };

/** Visibility timeout: redelivery delay after a crash. Milliseconds; longer than a lease. */
const VISIBILITY_MS = 180_000;
/** Iterations after which a non-empty queue counts as stuck. */
const TURNS = 300;

/** Receives after which a message moves to the dead-letter queue. */
const RECEPTIONS = 5;

type Message = { readonly notification: ChangeNotification; at: number; received: number };

/** The worker of one dossier on a table double and the simulated portal, with injected failures and crashes. */
export class SyncWorld {
  readonly portal = new FaultyPortal();
  readonly parked: ChangeNotification[] = [];
  faultAt: (point: Point) => Fault | undefined = () => undefined;
  /** External calls of the worker so far. */
  points = 0;
  log: readonly RecordedEvent[] = [];
  readonly #double = new TableDouble();
  readonly #table: Table = {
    name: 'table',
    client: {
      send: (command: never) => this.#step(false, () => this.#double.table.client.send(command)),
    } as unknown as Table['client'],
  };
  #sync = this.#sandbox();
  #queue: Message[] = [];
  #now = Date.parse('2026-06-09T05:00:00.000Z');
  #died = Promise.withResolvers<'died'>();

  constructor() {
    this.portal.dossiers.file({ MaHoSo: NATIONAL_CODE, ChuHoSo: 'A', MaTTHC: '2.000488', TenTTHC: 'B' });
  }

  /** A worker and its state across messages: session, breaker. */
  #sandbox(): ReturnType<typeof nationalPortalSync> {
    const clock = () => this.#now;
    const agency = async (agencyId: string) => ({
      agencyId,
      name: { vi: agencies.get(agencyId) ?? agencyId, en: agencyId },
      kind: 'department' as const,
      level: 'province' as const,
    });
    return nationalPortalSync({
      table: this.#table,
      portal: classicPortal(
        classicClient({
          config: classicConfig.parse({ url: 'http://portal.invalid', agencyCode: 'H50', agencyName: 'Tỉnh' }),
          credentials: async () => ({ username: 'u', password: 'p' }),
          clock,
          send: answering((url, { body }) => this.#step(true, (fault) => this.portal.answer(url, body, fault))),
        }),
      ),
      catalogue: { procedure: async () => PROCEDURE, newestProcedure: async () => PROCEDURE, agency },
      filingOf: async () => ({ dossierId: DOSSIER, techId: 'TECH-1', verified: true }),
      breaker: breaker(this.#table, 'national-portal', clock),
      requeue: (notification, seconds) => this.#step(false, async () => this.#put(notification, seconds)),
      park: (notification) => this.#step(false, async () => void this.parked.push(notification)),
      clock,
      random: () => 0.5,
      logger: new Logger({ logLevel: 'SILENT' }),
      stopAt: () => Number.POSITIVE_INFINITY,
    });
  }

  async #step<T>(isCall: boolean, work: (fault: CallFault | undefined) => Promise<T>): Promise<T> {
    const fault = this.faultAt({ number: this.points++, isCall });
    if (fault === 'dies-before') return this.#die();
    if (fault !== 'dies-after') return work(fault);
    await work(undefined);
    return this.#die();
  }

  #die(): Promise<never> {
    this.#died.resolve('died');
    return new Promise<never>(() => {});
  }

  #put(notification: ChangeNotification, seconds = 0): void {
    this.#queue.push({ notification, at: this.#now + seconds * 1000, received: 0 });
  }

  /** Sets the log to these events. */
  write(events: readonly DossierEvent[]): void {
    this.log = logOf(events);
    for (const event of this.log) this.#double.put({ ...keys.event(DOSSIER, event.version), event });
  }

  notification(notification: Partial<ChangeNotification> = {}): void {
    this.#put({ dossierId: DOSSIER, ...notification });
  }

  redrive(): void {
    for (const notification of this.parked.splice(0)) this.#put(notification);
  }

  /** Version up to which, by the cursor, the portal has the dossier. */
  async sent(): Promise<number> {
    return (await readCursor(this.#double.table, DOSSIER, 'national-portal'))?.sent ?? 0;
  }

  /** Only within the events sent: further on it would skip events that the portal would never get. */
  rewind(version: number): Promise<void> {
    return rewind(this.#double.table, DOSSIER, 'national-portal', version);
  }

  /** Processes the queue with an advancing clock. @throws Error when it never becomes empty */
  async settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const next = this.#queue.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) return;
      this.#now = Math.max(this.#now, next.at);
      this.#died = Promise.withResolvers();
      const done = this.#sync(next.notification).then(
        () => 'done',
        () => 'failed',
      );
      const end = await Promise.race([done, this.#died.promise]);
      next.received += 1;
      next.at = this.#now + VISIBILITY_MS;
      if (end === 'died') this.#sync = this.#sandbox();
      const isOver = end === 'done' || next.received === RECEPTIONS;
      if (isOver) this.#queue = this.#queue.filter((message) => message !== next);
      if (isOver && end !== 'done') this.parked.push(next.notification);
    }
    throw new Error('does not settle');
  }
}
