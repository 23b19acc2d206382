import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const files = globSync('{functions,shared,infra,local}/**/*.ts', { cwd: ROOT });

/** Left to itself an SDK client waits for a silent service until the function is killed; `fetch` has no bounds either. */
it.each([
  ['a client of AWS', /new (?:DynamoDB|SQS|S3|SESv2|EventBridge|SecretsManager|Lambda|CloudWatch\w*)Client\(/, []],
  ['a remote key set', /createRemoteJWKSet\(/, ['local/simulators/identity/sign-in.ts']],
  ['a call by fetch', /(?<![.\w])fetch\(/, ['local/', 'infra/local/']],
] as const)('%s is made in one place only, within bounds', (_, pattern, allowed) => {
  const made = files.filter((file) => pattern.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(made.filter((file) => !allowed.some((prefix) => file.startsWith(prefix)))).toEqual([]);
});
