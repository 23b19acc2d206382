import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { accountIn, requireLocalAccount } from '../../../local/launcher/deploy/account.ts';
import { deployEnvironment } from '../../../local/launcher/deploy/environment.ts';
import {
  CAPABILITIES,
  capabilityPage,
  notShownTable,
  printedSkips,
} from '../../../local/launcher/emulator/capabilities.ts';
import { chooseEmulator } from '../../../local/launcher/emulator/choose.ts';
import { requireLoopback } from '../../../local/launcher/emulator/endpoint.ts';
import { dockerArguments } from '../../../local/launcher/emulator/localstack/docker.ts';
import { ministackEnvironment } from '../../../local/launcher/emulator/ministack/start.ts';
import { EMULATORS } from '../../../local/launcher/emulator/records.ts';
import { BadSetting, EndpointNotLocal, NotAnEmulator } from '../../../local/launcher/errors.ts';

describe('requireLoopback', () => {
  it.each(['http://127.0.0.1:4566', 'http://localhost:4566/', 'http://[::1]:4566', 'http://127.1.2.3'])(
    'lets %s pass',
    (e) => {
      expect(requireLoopback(e).href).toContain('http://');
    },
  );
  it.each([
    'https://sts.amazonaws.com',
    'http://127.0.0.1.example.vn:4566',
    'http://10.0.0.5:4566',
    'http://0.0.0.0:4566',
    'http://user:secret@127.0.0.1:4566',
    'http://127.0.0.1:4566/path',
    'https://127.0.0.1:4566',
    'nonsense',
    '',
  ])('refuses %s', (endpoint) => {
    expect(() => requireLoopback(endpoint)).toThrow(EndpointNotLocal);
  });
});

describe('chooseEmulator', () => {
  it('prefers a running endpoint, then EMULATOR, then MiniStack', () => {
    expect(chooseEmulator({ AWS_ENDPOINT_URL: 'http://localhost:4566', EMULATOR: 'localstack' })).toEqual({
      use: 'running',
      endpoint: 'http://localhost:4566',
    });
    expect(chooseEmulator({ EMULATOR: 'localstack' })).toEqual({ use: 'own', kind: 'localstack' });
    expect(chooseEmulator({ EMULATOR: '' })).toEqual({ use: 'own', kind: 'ministack' });
  });
  it('refuses what it does not know', () => {
    expect(() => chooseEmulator({ EMULATOR: 'moto' })).toThrow(BadSetting);
    expect(() => chooseEmulator({ AWS_ENDPOINT_URL: 'https://dynamodb.amazonaws.com' })).toThrow(EndpointNotLocal);
  });
});

describe('environments', () => {
  const host = {
    PATH: '/usr/bin',
    HOME: '/home/user',
    AWS_PROFILE: 'production',
    AWS_SESSION_TOKEN: 'real',
    AWS_ACCESS_KEY_ID: 'real',
    AWS_ROLE_ARN: 'real',
    CDK_DEFAULT_ACCOUNT: '123456789012',
    LAMBDA_EXECUTOR: 'docker',
    NODE_OPTIONS: '--inspect',
    TABLE_NAME: 'of-the-user',
  };
  it('leaves nothing of the AWS set-up of the user to the deploy', () => {
    const env = deployEnvironment(host, 'http://127.0.0.1:4700', '/cache/cdk');
    expect(JSON.stringify(env)).not.toMatch(/real|production|123456789012/);
    expect(env).toMatchObject({ HOME: '/home/user', AWS_ENDPOINT_URL: 'http://127.0.0.1:4700' });
    expect(env.PATH).toMatch(/node_modules\/\.bin:\/usr\/bin$/);
  });
  it('keeps the emulator on loopback, with our Node for its functions', () => {
    const env = ministackEnvironment(host, 4700, 'ap-southeast-1', '/cache/tmp');
    expect(env).toMatchObject({ BIND_HOST: '127.0.0.1', GATEWAY_PORT: '4700', LAMBDA_EXECUTOR: 'local' });
    expect(env.PATH).toMatch(/node_modules\/\.bin:\/usr\/bin$/);
    expect(JSON.stringify(env)).not.toMatch(/real|production|inspect|of-the-user/);
  });
});

describe('dockerArguments', () => {
  it('takes the image without an account, and never puts a token on the command line', () => {
    expect(dockerArguments({}, 4566, 'n', '/n').at(-1)).toBe('localstack/localstack:4.14.0');
    const withToken = dockerArguments({ LOCALSTACK_AUTH_TOKEN: 'ls-secret' }, 4566, 'n', '/n');
    expect(withToken.at(-1)).toBe('localstack/localstack:latest');
    expect(withToken.join(' ')).not.toContain('ls-secret');
    expect(withToken).toContain('GATEWAY_LISTEN=127.0.0.1:4566');
    expect(withToken.join(' ')).not.toContain('docker.sock');
  });
});

describe('requireLocalAccount', () => {
  async function answeredBy(body: string): Promise<unknown> {
    const server = createServer((_, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      return await requireLocalAccount(endpoint).then(
        () => 'accepted',
        (error: unknown) => error,
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
  it('accepts account 000000000000 only', async () => {
    expect(await answeredBy('<Account>000000000000</Account>')).toBe('accepted');
    expect(await answeredBy('<Account>123456789012</Account>')).toBeInstanceOf(NotAnEmulator);
    expect(await answeredBy('hello')).toBeInstanceOf(NotAnEmulator);
  });
  it('refuses an endpoint elsewhere before it asks', async () => {
    await expect(requireLocalAccount('https://sts.amazonaws.com')).rejects.toThrow(EndpointNotLocal);
  });
  it('reads JSON answers, too', () => {
    expect(accountIn('{"Account": "000000000000"}')).toBe('000000000000');
  });
});

describe('capabilities', () => {
  it('are in the documentation', async () => {
    const page = capabilityPage(Object.values(EMULATORS));
    await expect(page).toMatchFileSnapshot('../../../docs/local-cloud-capabilities.md');
  });
  it('are a table of what one or the other does not show, with what is done instead', () => {
    const [head, ...rows] = notShownTable(Object.values(EMULATORS)).split('\n');
    expect(head).toMatch(/^shown +MiniStack +LocalStack +where it is not$/);
    expect(rows.find((row) => row.startsWith('request-validation'))).toMatch(
      /^request-validation +no +yes +API Gateway/,
    );
    expect(rows.some((row) => row.startsWith('lambda-without-docker'))).toBe(false);
  });
  it('prints a line with a reason for everything an emulator does not show', () => {
    for (const { shows } of Object.values(EMULATORS)) {
      const shown = Object.values(shows).filter(Boolean).length;
      expect(printedSkips(shows)).toHaveLength(Object.keys(CAPABILITIES).length - shown);
    }
    expect(printedSkips(EMULATORS.ministack.shows)[0]).toMatch(/^not shown here: /);
  });
});
