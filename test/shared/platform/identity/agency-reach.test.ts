import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documents } from '../../../../functions/documents/tickets/documents.ts';
import { office } from '../../../../functions/dossiers/office/office.ts';
import { figures } from '../../../../functions/figures/reading/figures.ts';
import { people } from '../../../../functions/people/people.ts';
import { search } from '../../../../functions/search/reading/search.ts';
import type { Actor, OfficerRole } from '../../../../shared/dossier/actor.ts';
import { actingFor } from '../../../../shared/dossier/successions.ts';
import { HttpProblem } from '../../../../shared/platform/http/problem.ts';
import type { Table } from '../../../../shared/platform/table/table.ts';
import { inReach, roleSets } from '../../dossier/roles.ts';

/** An empty table that accepts every write: only authorization matters here. */
const table = { name: 'table', client: { send: async () => ({}) } } as unknown as Table;
const none = {} as never;
const CLOSINGS = [
  { agencyId: 'H50.20', on: '2026-11-20', successor: 'H50.12' },
  { agencyId: 'H50.120', on: '2026-11-28', successor: 'H50.20' },
];
/** The moment of a call: before anything was closed, unless a test moves it. */
const BEFORE = '2026-11-19T02:00:00.000Z';
let moment = BEFORE;
const onOffice = office({
  table,
  procedures: { directory: async () => [], successions: async () => CLOSINGS },
  clock: () => new Date(moment),
});
const onFigures = figures({ rows: async () => ({ before: [], within: [] }), within: async () => [] }, async () => []);
const onDocuments = documents({
  table,
  store: none,
  procedures: none,
  tickets: none,
  registers: { list: async () => [] },
});

const onSearch = search({
  lists: { pointers: async () => ({ sks: [], more: false }), entries: async () => [], size: async () => 0 },
  catalogue: { procedure: async () => undefined, agency: async () => undefined },
  ownerKeys: none,
  term: none,
  withCode: async () => undefined,
});

const onPeople = people({ table, procedures: { directory: async () => [], successions: async () => [] } });

const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };
const SOMEBODY_ELSE = {
  officer: 'away',
  delegate: 'stranger',
  from: '2026-03-02T00:00:00.000Z',
  until: '2026-03-06T00:00:00.000Z',
  reason: 'x',
};

type Ask = (agencyId: string, actor: Actor) => Promise<unknown>;
type Allowed = { readonly here: readonly OfficerRole[]; readonly above: readonly OfficerRole[] };
const ALL: readonly OfficerRole[] = ['reception', 'handler', 'approver', 'administrator'];

/** All requests about an agency instead of a dossier, and the roles allowed there and above. */
const ASKED: Readonly<Record<string, Allowed & { readonly ask: Ask }>> = {
  delegating: {
    here: ['approver', 'administrator'],
    above: ['administrator'],
    ask: (agencyId, actor) => onOffice.putDelegation({ actor, body: { ...SOMEBODY_ELSE, agencyId } } as never),
  },
  'reading delegations': {
    here: ALL,
    above: ['administrator'],
    ask: (agencyId, actor) => onOffice.listDelegations({ actor, query: { agencyId } } as never),
  },
  'reading the inbox': {
    here: ALL,
    above: ['approver', 'administrator'],
    ask: (agencyId, actor) => onOffice.readInbox({ actor, query: { agencyId }, page: { limit: 1 } } as never),
  },
  'reading a register': {
    here: ['reception', 'approver', 'administrator'],
    above: ['reception', 'approver', 'administrator'],
    ask: (agencyId, actor) => onDocuments.readRegister({ actor, params: { agencyId, day: '2026-11-24' } } as never),
  },
  searching: {
    here: ALL,
    above: ALL,
    ask: (agencyId, actor) => onSearch.searchDossiers({ actor, body: { agencyId }, page: { limit: 1 } } as never),
  },
  'reading queues': {
    here: ALL,
    above: ALL,
    ask: (agencyId, actor) => onSearch.readQueues({ actor, query: { agencyId }, language: 'vi' } as never),
  },
  'listing officers': {
    here: ALL,
    above: ALL,
    ask: (agencyId, actor) => onPeople.listOfficers({ actor, params: { agencyId }, page: { limit: 1 } } as never),
  },
  'reading figures': {
    here: ['approver', 'administrator'],
    above: ['approver', 'administrator'],
    ask: (agencyId, actor) => onFigures.readFigures({ actor, query: { ...NOVEMBER, agencyId } } as never),
  },
  'reading the quality index': {
    here: ['approver', 'administrator'],
    above: ['approver', 'administrator'],
    ask: (agencyId, actor) => onFigures.readQualityIndex({ actor, query: { ...NOVEMBER, agencyId } } as never),
  },
};

const agencies = fc.constantFrom('H50', 'H50.1', 'H50.12', 'H50.12.3', 'H50.20', 'H50.120', 'H01.5', 'G01');

describe.each(Object.entries(ASKED))('%s', (_, { here, above, ask }) => {
  it('is allowed only for the named roles, at the agency or above it', async () => {
    const outcomes = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(roleSets, agencies, async (roles, agencyId) => {
        const allowed = roles.some(
          (r) =>
            (r.agencyId === agencyId && here.includes(r.role)) ||
            (inReach(agencyId, r.agencyId) && above.includes(r.role)),
        );
        const letIn = await ask(agencyId, { kind: 'officer', subject: 'me', roles }).then(
          () => true,
          (error: unknown) => {
            if (error instanceof HttpProblem && error.code === 'forbidden') return false;
            throw error;
          },
        );
        outcomes.add(letIn);
        expect(letIn).toBe(allowed);
      }),
      { numRuns: 2_000 },
    );
    expect(outcomes.size).toBe(2);
  });

  it('is allowed to the successor of a closed agency as to itself, from the day of the closing', async () => {
    const outcomes = new Set<boolean>();
    const passes = (agencyId: string, actor: Actor) =>
      ask(agencyId, actor).then(
        () => true,
        () => false,
      );
    for (const role of ALL) {
      const officer = { kind: 'officer', subject: 'me', roles: [{ agencyId: 'H50.12', role }] } as const;
      for (const [now, closed] of [
        ['2026-11-19T16:59:00.000Z', []],
        ['2026-11-20T02:00:00.000Z', ['H50.20']],
        ['2026-11-28T02:00:00.000Z', ['H50.20', 'H50.120']],
      ] as const) {
        const actor = actingFor(officer, CLOSINGS, now);
        moment = now;
        for (const agencyId of ['H50.20', 'H50.120'] as const) {
          const passed = await passes(agencyId, actor);
          expect(passed).toBe(here.includes(role) && closed.some((one) => one === agencyId));
          outcomes.add(passed);
        }
      }
    }
    moment = BEFORE;
    expect(outcomes.size).toBe(2);
  });
});
