import { holdsDeadLetters, type QueueState } from '../queues.ts';
import type { BreakerState, Deployment, Lag } from './observed.ts';

/** `ok`; `waits`: resolves by itself; `unknown`: not measured here; `act`: needs an operator. */
export type LineVerdict = 'ok' | 'waits' | 'unknown' | 'act';
export type Line = { readonly what: string; readonly verdict: LineVerdict; readonly says: string };

/** Lag of background work that is a fault, as in its alarm. Seconds. */
const LATE_S = 300;

export type Queue = Omit<QueueState, 'url'> & { readonly oldestS: number | undefined };

export function queueLine({ name, waiting, inFlight, delayed, oldestS }: Queue): Line {
  const count = waiting + inFlight + delayed;
  const age = oldestS === undefined ? 'oldest: not known' : `oldest ${duration(oldestS)}`;
  const says = count === 0 ? 'empty' : `${waiting} waiting, ${inFlight} in flight, ${delayed} delayed, ${age}`;
  if (holdsDeadLetters({ name })) {
    return count === 0
      ? { what: name, verdict: 'ok', says }
      : { what: name, verdict: 'act', says: `${says}: dead-letters show` };
  }
  return { what: name, verdict: count === 0 ? 'ok' : 'waits', says };
}

export function lagLine(what: string, lag: Lag | undefined): Line {
  if (lag === undefined) return { what, verdict: 'act', says: 'nothing heard for ten minutes' };
  const late = lag.seconds >= LATE_S;
  return { what, verdict: late ? 'act' : 'ok', says: `${duration(lag.seconds)} behind at ${lag.at}` };
}

/** Age of the oldest change not yet sent to the portal. */
export function portalLagLine({ waiting, inFlight, delayed, oldestS }: Queue): Line {
  const what = 'portal lag';
  if (waiting + inFlight + delayed === 0) return { what, verdict: 'ok', says: 'the portal has been told everything' };
  if (oldestS === undefined) return { what, verdict: 'unknown', says: 'changes wait, and their age is not known here' };
  return { what, verdict: 'waits', says: `the oldest change has waited ${duration(oldestS)}` };
}

export function breakerLine({ state, until, failures }: BreakerState): Line {
  const what = 'portal breaker';
  if (state === 'open') return { what, verdict: 'waits', says: `open: no call before ${until}` };
  return { what, verdict: 'ok', says: failures === 0 ? 'closed' : `closed, ${failures} failures of late` };
}

export function deploymentLine(all: readonly Deployment[]): Line {
  const what = 'last deployment';
  const [last] = all;
  if (last === undefined) return { what, verdict: 'act', says: 'no stack of the province is here' };
  const broken = all.filter(({ state }) => !/^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(state));
  const going = broken.filter(({ state }) => /^(?!.*ROLLBACK).*_IN_PROGRESS$/.test(state));
  const commit = all.find((one) => one.commit !== undefined)?.commit ?? 'not told';
  const says = `${last.at}, ${last.stack}, commit ${commit}`;
  if (broken.length === 0) return { what, verdict: 'ok', says };
  const states = broken.map(({ stack, state }) => `${stack} ${state}`).join(', ');
  return { what, verdict: going.length === broken.length ? 'waits' : 'act', says: `${says}; ${states}` };
}

/**
 * Agencies made from the list of communes: their identifiers get into the codes of dossiers, and they have no mailboxes, so a
 * province replaces them by its own before it works with them.
 */
export function agenciesLine(agencies: readonly { readonly generated?: boolean | undefined }[], slug: string): Line {
  const what = 'agencies';
  const generated = agencies.filter((agency) => agency.generated === true).length;
  if (generated === 0) return { what, verdict: 'ok', says: `${agencies.length}, all of the province's own file` };
  const says = `${generated} of ${agencies.length} are generated: name the province's own in infra/provinces/${slug}.json`;
  return { what, verdict: 'act', says };
}

export const alarmLine = (name: string): Line => ({ what: 'alarm', verdict: 'act', says: `${name}: see the runbook` });

/** Seconds in a readable form. */
function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
