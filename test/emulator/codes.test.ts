import { describe, expect, it } from 'vitest';
import { PLANS } from '../../local/demo/plans.ts';
import { Walk } from '../../local/demo/walk.ts';
import { issueCode } from '../../shared/record/dossier-code.ts';
import { stage, table } from './kit.ts';

describe('dossier codes', () => {
  it('are never given twice, though 50 dossiers are created and submitted at once', async () => {
    const walks = Array.from(
      { length: 50 },
      () => new Walk(stage, { plan: 'household', channel: 'direct', citizen: 'cong-dan-an' }),
    );
    const codes: string[] = [];
    const waiting = [...walks];
    const one = async () => {
      for (let walk = waiting.shift(); walk !== undefined; walk = waiting.shift()) {
        await (await walk.open()).submit();
        codes.push((await walk.read()).dossierCode ?? '');
      }
    };
    await Promise.all(Array.from({ length: 10 }, one));
    expect(codes).toHaveLength(50);
    expect(new Set(codes).size).toBe(50);
    expect(codes.every((code) => /^H50\.21\.1-\d{6}-\d{4}$/.test(code))).toBe(true);
  });

  it('come from a counter that 50 callers may pull at the same moment', async () => {
    const pattern = { dateForm: 'YYMMDD', sequenceDigits: 4 } as const;
    const agencyId = PLANS.birth.steps[0].agencyId;
    const pulls = Array.from({ length: 50 }, () => issueCode(table, pattern, agencyId, '2026-11-20T03:00:00.000Z'));
    const sequences = (await Promise.all(pulls)).map((code) => Number(code.slice(-4))).toSorted((a, b) => a - b);
    expect(sequences).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });
});
