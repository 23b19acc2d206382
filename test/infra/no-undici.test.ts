import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import { NODE } from '../../local/launcher/paths.ts';
import { deployedEnvironments } from '../bench/deployed-environment.ts';
import { ROOT } from './support.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'no-undici-'));
const environments = deployedEnvironments();

beforeAll(() => bundleFunctions(join(ROOT, 'functions'), folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Loads a bundle in a process of its own, lets `work` be done with its `handler`, and says what Node itself loaded. */
async function loadedBy(name: FunctionName, work = '', more: Readonly<Record<string, string>> = {}): Promise<string> {
  const script = `
    const { handler } = require(${JSON.stringify(join(folder, name, 'handler.js'))});
    (async () => { ${work} })().then((said) => {
      process.stdout.write('\\n' + JSON.stringify({ said, modules: process.moduleLoadList.join(' ') }), () => process.exit(0));
    });`;
  const env = { AWS_REGION: 'ap-southeast-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', NODE_OPTIONS: '' };
  const { stdout } = await run(NODE, ['--input-type=commonjs', '-e', script], {
    env: { ...env, ...environments.get(name), ...more },
  });
  return stdout.trim().split('\n').at(-1) ?? '';
}

/** A third of a cold start went to it: Node loads it with the first `fetch`, `Headers`, `Response` … of a process. */
describe('no function makes Node load undici', () => {
  test('is seen by this test where it happens', async () => {
    expect(await loadedBy('openapi', 'new Headers();')).toContain('internal/deps/undici');
  });

  test.each(FUNCTION_NAMES)('when %s is loaded', async (name) => {
    expect(await loadedBy(name)).not.toContain('undici');
  });

  test('when a token is verified and a table asked', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const asked: string[] = [];
    const server = createServer(async (request, response) => {
      asked.push(`${request.method} ${request.headers['x-amz-target'] ?? request.url}`);
      if (request.url === '/jwks')
        response.end(JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k' }] }));
      else response.writeHead(400).end('{"__type":"ValidationException"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const token = await new SignJWT({
      motcua_agency: 'H50.12',
      motcua_roles: [{ agencyId: 'H50.12', role: 'reception' }],
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setIssuer('https://issuer.example')
      .setAudience('motcua')
      .setSubject('officer')
      .setExpirationTime('1h')
      .sign(privateKey);
    const event = {
      resource: '/v1/inbox',
      path: '/v1/inbox',
      httpMethod: 'GET',
      headers: { Authorization: `Bearer ${token}` },
      queryStringParameters: { agencyId: 'H50.12' },
      requestContext: { requestId: 'r', identity: {} },
    };
    const loaded = await loadedBy('office', `return (await handler(${JSON.stringify(event)}, {})).statusCode;`, {
      AWS_ENDPOINT_URL: origin,
      OIDC_ISSUER: 'https://issuer.example',
      OIDC_AUDIENCE: 'motcua',
      OIDC_JWKS_URL: `${origin}/jwks`,
    });
    server.closeAllConnections();
    server.close();
    expect(asked).toEqual(['GET /jwks', expect.stringContaining('DynamoDB')]);
    expect(loaded).not.toContain('undici');
  });
});
