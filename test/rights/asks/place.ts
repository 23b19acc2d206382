import type { Context } from '../policy/conditions.ts';
import type { Ask } from '../policy/statement.ts';

/** Where things are: an account in a region. */
export type Place = { readonly region: string; readonly account: string };

export const arnOf = ({ region, account }: Place, service: string, rest: string): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;

/** Six characters that Secrets Manager puts behind a secret's name in its ARN. */
export const SECRET_SUFFIX = '-AbCdEf';

/** Everything goes over TLS: clients cannot be built otherwise (`test/infra/access.test.ts` on plain HTTP). */
const ALWAYS: Context = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };

export const ask = (action: string, resource: string, context: Context = {}): Ask => ({
  action,
  resource,
  context: { ...ALWAYS, ...context },
});
