import { describe, expect, it } from 'vitest';
import { receiverGuard } from '../../../../functions/webhooks/receiver-guard.ts';
import { isPublicAddress } from '../../../../shared/platform/partners/addresses.ts';
import { type UrlFault, UrlRefusedError } from '../../../../shared/platform/partners/url-guard.ts';

const DNS: Record<string, string[]> = {
  'agency.example.vn': ['113.160.1.10', '2405:4800::10'],
  'inside.example.vn': ['10.1.2.3'],
  'both.example.vn': ['113.160.1.10', '192.168.1.1'],
  'mapped.example.vn': ['::ffff:127.0.0.1'],
  'metadata.example.vn': ['169.254.169.254'],
  'unique-local.example.vn': ['fd00:ec2::254'],
  'nothing.example.vn': [],
};

const resolve = async (host: string) => {
  const found = DNS[host];
  if (found === undefined) throw new Error('ENOTFOUND');
  return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};
const guard = receiverGuard(['127.0.0.1:4775', 'receiver.test:4776'], resolve);

const faultOf = (text: string) =>
  guard.resolve(text).then(
    () => 'passes',
    (error: unknown) => (error instanceof UrlRefusedError ? error.fault : error),
  );

const REFUSED: [string, UrlFault][] = [
  ['', 'not-a-url'],
  ['agency.example.vn/hooks', 'not-a-url'],
  ['https://', 'not-a-url'],
  ['https://agency.example.vn:99999/', 'not-a-url'],
  ['ftp://agency.example.vn/', 'not-https'],
  ['file:///etc/passwd', 'not-https'],
  ['gopher://agency.example.vn/', 'not-https'],
  ['javascript:alert(1)', 'not-https'],
  ['http://agency.example.vn/hooks', 'not-https'],
  ['https://user:secret@agency.example.vn/', 'credentials'],
  ['https://agency.example.vn@127.0.0.1/', 'credentials'],
  ['https://agency.example.vn/hooks#part', 'fragment'],
  ['https://agency.example.vn:22/', 'port'],
  ['https://agency.example.vn:80/', 'port'],
  ['https://agency.example.vn:6379/', 'port'],
  ['https://localhost/', 'private-host'],
  ['https://LOCALHOST./', 'private-host'],
  ['https://api.localhost/', 'private-host'],
  ['https://metadata.google.internal/', 'private-host'],
  ['https://printer.local/', 'private-host'],
  ['https://intranet/', 'private-host'],
  ['https://printer/', 'private-host'],
  ['https://127.0.0.1/', 'private-address'],
  ['https://127.1/', 'private-address'],
  ['https://2130706433/', 'private-address'],
  ['https://0x7f000001/', 'private-address'],
  ['https://0177.0.0.1/', 'private-address'],
  ['https://１２７.0.0.1/', 'private-address'],
  ['https://127。0。0。1/', 'private-address'],
  ['https://0.0.0.0/', 'private-address'],
  ['https://10.0.0.8/', 'private-address'],
  ['https://172.16.0.1/', 'private-address'],
  ['https://192.168.1.1/', 'private-address'],
  ['https://100.64.0.1/', 'private-address'],
  ['https://169.254.169.254/latest/meta-data/', 'private-address'],
  ['https://169.254.170.2/v2/credentials', 'private-address'],
  ['https://224.0.0.1/', 'private-address'],
  ['https://255.255.255.255/', 'private-address'],
  ['https://[::1]/', 'private-address'],
  ['https://[::]/', 'private-address'],
  ['https://[::ffff:127.0.0.1]/', 'private-address'],
  ['https://[::ffff:7f00:1]/', 'private-address'],
  ['https://[::ffff:169.254.169.254]/', 'private-address'],
  ['https://[::127.0.0.1]/', 'private-address'],
  ['https://[64:ff9b::7f00:1]/', 'private-address'],
  ['https://[2002:7f00:1::]/', 'private-address'],
  ['https://[fe80::1]/', 'private-address'],
  ['https://[fd00:ec2::254]/', 'private-address'],
  ['https://[ff02::1]/', 'private-address'],
  ['https://inside.example.vn/', 'private-address'],
  ['https://both.example.vn/', 'private-address'],
  ['https://mapped.example.vn/', 'private-address'],
  ['https://metadata.example.vn/', 'private-address'],
  ['https://unique-local.example.vn/', 'private-address'],
  ['https://nothing.example.vn/', 'unresolvable'],
  ['https://unknown.example.vn/', 'unresolvable'],
  ['http://127.0.0.1:4774/', 'not-https'],
  ['http://user@127.0.0.1:4775/', 'credentials'],
];

describe('guard against server-side request forgery', () => {
  it.each(REFUSED)('rejects %s: %s', async (text, fault) => {
    expect(await faultOf(text)).toBe(fault);
  });

  it.each([
    'https://agency.example.vn/hooks?tenant=1',
    'https://agency.example.vn:8443/',
    'https://113.160.1.10/',
    'https://[2405:4800::10]/',
    'http://127.0.0.1:4775/hooks/agency',
  ])('accepts %s', async (text) => {
    expect(await faultOf(text)).toBe('passes');
  });

  it('returns the addresses it checked', async () => {
    const { addresses } = await guard.resolve('https://agency.example.vn/');
    expect(addresses.map(({ address }) => address)).toEqual(DNS['agency.example.vn']);
  });

  it('rejects private hosts when none is listed, as on AWS', async () => {
    await expect(receiverGuard([], resolve).resolve('http://127.0.0.1:4775/')).rejects.toMatchObject({
      fault: 'not-https',
    });
  });

  it.each(['', 'agency.example.vn', '1.2.3', '2405:4800::10%eth0', '999.1.1.1'])(
    'holds %j for no public address',
    (text) => {
      expect(isPublicAddress(text)).toBe(false);
    },
  );

  it.each([
    ['100.63.255.255', true],
    ['100.64.0.0', false],
    ['100.127.255.255', false],
    ['100.128.0.0', true],
    ['172.15.255.255', true],
    ['172.31.255.255', false],
    ['172.32.0.0', true],
    ['192.167.255.255', true],
    ['223.255.255.255', true],
    ['239.255.255.255', false],
    ['1fff::1', false],
    ['2000::1', true],
    ['2001:1ff::1', false],
    ['2001:200::1', true],
    ['2001:db8::1', false],
    ['3fff::1', false],
    ['4000::1', false],
  ])('handles range boundaries: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });
});
