import { describe, expect, it } from 'vitest';
import { people } from '../../../local/demo/stage.ts';
import { found } from './personal-data.ts';

const [person] = people.citizens;
if (person === undefined) throw new Error('no person to search for');
const { HoVaTen: name, SoDinhDanh: personalId, SoDienThoai: phone, ThuDienTu: email, DiaChi: address } = person;

describe('the search', () => {
  const json = JSON.stringify({ applicant: { name } });
  it.each<[string, string]>([
    ['as it is', `tên ${name}.`],
    ['in capitals', name.toUpperCase()],
    ['decomposed', name.normalize('NFD')],
    ['without diacritics', 'dossier of Hoang Bao An'],
    ['with other signs between its parts', 'hoang_bao-an.pdf'],
    [
      'escaped for JSON',
      JSON.stringify({ name }).replaceAll(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ],
    ['escaped for the web', `?q=${encodeURIComponent(name)}`],
    ['escaped for a form', String(new URLSearchParams({ q: name }))],
    ['in base64', Buffer.from(json).toString('base64')],
    ['in a token', `Bearer e30.${Buffer.from(json).toString('base64url')}.c2ln`],
    [
      'in JSON in base64 in JSON',
      JSON.stringify({ body: Buffer.from(JSON.stringify({ body: json })).toString('base64') }),
    ],
  ])('finds a name %s', (_, text) => {
    expect(found(text)).toEqual(['name of cong-dan-an']);
  });

  it.each<[string, string]>([
    ['personal id', personalId],
    ['personal id', personalId.replaceAll(/(...)/g, '$1 ')],
    ['phone', phone],
    ['phone', `+84${phone.slice(1)}`],
    ['phone', `+84 ${phone.slice(1, 4)}.${phone.slice(4)}`],
    ['e-mail', email.toUpperCase()],
    ['e-mail', encodeURIComponent(email)],
    ['address', address],
  ])('finds a %s written %s', (what, text) => {
    expect(found(`x ${text} y`)).toContain(`${what} of cong-dan-an`);
  });

  it('finds nothing where nothing is', () => {
    expect(
      found(`{"subject":"cong-dan-an","agency":"Ủy ban nhân dân phường Đông Hà","at":"${new Date().toISOString()}"}`),
    ).toEqual([]);
  });
});
