import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Hash } from '@smithy/core/serde';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardDutyScan } from '../../../../functions/documents/verification/malware/guard-duty.ts';
import { MalwareScanError } from '../../../../functions/documents/verification/malware/malware-scan.ts';
import { documentsBucket } from '../../../../shared/platform/files/bucket.ts';

/** S3 and GuardDuty calls used by verification. */
let server: Server;
let answer: { readonly status: number; readonly body: string };
let asked: { readonly url: string; readonly method: string; readonly authorization: string; readonly body: string };
let scan: ReturnType<typeof guardDutyScan>;

beforeAll(async () => {
  server = createServer(async (request: IncomingMessage, response) => {
    const { url = '', method = '', headers } = request;
    asked = { url, method, authorization: headers.authorization ?? '', body: await text(request) };
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const caller = {
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    region: 'ap-southeast-1',
    sha256: Hash.bind(null, 'sha256'),
  } as unknown as Parameters<typeof documentsBucket>[1];
  const bucket = documentsBucket({ DOCUMENTS_BUCKET: 'files', AWS_ENDPOINT_URL }, caller);
  scan = guardDutyScan({ AWS_ENDPOINT_URL }, caller, bucket);
});
afterAll(() => server.close());

const tags = (...pairs: readonly (readonly [string, string])[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet>${pairs
    .map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`)
    .join('')}</TagSet></Tagging>`;

describe('the tag of a version', () => {
  it.each([
    ['is the scan status', tags(['GuardDutyMalwareScanStatus', 'THREATS_FOUND']), 'THREATS_FOUND'],
    [
      'lies among others',
      tags(['a', 'FAILED'], ['GuardDutyMalwareScanStatus', 'NO_THREATS_FOUND']),
      'NO_THREATS_FOUND',
    ],
    ['is not there', tags(), undefined],
    ['is another one', tags(['GuardDutyMalwareScanStatusX', 'NO_THREATS_FOUND']), undefined],
    ['only names it', tags(['a', 'GuardDutyMalwareScanStatus'], ['b', 'NO_THREATS_FOUND']), undefined],
    ['an unknown status', tags(['GuardDutyMalwareScanStatus', 'PERHAPS']), undefined],
  ])('%s', async (_, body, expected) => {
    answer = { status: 200, body };
    expect(await scan.statusOf('a/b', 'v1')).toBe(expected);
    expect(asked).toMatchObject({ method: 'GET', url: '/files/a/b?tagging=&versionId=v1' });
  });

  it('is none when the version is gone; any other response is an error', async () => {
    answer = { status: 404, body: '' };
    expect(await scan.statusOf('a/b', 'v1')).toBeUndefined();
    answer = { status: 403, body: tags(['GuardDutyMalwareScanStatus', 'NO_THREATS_FOUND']) };
    await expect(scan.statusOf('a/b', 'v1')).rejects.toBeInstanceOf(MalwareScanError);
  });
});

describe('a rescan', () => {
  it('is requested with version and signature', async () => {
    answer = { status: 200, body: '' };
    await scan.scanAgain('a/b', 'v1');
    expect(asked).toMatchObject({ method: 'POST', url: '/object-malware-scan/send' });
    expect(asked.authorization).toContain('/ap-southeast-1/guardduty/aws4_request');
    expect(JSON.parse(asked.body)).toEqual({ s3Object: { bucket: 'files', key: 'a/b', versionId: 'v1' } });
  });

  it('is an error when the request is rejected', async () => {
    answer = { status: 403, body: '' };
    await expect(scan.scanAgain('a/b', 'v1')).rejects.toBeInstanceOf(MalwareScanError);
  });
});
