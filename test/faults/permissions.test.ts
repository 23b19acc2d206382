import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changed, type Written, without, withPolicy } from '../rights/changed.ts';
import { Rights } from '../rights/rights.ts';
import { surplus } from '../rights/unused.ts';
import { SLUG } from './app/addresses.ts';
import type { Templates } from './app/intrinsics.ts';
import { type Prepared, prepare } from './app/prepare.ts';
import { ProvinceWorld } from './app/province.ts';
import { runWorld } from './run-world.ts';
import { NO_TROUBLES } from './trouble.ts';
import { CALM } from './world/weather.ts';

/** Those of the demo that between them ask for all that any of them asks for. */
const STORIES = [4, 14, 18, 19, 20, 23];

const folder = mkdtempSync(join(tmpdir(), 'permissions-'));
let prepared: Prepared;
beforeAll(async () => {
  prepared = await prepare(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const named = (name: string) => `motcua-${SLUG}-${name}`;

/** An e-mail that SES throttles is sent later, through the function's own queue. */
function throttleFirstLetter({ network }: ProvinceWorld): void {
  const { fate } = network;
  let letters = 0;
  network.fate = (from, to, request) => {
    if (to.startsWith('email.')) letters += 1;
    const throttled = to.startsWith('email.') && letters === 1;
    return { ...fate(from, to, request), ...(throttled && { trouble: 'throttled' as const }) };
  };
}

/** Runs everything that needs a permission: stories, side scenarios, rare paths, nightly work, and unreadable messages. */
async function liveAll(): Promise<readonly string[]> {
  let world: ProvinceWorld | undefined;
  const quiet = { seed: 1, faults: NO_TROUBLES, rough: false, operated: false };
  const begins = (begun: ProvinceWorld) => {
    world = begun;
  };
  const report = await runWorld(prepared, { ...quiet, stories: STORIES, errands: true }, { begins });
  if (world === undefined) throw new Error('there was no world');
  const { lambda, bus } = world;
  const tell = (to: string, body: object) => {
    const record = { messageId: 'm', body: JSON.stringify(body), attributes: { MessageGroupId: 'g' } };
    return world?.settle(lambda.invoke(to, { Records: [record] }));
  };
  throttleFirstLetter(world);
  world.weather = { ...CALM, repeats: 1 };
  const key = await world.ask<string>('wander');
  world.weather = CALM;
  await tell(named('document-verification'), { key, size: 1, etag: 'e', 'version-id': 'v', sequencer: '1' });
  for (const rule of bus.rules.filter(({ name }) => name === named('registers'))) bus.fire(rule);
  await world.rest(120_000);
  for (const { queue, function: name } of prepared.wiring.mappings()) if (queue !== undefined) await tell(name, {});
  return [...report.violations, ...world.refused];
}

describe('rights', () => {
  it('are given for all that is done, and for no more', async () => {
    expect(await liveAll()).toEqual([]);
    expect(surplus(prepared.rights)).toEqual([]);
  });

  it('are given to AWS for all that the templates have it do', () => {
    expect([...prepared.rights.refusedServices]).toEqual([]);
  });
});

describe('it is noticed by name that', () => {
  /** What a world says before anybody has done anything. */
  const refusedIn = (templates: Templates) => [
    ...new ProvinceWorld({ ...prepared, rights: new Rights(templates) }, 1).refused,
  ];
  const withoutResource = (type: string, id: RegExp) =>
    changed(prepared.templates, (bodies) => {
      for (const { Resources } of Object.values(bodies)) {
        const gone = Object.keys(Resources).filter((one) => Resources[one]?.Type === type && id.test(one));
        for (const one of gone) delete (Resources as Record<string, unknown>)[one];
      }
    });

  it('the relay may not decrypt its stream', () => {
    const templates = withPolicy(prepared.templates, 'eventrelayrole', without('kms:Decrypt'));
    expect(refusedIn(templates)).toEqual([
      'event-relay may not kms:Decrypt on kms key/key for dynamodb:GetRecords: nothing allows it',
    ]);
  });

  it.each([
    [
      'eventrelayrole',
      'dynamodb:GetRecords',
      /^event-relay may not dynamodb:GetRecords on dynamodb table\/table\/stream/,
    ],
    [
      'transitionsrole',
      'sqs:DeleteMessage',
      /^transitions may not sqs:DeleteMessage on sqs motcua-quang-tri-transitions/,
    ],
    [
      'intakerole',
      'logs:PutLogEvents',
      /^intake may not logs:PutLogEvents on logs log-group:\/motcua\/quang-tri\/intake/,
    ],
  ])('%s lacks %s', (role, action, said) => {
    expect(refusedIn(withPolicy(prepared.templates, role, without(action)))).toEqual([expect.stringMatching(said)]);
  });

  it.each([
    [
      'AWS::SQS::QueuePolicy',
      /^postalordersqueue/,
      /^events\.amazonaws\.com may not sqs:SendMessage on sqs .*postal-orders:/,
    ],
    [
      'AWS::Lambda::Permission',
      /intake/,
      /^apigateway\.amazonaws\.com may not lambda:InvokeFunction on lambda .*intake:/,
    ],
    ['AWS::SNS::TopicPolicy', /./, /^cloudwatch\.amazonaws\.com may not sns:Publish/],
  ])('there is no %s %s', (type, id, said) => {
    const refused = refusedIn(withoutResource(type, id));
    expect(refused.length).toBeGreaterThan(0);
    for (const one of refused) expect(one).toMatch(said);
  });

  it.each([
    [
      'lookuprole',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      /^unused permission: lookup: dynamodb:DeleteItem .* RATE#\*$/,
    ],
    [
      'formsrole',
      's3:PutObject',
      's3:DeleteObject',
      /^unused permission: forms: s3:DeleteObject on s3 documents\/\*\/forms\/\*$/,
    ],
  ])('%s may do more than it does', (role, beside, more, said) => {
    const add = (one: Written) =>
      [one.Action].flat().includes(beside) ? { ...one, Action: [one.Action, more].flat() } : one;
    const rights = new Rights(withPolicy(prepared.templates, role, (statements) => statements.map(add)));
    expect(surplus(rights)).toContainEqual(expect.stringMatching(said));
    expect(surplus(new Rights(prepared.templates))).not.toContainEqual(expect.stringMatching(said));
  });
});
