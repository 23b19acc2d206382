import { describe, expect, test } from 'vitest';
import { announced, documentIdOf } from '../../../../functions/national-portal/files/papers.ts';
import { filePutter } from '../../../../functions/national-portal/files/put-file.ts';
import { fileNameOf, fitFileName } from '../../../../shared/documents/file-name.ts';
import type { BucketRequest } from '../../../../shared/platform/files/bucket.ts';
import { nationalCodes } from '../../../../shared/procedure/national.ts';
import { answerOf } from '../../../shared/platform/partners/answers.ts';
import { DOSSIER_ID, paper } from './world.ts';

const CODES = nationalCodes({
  procedureCode: '2.000488',
  national: { components: { 'certificate-request': '000.00.00.G00-KQ000037' } },
});
const document = { ...announced('BT-1', paper('1') as never, CODES), size: 3, sha256: 'ab'.repeat(32) };
const ticket = { dossierId: DOSSIER_ID, document, requestedAt: '', requestedBy: '' };

function bucket(answer: () => Promise<Response>) {
  const asked: BucketRequest[] = [];
  const put = filePutter({
    name: 'papers',
    presign: () => Promise.reject(new Error('not here')),
    send: async (request) => {
      asked.push(request);
      return answerOf(await answer());
    },
  });
  return { asked, put: () => put(ticket, Buffer.from('abc')) };
}

describe('a fetched file in the bucket', () => {
  test('is stored at its ticket’s key, under the conditions of an upload', async () => {
    const { asked, put } = bucket(async () => new Response(null, { status: 200 }));
    await put();
    expect(asked).toMatchObject([
      {
        method: 'PUT',
        key: `${DOSSIER_ID}/${document.documentId}`,
        headers: {
          'content-type': 'application/pdf',
          'if-none-match': '*',
          'x-amz-checksum-sha256': Buffer.from(document.sha256, 'hex').toString('base64'),
          'x-amz-content-sha256': document.sha256,
        },
        body: Buffer.from('abc'),
      },
    ]);
  });

  test('an existing key is a repetition', async () => {
    await expect(bucket(async () => new Response(null, { status: 412 })).put()).resolves.toBeUndefined();
  });

  test.each([403, 409, 503])('%i is retried later', async (status) => {
    await expect(bucket(async () => new Response('x', { status })).put()).rejects.toMatchObject({
      causeCode: `bucket-${status}`,
    });
  });

  test('so is an unreachable bucket', async () => {
    const { put } = bucket(() => Promise.reject(new Error('connect')));
    await expect(put()).rejects.toMatchObject({ causeCode: 'bucket-network' });
  });
});

describe('the metadata of a document before it is fetched', () => {
  test('one document of one message always has the same id', () => {
    const id = documentIdOf('BT-1', paper('1') as never);
    expect(documentIdOf('BT-1', paper('1', { TenTepDinhKem: 'other' }) as never)).toBe(id);
    expect(documentIdOf('BT-2', paper('1') as never)).not.toBe(id);
    expect(documentIdOf('BT-1', paper('2') as never)).not.toBe(id);
  });

  test.each([
    ['Tờ khai.PDF', 'Tờ khai.PDF', 'application/pdf'],
    ['C:\\anh\\x.jpeg', 'C__anh_x.jpeg', 'image/jpeg'],
    ['x\u202efdp.exe', 'x_fdp.exe', 'application/octet-stream'],
    ['../../etc/passwd', '__.._etc_passwd', 'application/octet-stream'],
    ['..', '_', 'application/octet-stream'],
    [`${'a'.repeat(400)}.docx`, `${'a'.repeat(195)}.docx`, expect.stringContaining('wordprocessing')],
  ])('%s', (name, fits, type) => {
    expect(announced('BT-1', paper('1', { TenTepDinhKem: name }) as never, CODES)).toMatchObject({
      fileName: fits,
      contentType: type,
    });
  });

  test('an unknown component code is not stored in the row', () => {
    for (const MaThanhPhanHoSo of ['Giấy tờ khác', 'certificate-request', 'KQ.G00.999999']) {
      expect(announced('BT-1', paper('1', { MaThanhPhanHoSo }) as never, CODES).component).toBe('unknown');
    }
  });

  test('a sanitised name is valid', () => {
    for (const name of [' ', '.', 'a/b', '\u0000', `a${'😀'.repeat(150)}`, `${'ấ'.repeat(300)}.pdf`.normalize('NFD')]) {
      expect(fileNameOf(['']).safeParse(fitFileName(name)).success, name).toBe(true);
    }
  });
});
