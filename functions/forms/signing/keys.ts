import { createPrivateKey, type KeyObject, type webcrypto, X509Certificate } from 'node:crypto';
import { SigningKeyError } from './signer.ts';

/** From the secret store, each as PEM. */
export type SigningSecret = {
  readonly certificate: string;
  /** Issuer certificates, nearest first; the root may be omitted. */
  readonly chain?: readonly string[] | undefined;
  /** PKCS #8: RSA of at least 2048 bits, or EC on P-256 or P-384. */
  readonly privateKey: string;
};

export type SigningKeys = {
  readonly certificate: X509Certificate;
  readonly chain: readonly X509Certificate[];
  readonly key: webcrypto.CryptoKey;
};

const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384' };

/** @throws {SigningKeyError} */
export function signingKeys(secret: SigningSecret): SigningKeys {
  const certificate = certificateOf(secret.certificate);
  const privateKey = privateKeyOf(secret.privateKey);
  if (!certificate.checkPrivateKey(privateKey))
    throw new SigningKeyError('The key does not belong to the certificate.');
  return { certificate, chain: (secret.chain ?? []).map(certificateOf), key: webKey(privateKey) };
}

/** @throws {SigningKeyError} The certificate is not valid at that moment. */
export function assertValidAt(certificate: X509Certificate, at: string): void {
  const moment = Date.parse(at);
  if (moment >= certificate.validFromDate.getTime() && moment <= certificate.validToDate.getTime()) return;
  throw new SigningKeyError(`The certificate is valid from ${certificate.validFrom} to ${certificate.validTo}.`);
}

function certificateOf(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new SigningKeyError('A certificate is not X.509 in PEM.', { cause });
  }
}

/** The parser's message is not passed on: it may quote key material. */
function privateKeyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new SigningKeyError('The private key is not PKCS #8 in PEM.');
  }
}

function webKey(key: KeyObject): webcrypto.CryptoKey {
  const { asymmetricKeyType, asymmetricKeyDetails } = key;
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) {
    return key.toCryptoKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign']);
  }
  const namedCurve = CURVES[asymmetricKeyDetails?.namedCurve ?? ''];
  if (asymmetricKeyType === 'ec' && namedCurve !== undefined) {
    return key.toCryptoKey({ name: 'ECDSA', namedCurve }, false, ['sign']);
  }
  throw new SigningKeyError('The key is neither RSA of at least 2048 bits nor EC on P-256 or P-384.');
}
