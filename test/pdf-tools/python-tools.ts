import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { installTools } from '../../local/launcher/python/install.ts';

const TOOLS = { name: 'pdf-tools', requirements: join(import.meta.dirname, 'requirements.txt') };
const REPORT = join(import.meta.dirname, 'report.py');

export type FileReport = {
  readonly pages: readonly {
    /** Points. */
    readonly width: number;
    readonly height: number;
    readonly text: string;
    /** What the QR codes of the page's picture say. */
    readonly codes: readonly string[];
    /** Left, bottom, right, top of each piece of text. */
    readonly boxes: readonly (readonly [number, number, number, number])[];
  }[];
  /** Name, and whether it is embedded. */
  readonly fonts: Readonly<Record<string, boolean>>;
  readonly info: Readonly<Record<string, string>>;
};

export type SignatureReport = {
  readonly field: string;
  readonly intact: boolean;
  readonly valid: boolean;
  readonly trusted: boolean;
  readonly coverage: string;
  readonly signer: string;
  readonly at: string | null;
  readonly mechanism: string;
  readonly subFilter: string;
  readonly attributes: readonly string[];
};

/** Greyscale, one byte for each pixel, row by row. */
export type Picture = { readonly width: number; readonly height: number; readonly pixels: Buffer };

type Request =
  | { readonly do: 'draw'; readonly path: string }
  | { readonly do: 'read'; readonly path: string }
  | { readonly do: 'verify'; readonly path: string; readonly root: string };

async function ask(requests: readonly Request[]): Promise<unknown[]> {
  const child = spawn(await installTools(TOOLS), [REPORT], { stdio: ['pipe', 'pipe', 'pipe'] });
  const [out, complaint, code] = await Promise.all([
    collected(child.stdout),
    collected(child.stderr),
    ended(child),
    child.stdin.end(JSON.stringify(requests)),
  ]);
  if (code !== 0) throw new Error(`report.py ended with ${code}: ${complaint.slice(-2000)}`);
  return JSON.parse(out) as unknown[];
}

async function collected(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** What PDFium and a QR reader find in files. */
export async function readPdfs(paths: readonly string[]): Promise<readonly FileReport[]> {
  return (await ask(paths.map((path) => ({ do: 'read', path })))) as FileReport[];
}

/** What pyHanko says about a file's signatures, trusting one certificate (a PEM file). */
export async function verifyPdf(path: string, root: string): Promise<readonly SignatureReport[]> {
  return (await ask([{ do: 'verify', path, root }]))[0] as SignatureReport[];
}

/** The pages of a file at 108 dots an inch, as PDFium draws them. */
export async function drawPages(path: string): Promise<readonly Picture[]> {
  const [pages = []] = (await ask([{ do: 'draw', path }])) as { width: number; height: number; pixels: string }[][];
  return pages.map((page) => ({ ...page, pixels: Buffer.from(page.pixels, 'base64') }));
}
