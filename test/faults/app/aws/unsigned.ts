import { SignatureV4 } from '@smithy/signature-v4';

export * from '@smithy/signature-v4';

type Request = { readonly headers: Readonly<Record<string, string>> };

/**
 * Requests to AWS are sent without the signature, which nothing in a world reads: computing it took a twelfth of all processor
 * time. Addresses that are given away are signed as ever, and the store of files checks those.
 */
const authorization = 'AWS4-HMAC-SHA256 Credential=world';
const signer = SignatureV4.prototype as unknown as { signRequest: (request: Request) => Promise<Request> };
if (typeof signer.signRequest !== 'function') throw new Error('the library signs requests by another method now');
signer.signRequest = async (request) => ({ ...request, headers: { ...request.headers, authorization } });
