import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { Parser } from '@asyncapi/parser';
import { describe, expect, it } from 'vitest';
import { EVENTS, type EventName, publicEventSchema } from '../../events/catalogue.ts';
import { exampleEvent } from '../../events/example.ts';
import { asyncApi } from '../../local/checks/contracts/asyncapi.ts';
import { openApi } from '../../local/checks/contracts/openapi.ts';

const run = promisify(execFile);
const quiet = { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', REDOCLY_TELEMETRY: 'off' };

describe('OpenAPI', () => {
  it('is clean under the strict rules of an independent linter', async () => {
    const file = 'functions/openapi/generated/openapi.json';
    // The two steps of a sign-in answer with a redirect and nothing else, which is right for a browser.
    const strict = ['lint', '--extends', 'recommended-strict', '--skip-rule', 'operation-2xx-response', file];
    const { stderr } = await run('redocly', strict, { env: quiet });
    expect(stderr).toContain('Your API description is valid');
  });

  it('refuses a route that names an unknown problem', () => {
    const route = {
      method: 'GET',
      cache: 'never',
      path: '/x',
      access: { kind: 'public', reason: 'test' },
      audit: { nothing: 'test' },
      summary: { vi: 'x', en: 'x' },
      success: { status: 200, description: 'x' },
      problems: ['no-such-problem'],
    } as const;
    expect(() => openApi([{ function: 'x', name: 'x', route }])).toThrow('no-such-problem');
  });
});

describe('AsyncAPI', () => {
  it('is valid AsyncAPI 3 for the official parser, without a single remark', async () => {
    const text = readFileSync('events/generated/asyncapi.json', 'utf8');
    const { document, diagnostics } = await new Parser().parse(text);
    expect(diagnostics).toEqual([]);
    expect(document?.allMessages().length).toBe(Object.keys(EVENTS).length);
  });

  it('is what the sources say', () => {
    expect(JSON.parse(readFileSync('events/generated/asyncapi.json', 'utf8'))).toEqual(asyncApi());
  });
});

describe('each public event', () => {
  it.each(Object.keys(EVENTS) as EventName[])('%s has an example its schema takes, and takes nothing more', (name) => {
    const schema = publicEventSchema(name);
    const example = exampleEvent(name);
    expect(schema.safeParse(example).success).toBe(true);
    const data = { ...(example.data as object), applicant: { name: 'Nguyễn Văn A' } };
    expect(schema.safeParse({ ...example, data }).success).toBe(false);
  });
});
