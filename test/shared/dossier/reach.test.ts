import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../shared/dossier/actor.ts';
import type { Command } from '../../../shared/dossier/commands.ts';
import { mayRead, maySeeDocument, maySeeForm } from '../../../shared/dossier/rights.ts';
import { decide } from '../../../shared/dossier/rules.ts';
import { currentAgency, type Dossier, openBranches } from '../../../shared/dossier/state.ts';
import { ask, histories } from './histories.ts';
import { agencyIds, inReach, roleSets } from './roles.ts';
import {
  accepted,
  at,
  CALENDAR,
  codeOf,
  draft,
  draftWithPaper,
  History,
  inProcessing,
  PROCEDURE,
  REQUEST_PAPER,
  submitted,
} from './world.ts';

const RUNS = { numRuns: 3_000 };

const officerWith = (...roles: Extract<Actor, { kind: 'officer' }>['roles']): Actor => ({
  kind: 'officer',
  subject: 'stranger',
  roles,
});

const scopes = fc.subarray(['dossiers.read', 'dossiers.act', 'dossiers.report', 'webhooks.manage']);
const outsiders: fc.Arbitrary<Actor> = fc.oneof(
  roleSets.map((roles) => officerWith(...roles)),
  fc.record({
    kind: fc.constant('partner' as const),
    subject: fc.constant('system'),
    agencyId: agencyIds,
    scopes,
  }),
);

/** Agencies at which an actor may do anything at all. */
const places = (actor: Actor) =>
  actor.kind === 'officer' ? actor.roles.map((r) => r.agencyId) : actor.kind === 'partner' ? [actor.agencyId] : [];

const sees = (dossier: Dossier, actor: Actor) =>
  dossier.agencies.some((involved) => places(actor).some((place) => inReach(involved, place)));

/** Who may act at all: those who work where the dossier lies or is worked on, and administrators above its holder. */
function acts(dossier: Dossier, actor: Actor, command: Command['type']): boolean {
  const desks = [dossier.receivingAgency, currentAgency(dossier), ...openBranches(dossier).map((b) => b.agencyId)];
  if (places(actor).some((place) => desks.includes(place))) return true;
  if (actor.kind !== 'officer') return false;
  if (actor.roles.some((r) => r.role === 'administrator' && inReach(currentAgency(dossier), r.agencyId))) return true;
  // A one-stop shop has no head of its own: a leader above it decides on its refunds.
  const decides = ['approve-refund', 'refuse-refund', 'record-refund', 'reopen-refund'].includes(command);
  return decides && actor.roles.some((r) => r.role === 'approver' && inReach(dossier.receivingAgency, r.agencyId));
}

const REFUSED = ['dossier-not-found', 'not-allowed'];

function letsIn(dossier: Dossier, command: Command, actor: Actor, history: History): boolean {
  const { procedure } = history.world;
  const decision = decide(dossier, command, {
    now: at(9_999),
    actor,
    newId: REQUEST_PAPER.documentId,
    procedure,
    calendar: CALENDAR,
  });
  return decision.ok || !REFUSED.includes(decision.rejection.code);
}

describe('for any roles at any agencies', () => {
  it('nothing is readable outside their scope, and drafts never', () => {
    let read = 0;
    fc.assert(
      fc.property(histories, outsiders, ({ dossier }, actor) => {
        if (dossier === undefined || !mayRead(dossier, actor)) return;
        read += 1;
        expect(sees(dossier, actor)).toBe(true);
        expect(dossier.status).not.toBe('draft');
      }),
      RUNS,
    );
    expect(read).toBeGreaterThan(100);
  });

  it('no file or form of an unreadable dossier is readable', () => {
    fc.assert(
      fc.property(histories, outsiders, ({ dossier }, actor) => {
        if (dossier === undefined || mayRead(dossier, actor)) return;
        for (const document of dossier.documents) expect(maySeeDocument(dossier, document, actor)).toBe(false);
        for (const form of dossier.forms) expect(maySeeForm(dossier, form, actor)).toBe(false);
      }),
      RUNS,
    );
  });

  it('no command is allowed outside it', () => {
    const letIn = new Set<string>();
    fc.assert(
      fc.property(histories, ask, outsiders, (history, { what }, actor) => {
        const { dossier } = history;
        const command = what(dossier);
        if (dossier === undefined || 'draft' in command) return;
        if (!letsIn(dossier, command, actor, history)) return;
        letIn.add(command.type);
        // Everyone who may read a dossier may send a reminder, who held it may add a note; a ministry's system reports on the dossiers it processes.
        const watches = ['send-reminder', 'add-note', 'report-status'].includes(command.type);
        expect(watches ? sees(dossier, actor) : acts(dossier, actor, command.type), command.type).toBe(true);
      }),
      { numRuns: 30_000 },
    );
    expect([...letIn]).toEqual(
      expect.arrayContaining(['correct', 'accept', 'forward', 'send-reminder', 'approve-refund']),
    );
  });
});

describe('an administrator', () => {
  const correct = { type: 'correct', toStatus: 'submitted', reason: 'x' } as const;
  const at50 = (agencyId: string) => officerWith({ agencyId, role: 'administrator' });
  const asked = (history: History, actor: Actor) =>
    codeOf(
      decide(history.state, correct, {
        now: at(99),
        actor,
        newId: 'x',
        procedure: history.world.procedure ?? PROCEDURE,
      }),
    );

  it.each(['H01.5', 'H01', 'G01', 'H50.30', 'H50.1.1', 'H50.120', 'H5'])('of %s corrects nothing here', (agencyId) => {
    for (const history of [submitted(), inProcessing()])
      expect(asked(history, at50(agencyId))).toBe('dossier-not-found');
  });

  it('corrects dossiers at an agency in scope, and not those that left it', () => {
    expect(asked(inProcessing(), at50('H50'))).toBe('accepted');
    expect(asked(inProcessing(), at50('H50.12'))).toBe('accepted');
    expect(asked(accepted(), at50('H50.1'))).toBe('accepted');
    expect(asked(inProcessing(), at50('H50.1'))).toBe('not-allowed');
  });

  it('reads no draft', () => {
    for (const agencyId of ['H50', 'H50.1']) expect(mayRead(draftWithPaper().state, at50(agencyId))).toBe(false);
  });
});

describe('a draft that was opened at a counter', () => {
  const opened = () =>
    new History().must('reception', { type: 'create-draft', draft: draft({ channel: 'direct' }) }).state;
  const reception = (subject: string): Actor => ({
    kind: 'officer',
    subject,
    roles: [{ agencyId: 'H50.1', role: 'reception' }],
  });

  it('is seen by the officer who opened it, as long as they work there', () => {
    expect(mayRead(opened(), reception('reception'))).toBe(true);
    expect(mayRead(opened(), reception('colleague'))).toBe(false);
    expect(mayRead(opened(), { ...officerWith({ agencyId: 'H50.1', role: 'handler' }), subject: 'reception' })).toBe(
      false,
    );
  });
});
