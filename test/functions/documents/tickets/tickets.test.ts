import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { presignedTickets } from '../../../../functions/documents/tickets/tickets.ts';
import { documentsBucket } from '../../../../shared/platform/files/bucket.ts';
import type { VerifiedDocument } from '../../../../shared/record/document-rows.ts';

const { config } = new DynamoDBClient({
  region: 'ap-southeast-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
});
const now = new Date('2026-11-20T01:00:00.000Z');
const tickets = (endpoint?: string) =>
  presignedTickets(documentsBucket({ DOCUMENTS_BUCKET: 'papers', AWS_ENDPOINT_URL: endpoint }, config), () => now);
const row: VerifiedDocument = {
  dossierId: '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a01',
  document: {
    documentId: '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a02',
    component: 'declaration',
    kind: 'component',
    fileName: 'Nguyễn Văn An.pdf',
    contentType: 'application/pdf',
    size: 1234,
    sha256: 'ab'.repeat(32),
  },
  requestedAt: now.toISOString(),
  requestedBy: 'applicant-1',
  state: 'verified',
  verdictAt: now.toISOString(),
  versionId: 'v+1/x=',
};

describe('an upload ticket', () => {
  it('signs length, type, checksum, name and If-None-Match', async () => {
    const { url, headers, expiresAt } = await tickets().upload(row);
    const query = new URL(url).searchParams;
    expect(query.get('X-Amz-SignedHeaders')?.split(';')).toEqual([
      'content-disposition',
      'content-length',
      'content-type',
      'host',
      'if-none-match',
      'x-amz-checksum-sha256',
    ]);
    expect(Buffer.from(headers['x-amz-checksum-sha256'] ?? '', 'base64').toString('hex')).toBe(row.document.sha256);
    expect(query.get('X-Amz-Expires')).toBe('600');
    expect(expiresAt).toBe('2026-11-20T01:10:00.000Z');
  });

  it('points to the region’s bucket and keeps the file name out of the URL', async () => {
    const { url } = await tickets().upload(row);
    const { origin, pathname } = new URL(url);
    expect(origin).toBe('https://papers.s3.ap-southeast-1.amazonaws.com');
    expect(pathname).toBe(`/${row.dossierId}/${row.document.documentId}`);
    expect(decodeURIComponent(url)).not.toMatch(/Nguy|An\.pdf/);
  });

  it('uses the configured S3 endpoint', async () => {
    const { url } = await tickets('http://127.0.0.1:4566').upload(row);
    expect(url).toMatch(`http://127.0.0.1:4566/papers/${row.dossierId}/${row.document.documentId}?`);
  });

  it('differs for another size, type, content or name', async () => {
    const signature = async (changed: object) => {
      const { url } = await tickets().upload({ ...row, document: { ...row.document, ...changed } });
      return new URL(url).searchParams.get('X-Amz-Signature');
    };
    const changes = [
      {},
      { size: 1235 },
      { contentType: 'image/png' },
      { sha256: 'cd'.repeat(32) },
      { fileName: 'b.pdf' },
    ];
    expect(new Set(await Promise.all(changes.map(signature))).size).toBe(changes.length);
  });
});

describe('a download ticket', () => {
  it('for a form names no version, because forms are never overwritten', async () => {
    const { dossierId, document } = row;
    const { url, expiresAt } = await tickets().downloadForm({ dossierId, documentId: document.documentId });
    expect(new URL(url).pathname).toBe(`/${dossierId}/forms/${document.documentId}`);
    expect(new URL(url).searchParams.has('versionId')).toBe(false);
    expect(expiresAt).toBe('2026-11-20T01:05:00.000Z');
  });

  it('is for the verified version, for five minutes', async () => {
    const { url, expiresAt } = await tickets().download(row);
    const query = new URL(url).searchParams;
    expect(query.get('versionId')).toBe('v+1/x=');
    expect(query.get('X-Amz-Expires')).toBe('300');
    expect(expiresAt).toBe('2026-11-20T01:05:00.000Z');
    expect(decodeURIComponent(url)).not.toMatch(/Nguy|pdf/);
  });
});
