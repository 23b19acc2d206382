import { createHash, type X509Certificate } from 'node:crypto';
import { Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import type { SigningKeys } from './keys.ts';

const HASH = 'SHA-256';
const ID_DATA = ContentInfo.DATA;
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
/** RFC 5035: binds the signature to this certificate; required by PAdES. */
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
const octets = (bytes: Uint8Array) => new OctetString({ valueHex: exact(bytes) });

/** Copies the bytes into a buffer of their own, as the ASN.1 library requires. */
function exact(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function parsed(certificate: X509Certificate): Certificate {
  return Certificate.fromBER(exact(certificate.raw));
}

/** SHA-256 is the attribute's default algorithm and therefore omitted. */
function signingCertificate(certificate: X509Certificate): Sequence {
  const id = new Sequence({ value: [octets(sha256(certificate.raw))] });
  return new Sequence({ value: [new Sequence({ value: [id] })] });
}

/**
 * A detached CMS signature (RFC 5652) in the PAdES baseline profile B-B. The signing time is in the PDF's signature dictionary,
 * not in the CMS.
 */
export async function detachedSignature(content: Uint8Array, keys: SigningKeys): Promise<Uint8Array> {
  const certificate = parsed(keys.certificate);
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({
      issuer: certificate.issuer,
      serialNumber: new Integer({ valueHex: certificate.serialNumber.valueBlock.valueHexView.slice().buffer }),
    }),
    // DER set order.
    signedAttrs: new SignedAndUnsignedAttributes({
      type: 0,
      attributes: [
        new Attribute({ type: CONTENT_TYPE, values: [new ObjectIdentifier({ value: ID_DATA })] }),
        new Attribute({ type: MESSAGE_DIGEST, values: [octets(sha256(content))] }),
        new Attribute({ type: SIGNING_CERTIFICATE_V2, values: [signingCertificate(keys.certificate)] }),
      ],
    }),
  });
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: ID_DATA }),
    signerInfos: [signer],
    certificates: [certificate, ...keys.chain.map(parsed)],
  });
  await signed.sign(keys.key, 0, HASH, exact(content));
  const info = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
  return new Uint8Array(info.toSchema().toBER());
}
