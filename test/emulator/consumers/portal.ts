import type { Walk } from '../../../local/demo/walk.ts';
import { EVENT_TYPES, type EventType } from '../../../shared/dossier/event-types.ts';
import { STATUSES } from '../../../shared/dossier/status.ts';
import { eventually, stage } from '../kit.ts';

export type Row = { readonly TrangThai: string; readonly NoiDungXuLy: string; readonly ThoiDiemXuLy: string };
export type Held = {
  readonly status: string;
  readonly progress: readonly Row[];
  readonly record?: Readonly<Record<string, unknown>>;
  readonly statusUpdates: readonly { readonly TrangThai: string; readonly MaHoSoDonVi: string }[];
  /** Progress rows that were told twice. */
  readonly repeats: number;
};
type Call = { readonly path: string; readonly service?: string; readonly outcome: string };

export async function heldBy(code: string): Promise<Held | undefined> {
  const { dossiers } = await stage.control<{ dossiers: Record<string, Held> }>('national-portal', 'state');
  return dossiers[code];
}

/** How often the simulated portal met a call in a way, such as `error`. */
export async function calls(outcome: string, service?: string): Promise<number> {
  const all = await stage.control<readonly Call[]>('national-portal', 'calls');
  return all.filter((call) => call.outcome === outcome && (service === undefined || call.service === service)).length;
}

/**
 * National status codes of our log, in order, with the version each belongs to; drafts and what concerns the agencies alone
 * are not synchronised.
 */
export async function ours(walk: Walk): Promise<readonly string[]> {
  return (await walk.timeline()).flatMap(({ type, status, version }) => {
    const { code } = STATUSES[status as keyof typeof STATUSES];
    const told = EVENT_TYPES[type as EventType].portal !== 'none';
    return code === undefined || !told ? [] : [`${code}#${version}`];
  });
}

export const theirs = (held: Held | undefined): readonly string[] =>
  (held?.progress ?? []).map((row) => `${row.TrangThai}#${/#(\d+)\)$/.exec(row.NoiDungXuLy)?.[1]}`);

/** Waits until the portal has our log, row by row and in order, and shows its last status. @returns the portal's copy */
export async function inSync(walk: Walk): Promise<Held> {
  const { dossierCode = '' } = await walk.read();
  const log = await ours(walk);
  const same = async () => {
    const held = await heldBy(dossierCode);
    return theirs(held).join() === log.join() && held?.status === log.at(-1)?.split('#')[0];
  };
  await eventually(`the portal has ${log.join()}`, same);
  return (await heldBy(dossierCode)) as Held;
}
