import { createHmac } from 'node:crypto';

const encode = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');

/** Parameters sorted by name and form-encoded, without the hash itself: what VNPay 2.1.0 signs. */
export function signedText(parameters: Readonly<Record<string, string>>): string {
  return Object.keys(parameters)
    .filter((name) => !name.startsWith('vnp_SecureHash') && parameters[name] !== '')
    .sort()
    .map((name) => `${encode(name)}=${encode(parameters[name] ?? '')}`)
    .join('&');
}

/** `vnp_SecureHash`: lower-case hex HMAC-SHA512. */
export const vnpayHash = (parameters: Readonly<Record<string, string>>, secret: string): string =>
  hmac(signedText(parameters), secret);

/** Hash of `querydr` messages: the values joined by `|`. */
export const pipeHash = (values: readonly (string | number)[], secret: string): string =>
  hmac(values.join('|'), secret);

function hmac(text: string, secret: string): string {
  return createHmac('sha512', secret).update(text, 'utf8').digest('hex');
}
