import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderForm } from '../../../../functions/forms/content/render.ts';
import { padesSigner } from '../../../../functions/forms/signing/pades-signer.ts';
import { NotSignableError, SigningKeyError } from '../../../../functions/forms/signing/signer.ts';
import { readPdfs, type SignatureReport, verifyPdf } from '../../../pdf-tools/python-tools.ts';
import { FONTS } from '../content/fonts.ts';
import { SAMPLES } from '../content/samples.ts';
import { selfSigned, type TestCertificate } from './certificates.ts';

const AT = '2026-06-09T02:31:00.000Z';
const AGENCY = 'Ủy ban nhân dân phường Đông Hà';

let folder = '';
let unsigned: Uint8Array;
let rsa: TestCertificate;
let ec: TestCertificate;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-signing-'));
  unsigned = await renderForm(SAMPLES.receipt, FONTS);
  [rsa, ec] = await Promise.all([selfSigned('rsa', AGENCY), selfSigned('ec', 'Sở Nội vụ tỉnh Quảng Trị')]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verified(pdf: Uint8Array, trusted: TestCertificate): Promise<readonly SignatureReport[]> {
  await writeFile(join(folder, 'signed.pdf'), pdf);
  await writeFile(join(folder, 'root.pem'), trusted.certificate);
  return verifyPdf(join(folder, 'signed.pdf'), join(folder, 'root.pem'));
}

describe('a signed form', () => {
  it.each([
    ['rsa', 'sha256_rsa'],
    ['ec', 'sha256_ecdsa'],
  ] as const)('is found valid and whole by an independent program: %s', async (kind, mechanism) => {
    const own = kind === 'rsa' ? rsa : ec;
    const [signature, ...others] = await verified(await padesSigner(own).sign(unsigned, AT), own);
    expect(others).toEqual([]);
    expect(signature).toEqual({
      field: 'ChuKySo',
      intact: true,
      valid: true,
      trusted: true,
      coverage: 'ENTIRE_FILE',
      signer: kind === 'rsa' ? AGENCY : 'Sở Nội vụ tỉnh Quảng Trị',
      at: '2026-06-09T02:31:00+00:00',
      mechanism,
      subFilter: '/ETSI.CAdES.detached',
      attributes: ['content_type', 'message_digest', 'signing_certificate_v2'],
    });
  });
  it('starts with the unchanged unsigned form and has the same text', async () => {
    const signed = await padesSigner(rsa).sign(unsigned, AT);
    expect(Buffer.from(signed.subarray(0, unsigned.length)).equals(Buffer.from(unsigned))).toBe(true);
    await Promise.all([writeFile(join(folder, 'a.pdf'), unsigned), writeFile(join(folder, 'b.pdf'), signed)]);
    const [before, after] = await readPdfs([join(folder, 'a.pdf'), join(folder, 'b.pdf')]);
    expect(after?.pages).toEqual(before?.pages);
  });
  it('is byte-identical with an RSA key and the same moment', async () => {
    const signer = padesSigner(rsa);
    expect(Buffer.from(await signer.sign(unsigned, AT)).equals(Buffer.from(await signer.sign(unsigned, AT)))).toBe(
      true,
    );
  });
  it('fails verification when one byte is changed', async () => {
    const signed = Buffer.from(await padesSigner(rsa).sign(unsigned, AT));
    const at = signed.indexOf('D:20260609023000Z');
    signed.write('D:20260610', at, 'latin1');
    expect(await verified(signed, rsa)).toMatchObject([{ intact: false }]);
  });
  it('is not trusted under another certificate', async () => {
    expect(await verified(await padesSigner(rsa).sign(unsigned, AT), ec)).toMatchObject([
      { intact: true, trusted: false },
    ]);
  });
  it('carries the issuers’ certificates', async () => {
    const plain = await padesSigner(rsa).sign(unsigned, AT);
    const chained = await padesSigner({ ...rsa, chain: [ec.certificate] }).sign(unsigned, AT);
    expect(chained.length).toBeGreaterThan(plain.length);
    expect(await verified(chained, rsa)).toMatchObject([{ intact: true, valid: true, trusted: true }]);
  });
});

describe('every form', () => {
  it.each(Object.values(SAMPLES).map((form) => [form.form, form] as const))('%s can be signed', async (_, form) => {
    const signed = await padesSigner(rsa).sign(await renderForm(form, FONTS), AT);
    expect(await verified(signed, rsa)).toMatchObject([{ intact: true, valid: true, coverage: 'ENTIRE_FILE' }]);
  });
});

describe('refuses', () => {
  it('a form that is already signed', async () => {
    const signed = await padesSigner(rsa).sign(unsigned, AT);
    await expect(padesSigner(rsa).sign(signed, AT)).rejects.toThrow(NotSignableError);
  });
  it.each([
    ['no PDF', 'hello'],
    ['a PDF cut short', '%PDF-1.7\n1 0 obj\n<< >>\nendobj\n'],
    [
      'a PDF without a place',
      '%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\nstartxref\n9\n%%EOF\n',
    ],
  ])('%s', async (_, text) => {
    await expect(padesSigner(rsa).sign(Buffer.from(text), AT)).rejects.toThrow(NotSignableError);
  });
  it('a moment when the certificate is not valid', async () => {
    const signer = padesSigner(rsa);
    await expect(signer.sign(unsigned, '2025-12-31T23:59:59.000Z')).rejects.toThrow(SigningKeyError);
    await expect(signer.sign(unsigned, '2028-01-01T00:00:01.000Z')).rejects.toThrow(SigningKeyError);
  });
  it('a mismatched, weak or invalid key, without disclosing it', () => {
    expect(() => padesSigner({ ...rsa, privateKey: ec.privateKey })).toThrow(SigningKeyError);
    expect(() => padesSigner({ ...rsa, certificate: 'secret' })).toThrow(SigningKeyError);
    const failure = (() => {
      try {
        padesSigner({ ...rsa, privateKey: 'hunter2' });
      } catch (error) {
        return error as Error;
      }
    })();
    expect(failure).toBeInstanceOf(SigningKeyError);
    expect(`${failure?.message}${failure?.stack}${String(failure?.cause)}`).not.toContain('hunter2');
    const other = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    expect(() => padesSigner({ ...rsa, privateKey: other })).toThrow(SigningKeyError);
  });
});
