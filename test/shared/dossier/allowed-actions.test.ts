import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACT_NAMES, type AllowedAction, allowedActions } from '../../../functions/dossiers/allowed/allowed-actions.ts';
import type { Command } from '../../../shared/dossier/commands.ts';
import type { Context } from '../../../shared/dossier/decision.ts';
import type { RejectionCode } from '../../../shared/dossier/rejections.ts';
import { mayRead } from '../../../shared/dossier/rights.ts';
import { needsOf } from '../../../shared/dossier/rule-book.ts';
import { decide, RULES } from '../../../shared/dossier/rules.ts';
import { ask, histories } from './histories.ts';
import { chosen } from './histories-choices.ts';
import {
  ACTORS,
  type ActorName,
  AGENCIES,
  at,
  CALENDAR,
  type History,
  inProcessing,
  OWNER_KEY,
  PROCEDURE,
  submitted,
  uuidOf,
} from './world.ts';

/** What a command may be refused for though its act is offered: all of it is in what the person types or leaves out. */
const IN_THE_INPUT: readonly RejectionCode[] = [
  'applicant-not-eligible',
  'filer-basis-does-not-fit',
  'filer-document-missing',
  'phone-required-online',
  'postal-return-not-offered',
  'particulars-unchanged',
  'no-filer',
  'second-reading-differs',
  'limit-reached',
];

const actors = fc.constantFrom(...(Object.keys(ACTORS) as ActorName[]));

/** What a decision is given, with what a command names. */
function contextOf(history: History, who: ActorName, command?: Command): Context {
  const named = command !== undefined && 'agencyId' in command ? command.agencyId : undefined;
  const needs = command === undefined ? {} : needsOf(RULES, history.dossier, command);
  return {
    now: at(history.minute + 1),
    actor: ACTORS[who],
    newId: uuidOf(777),
    procedure: history.world.procedure ?? PROCEDURE,
    calendar: history.world.calendar ?? CALENDAR,
    standsInFor: [],
    agency: AGENCIES.find(({ agencyId }) => agencyId === named),
    holder: AGENCIES.find(({ agencyId }) => agencyId === history.dossier?.step?.agencyId),
    otherDossier: { dossierId: uuidOf(778), ownerKey: OWNER_KEY, ended: false },
    ...(needs.applicantKey && { applicantKey: OWNER_KEY }),
    ...(needs.filerKey && { filerKey: (needs.filerKey.identity.number ?? '').padStart(64, '0') }),
    dossierCode: 'H50.1-261120-0777',
  };
}

const listOf = (history: History, who: ActorName): readonly AllowedAction[] =>
  allowedActions(history.state, contextOf(history, who), { agencies: AGENCIES, officers: OFFICERS, language: 'vi' });

/** Whom the list of the step's agency has. */
const OFFICERS = [
  { officer: 'lan', name: 'Trần Thị Lan', title: 'Chuyên viên', roles: ['handler'], seenOn: '2026-11-20' },
  { officer: 'binh', roles: ['reception', 'administrator'], seenOn: '2026-11-20' },
] as const;

const everyones = (history: History) =>
  (Object.keys(ACTORS) as ActorName[]).flatMap((who) => listOf(history, who).map((act) => [who, act] as const));

const RUNS = { numRuns: 3_000 };

