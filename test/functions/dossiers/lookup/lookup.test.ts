import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { Kiosks } from '../../../../functions/dossiers/lookup/kiosks.ts';
import { lookup, PER_CALLER, PER_CODE, PER_IDENTIFIER } from '../../../../functions/dossiers/lookup/lookup.ts';
import { callerOf, counterNames, rateLimiter } from '../../../../functions/dossiers/lookup/rate-limit.ts';
import { routes } from '../../../../functions/dossiers/lookup/routes.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { apiHandler } from '../../../../shared/platform/http/api.ts';
import { keyFor } from '../../../../shared/platform/secrets/province-key.ts';
import { atLastStep, CALENDAR, completed, inProcessing, PROCEDURE } from '../../../shared/dossier/world.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';
import { FIXED_KEY, fixedOwnerKeys } from '../../../shared/platform/identity/fixed-key.ts';
import { NAMED } from '../next/world.ts';

const CODE = 'H50.1-261120-0001';
const FIRM_CODE = 'H50.1-261120-0002';
const DOSSIER = '018f2f3e-7a0b-7c3d-8e4f-5a6b7c8d9e0f';
const FIRM = '018f2f3e-7a0b-7c3d-8e4f-5a6b7c8d9e00';
const PERSON = '045190000123';
const PERSONS_KEY = await fixedOwnerKeys({ kind: 'citizen', identifier: PERSON });
const FIRMS_KEY = await fixedOwnerKeys({ kind: 'organisation', identifier: '0100109106' });
const counterName = counterNames(FIXED_KEY);

const HALL = '113.160.9.9';

function world(kiosks: Kiosks = []) {
  const table = new TableDouble();
  const reads: string[] = [];
  const counted: string[] = [];
  const now = { at: Date.parse('2026-11-20T03:00:00.000Z') };
  const dossiers: Record<string, Dossier> = {
    [DOSSIER]: { ...atLastStep().state, ownerKey: PERSONS_KEY },
    [FIRM]: {
      ...completed().must('reception', { type: 'return-result', method: 'counter' }).state,
      ownerKey: FIRMS_KEY,
    },
  };
  const handlers = lookup({
    limiter: rateLimiter(table.table, () => now.at),
    counterName,
    callerAddress: async ({ sourceIp }) => sourceIp,
    ownerKeys: fixedOwnerKeys,
    findCode: async (code) => {
      reads.push('code');
      return { [CODE]: DOSSIER, [FIRM_CODE]: FIRM }[code];
    },
    loadDossier: async (dossierId) => {
      reads.push('snapshot');
      return dossiers[dossierId];
    },
    count: (metric) => counted.push(metric),
    procedures: {
      procedure: async () => {
        reads.push('procedure');
        return PROCEDURE;
      },
      calendar: async () => CALENDAR,
      directory: async () => NAMED,
    },
    kiosks,
    clock: () => new Date(now.at),
  });
  const handler = apiHandler(routes, handlers, { logger: new Logger({ logLevel: 'SILENT' }) });

  async function ask(body: unknown, { ip = '113.160.1.10', language = 'vi' } = {}) {
    const event = {
      httpMethod: 'POST',
      resource: '/v1/lookup',
      path: '/v1/lookup',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify(body),
      requestContext: { identity: { sourceIp: ip } },
    } as unknown as APIGatewayProxyEvent;
    const result = (await handler(event, {} as Context)) as APIGatewayProxyResult;
    return { status: result.statusCode, headers: result.headers ?? {}, body: JSON.parse(result.body) };
  }
  return { ask, reads, now, table, counted, dossiers };
}

