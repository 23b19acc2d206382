import * as z from 'zod/mini';

/**
 * Name of a file as its sender calls it: NFC, 1 to 200 characters, never a path. Control, format (direction overrides,
 * zero-width), private and unassigned characters are refused, because a name is shown to people and saved on their
 * disks: with a direction override `x<U+202E>fdp.exe` reads `xexe.pdf`.
 */
export const fileName = z
  .string()
  .check(
    z.normalize('NFC'),
    z.trim(),
    z.minLength(1),
    z.maxLength(200),
    z.regex(/^(?!\.)[^\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]+$/u),
  );

/**
 * A name from a system that has other rules, made to fit ours: what {@link fileName} refuses becomes `_`, and of a name
 * that is too long the extension stays.
 */
export function fitFileName(text: string): string {
  const name = text
    .normalize('NFC')
    .trim()
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]/gu, '_')
    .replace(/^\.+/, '_');
  if (name.length <= 200) return fileName.parse(name || '_');
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, 200 - extension.length).replace(/[\ud800-\udbff]$/, '');
  return fileName.parse(stem.trimEnd() + extension);
}

/**
 * `Content-Disposition` that makes a browser save the file under its own name: RFC 6266 with a plain-ASCII fallback
 * and the RFC 5987 form. Always `attachment`: a file from outside is never shown in the page's own origin.
 */
export function contentDisposition(name: string): string {
  const plain = name
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9 ._()-]/g, '_');
  // encodeURIComponent leaves '()* alone, which RFC 5987 does not allow bare.
  const extended = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${extended}`;
}
