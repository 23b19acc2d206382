import type { Row } from './logs.ts';

/** Partitions of what is kept beside a dossier. */
const BESIDE = ['DECLARATION', 'DOCUMENT', 'NOTIFIED', 'BRANCH', 'FORM', 'PAYMENT', 'SHIPMENT', 'CURSOR', 'FOUND'];

/**
 * Nothing is left of a draft that was deleted: no row beside a dossier that is not there, and no file. The ticket of a file stays,
 * ended, as long as an upload on it may come.
 * @param files keys of objects in the documents bucket
 */
export function orphanFaults(rows: readonly Row[], files: readonly string[]): readonly string[] {
  const there = new Set(rows.filter(({ sk }) => sk === 'SNAPSHOT').map(({ pk }) => pk.slice('DOSSIER#'.length)));
  const orphans = rows.filter((row) => {
    const [kind = '', ...rest] = row.pk.split('#');
    if (kind === 'DOSSIER') return !there.has(rest[0] ?? '');
    const ended = kind === 'DOCUMENT' && row.state === 'rejected' && row.expiresAt !== undefined;
    return BESIDE.includes(kind) && !ended && !there.has(rest.at(-1) ?? '');
  });
  const lost = files.filter((key) => /^[0-9a-f-]{36}\//.test(key) && !there.has(key.slice(0, 36)));
  return [
    ...rows
      .filter(({ deletedAt, pk }) => deletedAt !== undefined && pk.startsWith('DOSSIER#'))
      .map(({ pk }) => `not removed: ${pk}`),
    ...orphans.map(({ pk, sk }) => `orphan: ${pk} ${sk}`),
    ...lost.map((key) => `file of no dossier: ${key}`),
  ];
}
