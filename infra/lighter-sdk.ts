import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

const SCHEMAS = /node_modules\/@aws-sdk\/client-[a-z0-9-]+\/dist-es\/schemas\/schemas_\d+\.js$/;
const HTTP_HANDLER = /^@smithy\/node-http-handler$/;
const MANIFEST = /node_modules\/@aws-sdk\/client-[a-z0-9-]+\/package\.json$/;

const INSTANCE_REGION = /node_modules\/@smithy\/core\/dist-es\/.*\/getInstanceMetadataRegion\.js$/;

const EVENT_STREAMS = /^@smithy\/core\/event-streams$/;

const CONSTANT = /^const (_\w+) = ("[^"\\\n]*");$/gm;
const COMPUTED_KEY = /([{,]\s*)\[(_\w+)\]:/g;

/**
 * Pure: inlines the property names in a client's schemas. The SDK writes `{ [_hQ]: 1 }` where `_hQ` is a
 * constant text; a bundler must assume that evaluating the name has an effect, so it keeps the schemas of every
 * operation. Inlined, only those of the operations in use remain.
 */
export function withPlainKeys(schemas: string): string {
  const texts = new Map([...schemas.matchAll(CONSTANT)].map(([, name, text]) => [name, text]));
  return schemas.replaceAll(COMPUTED_KEY, (whole, before: string, name: string) => {
    const text = texts.get(name);
    return text === undefined ? whole : `${before}${text}:`;
  });
}

/** Removes from the AWS clients what no function can need; the rest is unchanged. */
export const lighterSdk: Plugin = {
  name: 'lighter-sdk',
  setup(build) {
    build.onLoad({ filter: SCHEMAS }, ({ path }) => ({
      contents: withPlainKeys(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
    // The clients load it only for operations that answer with an event stream; we use none.
    build.onResolve({ filter: EVENT_STREAMS }, () => ({ path: 'event-streams', namespace: 'left-out' }));
    build.onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} are left out of the bundle`)});`,
    }));
    // Every client gets the handler that bounds its calls (`shared/platform/aws/client.ts`), which returns whole bodies.
    build.onResolve({ filter: HTTP_HANDLER }, () => ({ path: 'http-handler', namespace: 'replaced' }));
    build.onLoad({ filter: /./, namespace: 'replaced' }, () => ({
      contents: `
        export const NodeHttpHandler = {
          create(handler) {
            if (typeof handler?.handle === 'function') return handler;
            throw new Error('a client of AWS is made by shared/platform/aws/client.ts only');
          },
        };
        export const streamCollector = (body) => body;`,
    }));
    // Lambda sets the region in the environment; there is no instance metadata to query.
    build.onLoad({ filter: INSTANCE_REGION }, () => ({
      contents: 'export const getInstanceMetadataRegion = async () => undefined;',
    }));
    // A client reads its version from its manifest and would bundle all of it.
    build.onLoad({ filter: MANIFEST }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
