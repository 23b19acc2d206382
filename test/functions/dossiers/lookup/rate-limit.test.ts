import { describe, expect, it } from 'vitest';
import { PER_CALLER, PER_CODE, PER_IDENTIFIER } from '../../../../functions/dossiers/lookup/lookup.ts';
import { callerOf, counterNames } from '../../../../functions/dossiers/lookup/rate-limit.ts';
import { keyFor } from '../../../../shared/platform/secrets/province-key.ts';
import { CODE, counterName, HALL, PERSON, world } from './world.ts';

describe('rate limit', () => {
  const codeOf = (n: number) => `H50.1-261120-${String(n).padStart(4, '0')}`;

  it('limits one caller, only for the rest of the minute', async () => {
    const { ask, now, reads } = world();
    for (let n = 100; n < 100 + PER_CALLER.most; n += 1) {
      expect(
        (await ask({ dossierCode: codeOf(n), identity: { type: 'personal-id', number: PERSON, country: 'VN' } }))
          .status,
      ).toBe(404);
    }
    const before = reads.length;
    now.at += 45_000;
    const refused = await ask({ dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } });
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(refused.headers['Retry-After']).toBe('15');
    expect(reads).toHaveLength(before);
    expect(
      (
        await ask(
          { dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } },
          { ip: '113.160.1.11' },
        )
      ).status,
    ).toBe(200);
    now.at += 15_000;
    expect(
      (await ask({ dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } })).status,
    ).toBe(200);
  });

  it('gives a hall the allowance of each of its kiosks, and no other address', async () => {
    const { ask, now } = world([{ agencyId: 'H50.1', address: HALL, devices: 2 }]);
    const identity = { type: 'personal-id', number: PERSON, country: 'VN' };
    const tries = async (ip: string, count: number) => {
      const statuses: number[] = [];
      for (let n = 0; n < count; n += 1) {
        // Neither one person nor one code is asked for too often.
        const number = `0451900${String(10_000 + n)}`;
        statuses.push((await ask({ dossierCode: codeOf(n + 200), identity: { ...identity, number } }, { ip })).status);
      }
      return statuses.filter((status) => status === 404).length;
    };
    expect(await tries(HALL, 100)).toBe(3 * PER_CALLER.most);
    now.at += 60_000;
    expect(await tries('113.160.9.10', 100)).toBe(PER_CALLER.most);
  });

  it('limits identifiers tried on one code from many addresses, whether or not the code exists', async () => {
    for (const dossierCode of [CODE, 'H50.1-261120-9999']) {
      const { ask } = world();
      const statuses: number[] = [];
      for (let n = 0; n <= PER_CODE.most; n += 1) {
        statuses.push(
          (
            await ask(
              { dossierCode, identity: { type: 'personal-id', number: `0451900${10000 + n}`, country: 'VN' } },
              { ip: `113.160.2.${n}` },
            )
          ).status,
        );
      }
      expect(statuses).toEqual([...Array<number>(PER_CODE.most).fill(404), 429]);
    }
  });

  it('limits codes tried with one identifier from many addresses, whether or not the person exists', async () => {
    for (const number of [PERSON, '045190000124']) {
      const identity = { type: 'personal-id', number };
      const { ask, now } = world();
      const statuses: number[] = [];
      for (let n = 0; n <= PER_IDENTIFIER.most; n += 1) {
        statuses.push((await ask({ dossierCode: codeOf(n + 100), identity }, { ip: `113.160.${n}.1` })).status);
      }
      expect(statuses).toEqual([...Array<number>(PER_IDENTIFIER.most).fill(404), 429]);
      expect(
        (
          await ask(
            { dossierCode: codeOf(1), identity: { type: 'tax-code', number: '0100109106', country: 'VN' } },
            { ip: '113.160.99.1' },
          )
        ).status,
      ).toBe(404);
      now.at += PER_IDENTIFIER.seconds * 1000;
      const owner = await ask({ dossierCode: CODE, identity }, { ip: '113.160.98.1' });
      expect(owner.status).toBe(number === PERSON ? 200 : 404);
    }
  });

  it('does not count calls over the caller’s limit against the code or the person', async () => {
    const { ask, table } = world();
    const more = PER_CALLER.most + 50;
    for (let n = 0; n < more; n += 1)
      await ask({ dossierCode: codeOf(n + 100), identity: { type: 'personal-id', number: PERSON, country: 'VN' } });
    const hits = [...table.rows.values()].map(({ hits }) => hits as number);
    expect(Math.max(...hits)).toBe(PER_CALLER.most);
  });

  it('is counted in metrics, as are look-ups without a match', async () => {
    const { ask, counted } = world();
    for (let n = 0; n < PER_CODE.most; n += 1)
      await ask({ dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } });
    expect(counted).toEqual([]);
    await ask({ dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } });
    await ask({ dossierCode: codeOf(7), identity: { type: 'personal-id', number: PERSON, country: 'VN' } });
    expect(counted).toEqual(['LookupRefused', 'LookupUnknown']);
  });

  it('holds for concurrent calls', async () => {
    const { ask } = world();
    const asks = Array.from({ length: 40 }, (_, n) =>
      ask({ dossierCode: codeOf(n + 100), identity: { type: 'personal-id', number: PERSON, country: 'VN' } }),
    );
    const statuses = (await Promise.all(asks)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 404)).toHaveLength(PER_CALLER.most);
  });

  it('stores neither addresses nor codes, and expires its counters', async () => {
    const { ask, table, now } = world();
    await ask({ dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } });
    const rows = [...table.rows.values()];
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toMatch(/113\.160|H50|045190/);
    for (const row of rows) expect(row.expiresAt as number).toBeGreaterThan(now.at / 1000);
  });

  it.each([
    ['113.160.1.10', '113.160.1.10'],
    ['2405:4800:1:2:3:4:5:6', '2405:4800:1:2::/64'],
    ['2405:4800:1:2::99', '2405:4800:1:2::/64'],
    ['2405:4800::99', '2405:4800:0:0::/64'],
    ['2405:4800:0001:0002::1', '2405:4800:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('counts %s as %s', (ip, caller) => {
    expect(callerOf(ip)).toBe(caller);
  });

  it('separates kinds of counters, whose names are keyed hashes', async () => {
    expect(await counterName('a', 'x')).not.toBe(await counterName('b', 'x'));
    const elsewhere = counterNames({ for: async (purpose) => keyFor('another province'.repeat(4), purpose) });
    expect(await counterName('a', 'x')).not.toBe(await elsewhere('a', 'x'));
  });
});