describe('the acts that a person may do now, after any history', () => {
  it('are refused at most for what is typed, when chosen from what is offered', () => {
    const accepted = new Set<string>();
    fc.assert(
      fc.property(histories, (history) => {
        const { dossier } = history;
        if (dossier === undefined) return;
        for (const [who, act] of everyones(history)) {
          if (!act.allowed) continue;
          for (const command of chosen(act, dossier, ACTORS[who], history.minute)) {
            const decision = decide(dossier, command, contextOf(history, who, command));
            if (decision.ok) accepted.add(act.type);
            else
              expect(IN_THE_INPUT, `${who} ${act.type} in ${dossier.status}: ${decision.rejection.code}`).toContain(
                decision.rejection.code,
              );
          }
        }
      }),
      RUNS,
    );
    // Whose agency was closed is below.
    const offered = ACT_NAMES.filter((type) => ![...NOT_FOLLOWED, 'move-to-successor'].includes(type));
    expect(offered.filter((type) => !accepted.has(type))).toEqual([]);
  });

  it('leave out nothing: what is not offered is refused with any input, or changes nothing', () => {
    const refused = new Set<string>();
    fc.assert(
      fc.property(histories, actors, fc.array(ask, { maxLength: 40, size: 'max' }), (history, who, asks) => {
        const { dossier } = history;
        if (dossier === undefined || !mayRead(dossier, ACTORS[who])) return;
        const list = listOf(history, who);
        for (const { what } of asks) {
          const command = what(dossier);
          const act = list.find(({ type }) => type === command.type);
          if (act === undefined || act.allowed) continue;
          const decision = decide(dossier, command, contextOf(history, who, command));
          if (!decision.ok) refused.add(act.type);
          else expect(decision.events, `${who} ${act.type} in ${dossier.status}: ${act.because.code}`).toEqual([]);
        }
      }),
      RUNS,
    );
    expect(refused.size).toBeGreaterThan(25);
  });

  it('say why not with the code that the command is refused with', () => {
    fc.assert(
      fc.property(histories, actors, (history, who) => {
        const { dossier } = history;
        if (dossier === undefined) return;
        for (const act of listOf(history, who)) {
          if (!act.allowed) expect(act.because.message).toMatch(/^[^a-z].*\.$/su);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Acts that no command follows from: a payment attempt and a file's ticket are rows of their own. */
const NOT_FOLLOWED: readonly string[] = [
  ...['pay', 'add-document'],
  // Of the province's own components: offered to nobody.
  ...['change-contact', 'attach-document', 'record-payment', 'fire-timer', 'record-shipment-event', 'record-form'],
  ...['suspend', 'lift-suspension'],
];

describe('a dossier at reception', () => {
  const acts = (who: ActorName, history = submitted()) =>
    new Map(listOf(history, who).map((act) => [act.type, act] as const));

  it('offers its owner what is theirs and names no officers’ acts', () => {
    const list = acts('owner');
    expect([...list.keys()].toSorted()).toEqual([
      'add-document',
      'change-draft',
      'change-filer',
      'declare',
      'delete-draft',
      'pay',
      'remove-document',
      'request-correction',
      'request-withdrawal',
      'submit',
      'supplement',
    ]);
    expect(
      [...list.values()]
        .filter(({ allowed }) => allowed)
        .map(({ type }) => type)
        .toSorted(),
    ).toEqual(['change-filer', 'request-correction', 'request-withdrawal']);
    expect(list.get('submit')).toEqual({
      type: 'submit',
      allowed: false,
      because: { code: 'wrong-status', message: 'Không thể thực hiện thao tác này ở trạng thái hiện tại của hồ sơ.' },
    });
  });

  it('offers reception the fees by name and the receptions it may go to', () => {
    const list = acts('reception');
    expect(list.get('accept')).toMatchObject({
      allowed: true,
      choices: {
        fees: [
          { code: 'fee', name: 'Phí', amount: 200_000 },
          { code: 'copy', optional: true },
        ],
      },
    });
    expect(list.get('transfer')).toMatchObject({ choices: { agencies: [{ agencyId: 'H50.2', name: 'H50.2' }] } });
    expect(list.get('forward')).toMatchObject({ allowed: false, because: { code: 'wrong-status' } });
  });

  it('is nothing to someone who may not read it', () => {
    expect(acts('stranger').size).toBe(0);
  });
});

it('of an agency that was closed, its successor may take the place', () => {
  const closed = { on: '2026-11-20', successor: 'H50.2' };
  const agencies = AGENCIES.map((agency) => (agency.agencyId === 'H50.1' ? { ...agency, closed } : agency));
  const history = submitted();
  const context = contextOf(history, 'administrator', { type: 'move-to-successor', agencyId: 'H50.1' });
  const list = allowedActions(history.state, context, { agencies, officers: [], language: 'vi' });
  const act = list.find(({ type }) => type === 'move-to-successor');
  expect(act).toMatchObject({ allowed: true, choices: { agencies: [{ agencyId: 'H50.1' }] } });
  const command = { type: 'move-to-successor', agencyId: 'H50.1' } as const;
  const agency = agencies.find(({ agencyId }) => agencyId === 'H50.1');
  expect(decide(history.state, command, { ...context, agency }).ok).toBe(true);
});

it('in a step its handler has the next one with the agencies that handle it', () => {
  const [forward] = listOf(inProcessing(), 'handler').filter(({ type }) => type === 'forward');
  expect(forward).toEqual({
    type: 'forward',
    allowed: true,
    choices: { steps: [{ stepId: 'sign', name: 'Ký', agencies: [{ agencyId: 'H50.12', name: 'H50.12' }] }] },
  });
});

it('work is assigned to officers of the agency whose role the step takes, by name', () => {
  const [assign] = listOf(inProcessing(), 'approver').filter(({ type }) => type === 'assign');
  const offered = assign?.allowed === true ? (assign.choices?.officers ?? []) : [];
  expect(offered).toContainEqual({ officer: 'lan', name: 'Trần Thị Lan', title: 'Chuyên viên' });
  expect(offered.map(({ officer }) => officer)).not.toContain('binh');
});
