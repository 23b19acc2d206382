import { Logger } from '@aws-lambda-powertools/logger';
import { classicClient } from '../../../../functions/national-portal/contracts/classic/client.ts';
import { classicConfig } from '../../../../functions/national-portal/contracts/classic/config.ts';
import { classicPortal } from '../../../../functions/national-portal/contracts/classic/portal.ts';
import { nationalPortalSync } from '../../../../functions/national-portal/sync/national-portal-sync.ts';
import type { DossierEvent, RecordedEvent } from '../../../../shared/dossier/events.ts';
import { breaker } from '../../../../shared/platform/delivery/breaker.ts';
import { readCursor, rewind } from '../../../../shared/platform/delivery/cursors.ts';
import type { ChangeNotification } from '../../../../shared/platform/delivery/nudge.ts';
import { keys } from '../../../../shared/platform/table/keys.ts';
import type { Table } from '../../../../shared/platform/table/table.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { answering } from '../../../shared/platform/partners/answers.ts';
import { type CallFault, FaultyPortal } from './faulty-portal.ts';
import { NATIONAL_CODE } from './histories.ts';
import { agencies, DOSSIER, logOf, PROCEDURE } from './logs.ts';

/** What befalls one thing the worker does outside itself: the worker dies around it, or the call goes wrong. */
export type Fault = CallFault | 'dies-before' | 'dies-after';
/** The how-manieth thing it is, and whether it is a call to the portal. */
export type Point = { readonly number: number; readonly isCall: boolean };

/** A queue hands out again what a worker that died had taken. Milliseconds; longer than a lease. */
const VISIBILITY_MS = 180_000;
/** Turns after which a queue that is not empty never will be. */
const TURNS = 300;

/** Receptions after which a queue sets a message aside. */
const RECEPTIONS = 5;

type Message = { readonly nudge: ChangeNotification; at: number; received: number };

/** The worker of one dossier on a table double and the simulated portal; it fails and dies where a test says so. */
export class SyncWorld {
  readonly portal = new FaultyPortal();
  readonly parked: ChangeNotification[] = [];
  faultAt: (point: Point) => Fault | undefined = () => undefined;
  /** Things done outside the worker so far. */
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

  /** A worker and what it remembers from one message to the next: session, breaker. */
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
      catalogue: { procedure: async () => PROCEDURE, agency },
      filingOf: async () => ({ dossierId: DOSSIER, techId: 'TECH-1', verified: true }),
      breaker: breaker(this.#table, 'national-portal', clock),
      requeue: (nudge, seconds) => this.#step(false, async () => this.#put(nudge, seconds)),
      park: (nudge) => this.#step(false, async () => void this.parked.push(nudge)),
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

  #put(nudge: ChangeNotification, seconds = 0): void {
    this.#queue.push({ nudge, at: this.#now + seconds * 1000, received: 0 });
  }

  /** The log is these events now. */
  write(events: readonly DossierEvent[]): void {
    this.log = logOf(events);
    for (const event of this.log) this.#double.put({ ...keys.event(DOSSIER, event.version), event });
  }

  nudge(nudge: Partial<ChangeNotification> = {}): void {
    this.#put({ dossierId: DOSSIER, ...nudge });
  }

  redrive(): void {
    for (const nudge of this.parked.splice(0)) this.#put(nudge);
  }

  /** Version up to which the cursor says that the portal has the dossier. */
  async sent(): Promise<number> {
    return (await readCursor(this.#double.table, DOSSIER, 'national-portal'))?.sent ?? 0;
  }

  /** Within what was sent: further on it would skip what the portal is never to have. */
  rewind(version: number): Promise<void> {
    return rewind(this.#double.table, DOSSIER, 'national-portal', version);
  }

  /** Works the queue off, with the clock going forward. @throws Error when it never gets empty */
  async settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const next = this.#queue.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) return;
      this.#now = Math.max(this.#now, next.at);
      this.#died = Promise.withResolvers();
      const done = this.#sync(next.nudge).then(
        () => 'done',
        () => 'failed',
      );
      const end = await Promise.race([done, this.#died.promise]);
      next.received += 1;
      next.at = this.#now + VISIBILITY_MS;
      if (end === 'died') this.#sync = this.#sandbox();
      const isOver = end === 'done' || next.received === RECEPTIONS;
      if (isOver) this.#queue = this.#queue.filter((message) => message !== next);
      if (isOver && end !== 'done') this.parked.push(next.nudge);
    }
    throw new Error('does not settle');
  }
}
