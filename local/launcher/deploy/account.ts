import { requireLoopback } from '../emulator/endpoint.ts';
import { NotAnEmulator } from '../errors.ts';
import { LOCAL_ACCOUNT } from './environment.ts';

/** Pure: account number in the answer of STS GetCallerIdentity. */
export function accountIn(answer: string): string | undefined {
  return /<Account>(\d{12})<\/Account>/.exec(answer)?.[1] ?? /"Account"\s*:\s*"(\d{12})"/.exec(answer)?.[1];
}

/**
 * Asks STS for the account before anything is deployed.
 * @throws EndpointNotLocal, NotAnEmulator unless the answer is account 000000000000
 */
export async function requireLocalAccount(endpoint: string): Promise<void> {
  const url = requireLoopback(endpoint);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      // Emulators choose the service by the scope and do not verify the signature; a real endpoint rejects it.
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
    signal: AbortSignal.timeout(10_000),
  }).catch((error: unknown) => {
    throw new NotAnEmulator(endpoint, error instanceof Error ? error.message : 'no answer');
  });
  const account = accountIn(await response.text());
  if (account !== LOCAL_ACCOUNT)
    throw new NotAnEmulator(endpoint, account ? `account ${account}` : `HTTP ${response.status}`);
}
