import pMap from 'p-map';
import { isSyncedType } from '../../functions/national-portal/synced-events.ts';
import type { EventType } from '../../shared/dossier/event-types.ts';
import { type DossierStatus, STATUSES } from '../../shared/dossier/status.ts';
import { until } from '../launcher/wait.ts';
import type { Stage } from './stage.ts';
import { SUBSCRIBER } from './subscriber.ts';
import type { Walk } from './walk.ts';

export type Comparison = {
  readonly walk: Walk;
  readonly dossierCode: string;
  readonly status: string;
  /** National statuses of our log, one for each event that is synchronised to the portal. */
  readonly ours: readonly string[];
  readonly portals: readonly string[];
  readonly portalStatus: string;
  /** Events of the dossier, and how many of them the agency's receiver has with a valid signature. */
  readonly events: number;
  readonly received: number;
  readonly invalid: number;
};

type Held = { readonly status: string; readonly progress: readonly { TrangThai: string; NoiDungXuLy: string }[] };
type Tally = { readonly endpoint: string; readonly eventId: string; readonly count: number; readonly valid: number };

export const agrees = (c: Comparison): boolean =>
  c.ours.join() === c.portals.join() &&
  c.portalStatus === c.ours.at(-1)?.split('#')[0] &&
  c.received === c.events &&
  c.invalid === 0;

type Partners = { readonly portal: Readonly<Record<string, Held>>; readonly tally: ReadonlyMap<string, Tally> };

async function partnersOf(stage: Stage): Promise<Partners> {
  const portal = await stage.control<{ dossiers: Record<string, Held> }>('national-portal', 'state');
  const agency = await stage.control<{ events: readonly Tally[] }>('agency', 'state');
  const received = agency.events.filter(({ endpoint }) => endpoint === SUBSCRIBER);
  return { portal: portal.dossiers, tally: new Map(received.map((row) => [row.eventId, row])) };
}

/** Compares our log of a dossier with the partners' copies, status by status and in order. */
async function compareOne(walk: Walk, { portal, tally }: Partners): Promise<Comparison> {
  const { dossierCode = '', status } = await walk.read();
  const timeline = await walk.timeline();
  const ours = timeline.flatMap((event) => {
    const status = event.status as DossierStatus;
    return isSyncedType(event.type as EventType, status) ? [`${STATUSES[status].code}#${event.version}`] : [];
  });
  const held = portal[dossierCode];
  const rows = timeline.map((event) => tally.get(`${walk.dossierId}:${event.version}`));
  return {
    walk,
    dossierCode,
    status,
    ours,
    portals: (held?.progress ?? []).map((row) => `${row.TrangThai}#${/#(\d+)\)$/.exec(row.NoiDungXuLy)?.[1]}`),
    portalStatus: held?.status ?? '',
    events: timeline.length,
    received: rows.filter((row) => (row?.valid ?? 0) > 0).length,
    invalid: rows.reduce((sum, row) => sum + ((row?.count ?? 0) - (row?.valid ?? 0)), 0),
  };
}

/** Dossiers compared concurrently. */
const AT_ONCE = 4;

/** Waits until all partners agree with us about every dossier; after the time-out it reports the differences. */
export async function compare(stage: Stage, walks: readonly Walk[], timeoutMs: number): Promise<Comparison[]> {
  const results = new Map<Walk, Comparison>();
  const agreed = new Set<Walk>();
  await until(
    async () => {
      const partners = await partnersOf(stage);
      const open = walks.filter((walk) => !agreed.has(walk));
      const found = await pMap(open, (walk) => compareOne(walk, partners), { concurrency: AT_ONCE });
      for (const one of found) {
        results.set(one.walk, one);
        if (agrees(one)) agreed.add(one.walk);
      }
      return agreed.size === walks.length;
    },
    { timeoutMs, everyMs: 300 },
  );
  return [...results.values()];
}