describe('look-up without sign-in', () => {
  it('returns how far it is, until when, and what its owner has to do', async () => {
    const { ask } = world();
    const { status, body } = await ask({
      dossierCode: CODE,
      identity: { type: 'personal-id', number: PERSON, country: 'VN' },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      dossierCode: CODE,
      status: 'in-processing',
      statusName: 'Đang xử lý',
      completion: { stage: 4, stages: 6, percent: 66 },
      appointmentAt: expect.stringMatching(/^2026-12-/),
      late: false,
      next: {
        sentence: expect.stringMatching(/^Bạn không cần làm gì; Sở Tư pháp tỉnh Quảng Trị trả kết quả, chậm nhất/),
        by: expect.stringMatching(/^2026-12-/),
        agency: { agencyId: 'H50.12', name: 'Sở Tư pháp tỉnh Quảng Trị' },
      },
    });
    expect(
      (
        await ask(
          { dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } },
          { language: 'en' },
        )
      ).body.statusName,
    ).toBe('In processing');
  });

  it('says what the owner has to do, and nothing that a person wrote or is', async () => {
    const { ask, dossiers, now } = world();
    const items = [{ component: 'proof', content: 'Giấy của cháu An', reason: 'Mờ', guidance: 'Chụp lại' }];
    const asked = inProcessing().must('handler', { type: 'request-supplement', items });
    dossiers[DOSSIER] = { ...asked.state, ownerKey: PERSONS_KEY };
    const { body } = await ask({ dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } });
    expect(body.next).toMatchObject({ act: 'add-document', papers: ['Giấy tờ'] });
    const { applicant } = asked.state;
    for (const text of ['cháu An', 'Mờ', applicant.name, applicant.phone ?? '?', applicant.address ?? '?', PERSON])
      expect(JSON.stringify(body)).not.toContain(text);
    now.at = Date.parse('2027-06-01T03:00:00.000Z');
    dossiers[DOSSIER] = { ...atLastStep().state, ownerKey: PERSONS_KEY };
    const late = await ask({ dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } });
    expect(late.body).toMatchObject({ late: true, next: { sentence: expect.stringContaining('đã quá hạn từ') } });
  });

  it('accepts the tax code of an organisation, and a pasted code', async () => {
    const { ask } = world();
    const { body } = await ask({
      dossierCode: ' h50.1–261120–0002 ',
      identity: { type: 'tax-code', number: '0100109106', country: 'VN' },
    });
    expect(body).toMatchObject({ dossierCode: FIRM_CODE, completion: { percent: 100 } });
  });

  it('answers a wrong identifier and an unknown code identically, after the same reads', async () => {
    const { ask, reads } = world();
    const strip = ({ status, body: { correlationId: _, ...body } }: Awaited<ReturnType<typeof ask>>) => ({
      status,
      body,
    });
    const wrongPerson = strip(
      await ask({ dossierCode: CODE, identity: { type: 'personal-id', number: '045190000124', country: 'VN' } }),
    );
    const readsForWrong = reads.splice(0);
    const unknownCode = strip(
      await ask({ dossierCode: 'H50.1-261120-9999', identity: { type: 'personal-id', number: PERSON, country: 'VN' } }),
    );
    expect(unknownCode).toEqual(wrongPerson);
    expect(wrongPerson).toMatchObject({ status: 404, body: { code: 'dossier-not-found' } });
    expect(reads).toEqual(readsForWrong);
    expect(readsForWrong).toEqual(['code', 'snapshot']);
  });

  it('does not accept a personal id as a tax code or vice versa', async () => {
    const { ask } = world();
    expect(
      (await ask({ dossierCode: FIRM_CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' } })).status,
    ).toBe(404);
    expect(
      (await ask({ dossierCode: CODE, identity: { type: 'tax-code', number: '0100109106', country: 'VN' } })).status,
    ).toBe(404);
  });

  it.each([
    [{ dossierCode: CODE }, 'identity'],
    [{ dossierCode: CODE, identity: { type: 'unregistered', country: 'VN' } }, 'identity.type'],
    [{ dossierCode: CODE, identity: { type: 'personal-id', number: '12345', country: 'VN' } }, 'identity.number'],
    [{ dossierCode: CODE, identity: { type: 'tax-code', number: '0100109107', country: 'VN' } }, 'identity.number'],
    [{ dossierCode: '../secret', identity: { type: 'personal-id', number: PERSON, country: 'VN' } }, 'dossierCode'],
    [{ dossierCode: 'H'.repeat(101), identity: { type: 'personal-id', number: PERSON, country: 'VN' } }, 'dossierCode'],
    [{ dossierCode: CODE, identity: { type: 'personal-id', number: PERSON, country: 'VN' }, name: 'x' }, 'name'],
  ])('rejects %j', async (body, field) => {
    const answer = await world().ask(body);
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ field })]) },
    });
    expect(JSON.stringify(answer.body)).not.toContain(PERSON);
  });
});

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
