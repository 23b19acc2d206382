import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { examine } from '../../../../functions/documents/verification/examine.ts';

/** Examines one file like the function, in a separate process. Prints verdict, memory (MiB) and CPU time (s). */
const [path = '', contentType = ''] = process.argv.slice(2);
const hash = createHash('sha256');
for await (const part of createReadStream(path)) hash.update(part);
const { size } = statSync(path);
const reason = await examine(
  { versionId: 'v', size, content: createReadStream(path), discard: async () => undefined },
  {
    documentId: 'd',
    component: 'c',
    kind: 'component',
    fileName: 'f',
    contentType,
    size,
    sha256: hash.digest('hex'),
  },
);
const { user, system } = process.cpuUsage();
process.stdout.write(
  JSON.stringify({
    reason: reason ?? 'taken',
    memory: Math.round(process.resourceUsage().maxRSS / 1024),
    seconds: Math.round((user + system) / 10_000) / 100,
  }),
);
