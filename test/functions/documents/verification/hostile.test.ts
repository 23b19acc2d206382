import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEMORY_MIB, TIMEOUT_SECONDS } from '../../../../functions/documents/verification/limits.ts';
import { MAX_FILE_BYTES } from '../../../../shared/documents/file-types.ts';
import { DOCUMENT_REFUSALS } from '../../../../shared/documents/refusals.ts';
import { HOSTILE } from './hostile-files.ts';

const run = promisify(execFile);
const worker = join(import.meta.dirname, 'hostile-worker.ts');

/** Share of the function's timeout allowed for an examination: the function has about half a vCPU. */
const SHARE = 1 / 3;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that exhausts time or memory', () => {
  it.each(HOSTILE)('gets a verdict within the memory and time of the function: %s', async (_, type, make) => {
    const path = join(folder, 'file');
    const bytes = make();
    expect(bytes.length).toBeLessThanOrEqual(MAX_FILE_BYTES);
    writeFileSync(path, bytes);
    const { stdout } = await run(process.execPath, [`--max-old-space-size=${MEMORY_MIB}`, worker, path, type]);
    const { reason, memory, seconds } = JSON.parse(stdout);
    expect([...Object.keys(DOCUMENT_REFUSALS), 'taken']).toContain(reason);
    expect(memory).toBeLessThan(MEMORY_MIB);
    expect(seconds).toBeLessThan(TIMEOUT_SECONDS * SHARE);
  });
});
