import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadProvince, PROVINCES_FOLDER, ProvinceFileError, provinceSlugs } from '../../infra/province/load.ts';

const folder = mkdtempSync(join(tmpdir(), 'provinces-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Json = { [name: string]: Json | string };

/** Quảng Trị's file with one field changed, loaded. */
function loadWith(path: string, value: unknown): unknown {
  const file = JSON.parse(readFileSync(join(PROVINCES_FOLDER, 'quang-tri.json'), 'utf8')) as Json;
  const parts = path.split('.');
  const last = parts.pop() as string;
  const holder = parts.reduce((at, name) => at[name] as Json, file);
  holder[last] = value as string;
  writeFileSync(join(folder, 'quang-tri.json'), JSON.stringify(file));
  return loadProvince('quang-tri', folder);
}

const ADDRESSES = [
  ...['partners.identity.issuer', 'partners.identity.jwksUrl', 'partners.nationalPortal.contracts.classic.url'],
  ...['partners.post.carriers.vnpost.url', 'partners.payments.returnUrl'],
  ...['partners.payments.providers.platform.url', 'partners.payments.providers.vnpay.payUrl'],
];
const HOSTILE = [
  ...['http://identity.example.vn/jwks', 'HTTP://identity.example.vn', 'https://169.254.169.254/latest/meta-data'],
  ...['https://10.1.2.3/x', 'https://127.0.0.1', 'https://172.16.0.1', 'https://192.168.1.1:8443/', 'https://0/'],
  ...['https://localhost/x', 'https://keys.internal/jwks', 'https://printer.local', 'https://intranet/x'],
  ...['https://2130706433/', 'https://0x7f000001/', 'https://017700000001/', 'https://[::1]/', 'https://[fd00::1]/'],
  ...['https://[fe80::1]/', 'https://[::ffff:169.254.169.254]/', 'https://user:secret@keys.example.vn/'],
];

describe('a province file', () => {
  it.each(provinceSlugs())('of %s leads to the public internet over HTTPS and nowhere else', (slug) => {
    expect(() => loadProvince(slug)).not.toThrow();
  });

  it.each(ADDRESSES.flatMap((field) => HOSTILE.map((address) => [field, address] as const)))(
    'that says for %s %s is refused by file and field',
    (field, address) => {
      expect(() => loadWith(field, address)).toThrow(ProvinceFileError);
      expect(() => loadWith(field, address)).toThrow(new RegExp(`quang-tri\\.json: .*${field}: `));
    },
  );

  it.each([
    ['portalOrigins', ['http://motcua.quangtri.gov.vn'], 'portalOrigins.0'],
    ['portalOrigins', ['https://10.0.0.1'], 'portalOrigins.0'],
    ['partners.nationalPortal.fileHosts', ['http://files.example.vn'], 'fileHosts.0'],
    ['partners.nationalPortal.fileHosts', ['files.example.vn', '169.254.169.254'], 'fileHosts.1'],
    ['partners.webhookPrivateHosts', ['10.0.0.1:8080'], 'webhookPrivateHosts.0'],
  ])('that says for %s %j is refused', (field, value, named) => {
    expect(() => loadWith(field, value)).toThrow(new RegExp(`${named}: `));
  });

  it('may name what is on the public internet', () => {
    expect(() => loadWith('partners.identity.jwksUrl', 'https://identity.example.vn:8443/jwks')).not.toThrow();
    expect(() => loadWith('partners.nationalPortal.fileHosts', ['files.example.vn:8443'])).not.toThrow();
  });
});
