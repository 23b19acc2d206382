import { describe, expect, it } from 'vitest';
import {
  agenciesLine,
  breakerLine,
  deploymentLine,
  lagLine,
  portalLagLine,
  type Queue,
  queueLine,
} from '../../operate/status/verdicts.ts';

const queue = (change: Partial<Queue> = {}): Queue => {
  const empty = { name: 'forms', waiting: 0, inFlight: 0, delayed: 0, oldestS: undefined };
  return { ...empty, ...change };
};
const AT = '2026-11-28T08:00:00.000Z';

describe('the verdict on', () => {
  it.each([
    [queue(), 'ok'],
    [queue({ waiting: 3, oldestS: 90 }), 'waits'],
    [queue({ name: 'forms-dead-letters' }), 'ok'],
    [queue({ name: 'transitions-dead-letters.fifo', inFlight: 1 }), 'act'],
  ] as const)('a queue: %j is %s', (one, verdict) => {
    expect(queueLine(one).verdict).toBe(verdict);
  });

  it('a queue shows the age of its oldest message, where known', () => {
    expect(queueLine(queue({ waiting: 2, oldestS: 600 })).says).toBe(
      '2 waiting, 0 in flight, 0 delayed, oldest 10 min',
    );
    expect(queueLine(queue({ delayed: 1 })).says).toContain('oldest: not known');
  });

  it.each([
    [undefined, 'act'],
    [{ seconds: 299, at: AT }, 'ok'],
    [{ seconds: 300, at: AT }, 'act'],
  ] as const)('a lag: %j is %s', (lag, verdict) => {
    expect(lagLine('relay lag', lag).verdict).toBe(verdict);
  });

  it.each([
    [queue(), 'ok'],
    [queue({ delayed: 1 }), 'unknown'],
    [queue({ waiting: 1, oldestS: 7_200 }), 'waits'],
  ] as const)('the portal’s copy: %j is %s', (one, verdict) => {
    expect(portalLagLine(one).verdict).toBe(verdict);
  });

  it('the breaker shows until when calls are paused', () => {
    expect(breakerLine({ state: 'open', until: AT, failures: 5 })).toMatchObject({
      verdict: 'waits',
      says: expect.stringContaining(AT),
    });
    expect(breakerLine({ state: 'closed', failures: 0 })).toMatchObject({ verdict: 'ok', says: 'closed' });
  });

  it.each([
    [[], 'act'],
    [['UPDATE_COMPLETE', 'CREATE_COMPLETE'], 'ok'],
    [['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'], 'waits'],
    [['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_COMPLETE'], 'act'],
    [['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'], 'act'],
    [['UPDATE_COMPLETE', 'ROLLBACK_COMPLETE'], 'act'],
  ] as const)('a deployment: %j is %s', (states, verdict) => {
    const stacks = states.map((state, index) => ({ stack: `motcua-x-${index}`, at: AT, state }));
    expect(deploymentLine(stacks).verdict).toBe(verdict);
  });

  it.each([
    [[{}, {}], 'ok', "2, all of the province's own file"],
    [[{ generated: true }, {}], 'act', "1 of 2 are generated: name the province's own in infra/provinces/ca-mau.json"],
  ] as const)('agencies: %j is %s', (agencies, verdict, says) => {
    expect(agenciesLine(agencies, 'ca-mau')).toEqual({ what: 'agencies', verdict, says });
  });

  it('a deployment names its commit if it has one', () => {
    const [older, newer] = [
      { stack: 'api', at: AT, state: 'UPDATE_COMPLETE', commit: 'abc1234' },
      { stack: 'x', at: AT, state: 'UPDATE_COMPLETE' },
    ];
    expect(deploymentLine([newer, older]).says).toContain('commit abc1234');
  });
});
