import { createPrivateKey, type webcrypto, X509Certificate } from 'node:crypto';
import { Integer, PrintableString, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, BasicConstraints, Certificate, Extension } from 'pkijs';

export type TestCertificate = { readonly certificate: string; readonly privateKey: string };

const COMMON_NAME = '2.5.4.3';
const COUNTRY = '2.5.4.6';

const KINDS = {
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  },
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
} as const;

function name(common: string): readonly AttributeTypeAndValue[] {
  return [
    new AttributeTypeAndValue({ type: COUNTRY, value: new PrintableString({ value: 'VN' }) }),
    new AttributeTypeAndValue({ type: COMMON_NAME, value: new Utf8String({ value: common }) }),
  ];
}

const DAY = 86_400_000;

/** Valid from yesterday, to allow for clock skew, for one year. */
function aroundNow(now = Date.now()) {
  return { from: new Date(now - DAY).toISOString(), to: new Date(now + 365 * DAY).toISOString() };
}

/** A key and a self-signed certificate, generated at run time: no client trusts it. */
export async function selfSigned(
  kind: keyof typeof KINDS,
  common: string,
  valid: { readonly from: string; readonly to: string } = aroundNow(),
): Promise<TestCertificate> {
  const keys = (await crypto.subtle.generateKey(KINDS[kind], true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ value: 20260609 });
  certificate.subject.typesAndValues.push(...name(common));
  certificate.issuer.typesAndValues.push(...name(common));
  certificate.notBefore.value = new Date(valid.from);
  certificate.notAfter.value = new Date(valid.to);
  const basic = new BasicConstraints({ cA: false });
  certificate.extensions = [
    new Extension({ extnID: '2.5.29.19', critical: true, extnValue: basic.toSchema().toBER(), parsedValue: basic }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(keys.privateKey, 'SHA-256');
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    certificate: new X509Certificate(Buffer.from(certificate.toSchema(true).toBER())).toString(),
    privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({
      format: 'pem',
      type: 'pkcs8',
    }) as string,
  };
}
