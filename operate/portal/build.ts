import { extname, join } from 'node:path';
import { build, type Rolldown } from 'vite';

/** A built file of the portal. */
export type PortalFile = { readonly body: string | Uint8Array; readonly contentType: string };

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Builds the pages in memory. @returns the files by their path, `/index.html` among them */
export async function buildPortal(): Promise<ReadonlyMap<string, PortalFile>> {
  const built = (await build({
    configFile: join(import.meta.dirname, '..', '..', 'portal', 'vite.config.ts'),
    logLevel: 'warn',
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  return new Map(
    built.output.map((file) => [
      `/${file.fileName}`,
      {
        body: file.type === 'chunk' ? file.code : file.source,
        contentType: TYPES[extname(file.fileName)] ?? 'application/octet-stream',
      },
    ]),
  );
}
