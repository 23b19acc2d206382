import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import { SLUG } from './app/addresses.ts';
import { type Prepared, prepare } from './app/prepare.ts';
import { ProvinceWorld } from './app/province.ts';
import { runWorld } from './run-world.ts';
import { NO_TROUBLES } from './trouble.ts';

/** A birth certificate, filed online and handed out as an electronic document. */
const BIRTH = 0;
const CALM = { seed: 1, faults: NO_TROUBLES, rough: false, operated: false };

const folder = mkdtempSync(join(tmpdir(), 'calm-'));
let prepared: Prepared;
beforeAll(async () => {
  prepared = await prepare(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Lines of invocations among those of a log. */
const linesIn = (logs: ProvinceWorld['logs']) =>
  logs.flatMap(({ line }) => {
    if (!line.startsWith('{')) return [];
    const read = JSON.parse(line) as Record<string, unknown>;
    return 'invocation' in read ? [read] : [];
  });

describe('a birth dossier of which one endpoint is told everything', () => {
  it('costs no more requests to the table than this, from its opening to its result', async () => {
    const asked: string[] = [];
    let lines: ReturnType<typeof linesIn> = [];
    const report = await runWorld(
      prepared,
      // Of the seeds 1 to 8 one of the middle: who waits for whom costs up to five requests more or less.
      { ...CALM, seed: 2, stories: [BIRTH] },
      {
        begins: (world) => {
          world.dynamo.meter = (from) => asked.push(from.replace(`motcua-${SLUG}-`, ''));
        },
        ends: (world) => {
          lines = linesIn(world.logs);
        },
      },
    );
    expect(report.violations).toEqual([]);
    const most = { 'webhook-delivery': 48, 'national-portal-sync': 37, 'figures-projection': 33, notifications: 26 };
    const over = Object.entries(most).filter(([name, count]) => asked.filter((one) => one === name).length > count);
    expect(over).toEqual([]);
    // With what the applicant and officers read meanwhile, the numbers of the two forms, and what a sandbox reads once a minute:
    // decisions on force majeure, and which agencies were closed, for notices, forms and reading too; two reads say that no declaration was filed.
    expect(asked.length).toBeLessThanOrEqual(289);
    // And each invocation of it left one line.
    expect(lines.length).toBe(report.invocations);
    expect(new Set(lines.map(({ invocationId }) => invocationId)).size).toBe(lines.length);
    const told = lines.filter(({ service, results }) => service === 'webhook-delivery' && results !== undefined);
    expect(told.every(({ dossierIds }) => (dossierIds as string[]).length === 1)).toBe(true);
  });
});

describe('one invocation', () => {
  let world: ProvinceWorld;
  beforeAll(async () => {
    world = new ProvinceWorld(prepared, 1);
    await world.begin();
  });

  const nameOf = (name: FunctionName) => `motcua-${SLUG}-${name}`;

  /** What calls a function, by the templates, and the plainest event of the kind. */
  function plain(name: FunctionName): { readonly kind: string; readonly event: object; readonly says: object } {
    const { wiring } = prepared;
    const route = wiring.methods().find((method) => method.function === nameOf(name));
    if (route !== undefined) {
      const { method: httpMethod, path: resource } = route;
      const event = { httpMethod, resource, path: resource, headers: {}, requestContext: { requestId: 'gateway-1' } };
      const says = { route: `${httpMethod} ${resource}`, status: expect.any(Number), requestId: 'gateway-1' };
      return { kind: 'api', event, says };
    }
    const mapping = wiring.mappings().find((one) => one.function === nameOf(name));
    if (mapping === undefined) return { kind: 'schedule', event: {}, says: { outcome: 'done' } };
    if (mapping.queue === undefined) return { kind: 'stream', event: { Records: [] }, says: { records: 0 } };
    const record = { messageId: 'm', body: '{}', attributes: { MessageGroupId: 'g' } };
    const says = { outcome: 'parked', records: 1, succeeded: 0, failed: 0, parked: 1 };
    return { kind: 'queue', event: { Records: [record] }, says };
  }

  it.each(FUNCTION_NAMES)('of %s leaves one line that says what came of it', async (name) => {
    const { kind, event, says } = plain(name);
    // What the one before has set off is over: a heartbeat calls the relay.
    await world.rest(10_000);
    const before = world.logs.length;
    const ended = await world.settle(world.lambda.invoke(nameOf(name), event));
    expect(ended.kind).toBe('answer');
    const lines = linesIn(world.logs.slice(before).filter((one) => one.function === nameOf(name)));
    expect(lines).toEqual([
      expect.objectContaining({
        ...{ level: 'INFO', message: 'invocation', service: name, invocation: kind },
        ...{ invocationId: expect.any(String), outcome: expect.any(String), ms: expect.any(Number) },
        ...says,
      }),
    ]);
  });
});
