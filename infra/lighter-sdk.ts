import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const SCHEMAS = /node_modules\/@aws-sdk\/client-[a-z0-9-]+\/dist-es\/schemas\/schemas_\d+\.js$/;
const HTTP_HANDLER = /^@smithy\/node-http-handler$/;
const MANIFEST = /node_modules\/@aws-sdk\/client-[a-z0-9-]+\/package\.json$/;

const ENDPOINT_RULES = /node_modules\/@aws-sdk\/client-[a-z0-9-]+\/dist-es\/endpoint\/endpointResolver\.js$/;
const INSTANCE_REGION = /node_modules\/@smithy\/core\/dist-es\/.*\/getInstanceMetadataRegion\.js$/;

const EVENT_STREAMS = /^@smithy\/core\/event-streams$/;

const CONSTANT = /^const (_\w+) = ("[^"\\\n]*");$/gm;
const COMPUTED_KEY = /([{,]\s*)\[(_\w+)\]:/g;
/** An error's schema with no field but its message and no name of another protocol. */
const PLAIN_ERROR =
  /^export var (\w+)\$ = \[-3, n0, _\w+,\s*\{ \[_e\]: _\w+(?:, \[_hE\]: \d+)? \},\s*\[_[mM]\],\s*\[0\]\s*\];/gm;
/** The address of a service where nothing special is asked for, in its client's rules. */
const ADDRESS = /"https:\/\/([a-z]+)\.\{Region\}\.(?:amazonaws\.com|\{PartitionResult#dnsSuffix\})"/;

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

/**
 * Pure: without the registration of errors that say nothing but a message. The SDK then makes the service's base error of
 * them, with the same name, message and status, and their classes stay out of the bundle: we know errors by name.
 */
export function withoutPlainErrors(schemas: string): string {
  const plain = new Set([...schemas.matchAll(PLAIN_ERROR)].map(([, name]) => name));
  return schemas.replaceAll(/^n0_registry\.registerError\((\w+)\$, \w+\);$/gm, (whole, name: string) =>
    plain.has(name) ? '' : whole,
  );
}

/**
 * Pure: the module that says where a service is, in place of the client's rules and their table of all AWS partitions. We run in
 * AWS's public regions or at an endpoint that is told; what else the rules know is refused.
 * @param rules source of the client's own rules, which name the service
 * @throws Error when they do not
 */
export function plainEndpoint(rules: string): string {
  const [, service] = ADDRESS.exec(rules) ?? [];
  if (service === undefined) throw new Error('the rules of a client of AWS name no address of its service');
  return `
    const PUBLIC = /^(us|eu|ap|sa|ca|me|af|il|mx)-\\w+-\\d+$/;
    export const defaultEndpointResolver = ({ Endpoint, Region, UseFIPS, UseDualStack }) => {
      if (UseFIPS || UseDualStack || !(Endpoint || PUBLIC.test(Region)))
        throw new Error('infra/lighter-sdk.ts knows the usual endpoints of public regions only, not of ' + Region);
      return { url: new URL(Endpoint ?? 'https://${service}.' + Region + '.amazonaws.com'), properties: {}, headers: {} };
    };`;
}

/** Sources of the SDK that no function can come to, and what stands in their place. */
const NEVER_USED: readonly (readonly [filter: RegExp, contents: string])[] = [
  // Every operation has the endpoint of its region.
  [
    /@aws-sdk\/middleware-endpoint-discovery\/dist-es\/index\.js$/,
    `export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
       environmentVariableSelector: () => undefined,
       configFileSelector: () => undefined,
       default: false,
     };
     export const resolveEndpointDiscoveryConfig = (config) => config;`,
  ],
  [
    /@aws-sdk\/client-dynamodb\/dist-es\/commands\/DescribeEndpointsCommand\.js$/,
    'export class DescribeEndpointsCommand {}',
  ],
  [
    /@smithy\/core\/dist-es\/.*\/service-customizations\/index\.js$/,
    'export const resolveParamsForS3 = async (params) => params;',
  ],
  // For the clients' rules: `plainEndpoint`.
  [/@aws-sdk\/core\/dist-es\/.*\/util-endpoints\/aws\.js$/, 'export const awsEndpointFunctions = {};'],
  // Node has its own.
  [/@smithy\/core\/dist-es\/.*\/Sha256Js\.js$/, 'export class Sha256Js {}'],
  // Signatures of single messages of an event stream.
  [/@smithy\/signature-v4\/dist-es\/HeaderFormatter\.js$/, 'export class HeaderFormatter {}'],
  // No client is given a logger.
  [
    /@aws-sdk\/core\/dist-es\/.*\/loggerMiddleware\.js$/,
    `export const loggerMiddleware = undefined, loggerMiddlewareOptions = undefined;
     export const getLoggerPlugin = () => ({ applyToStack: () => {} });`,
  ],
  // Lists are paged by their readers (`shared/platform/table/page.ts`); made when it is loaded, each brings its command.
  [/@aws-sdk\/lib-dynamodb\/dist-es\/pagination\/\w+Paginator\.js$/, 'export {};'],
  [/@smithy\/core\/dist-es\/.*\/schemaLogFilter\.js$/, 'export const schemaLogFilter = (_, data) => data;'],
  // Modes differ in retries and time-outs, which every client is given.
  [
    /@smithy\/core\/dist-es\/.*\/resolveDefaultsModeConfig\.js$/,
    "export const resolveDefaultsModeConfig = () => async () => 'legacy';",
  ],
  // No client is given any.
  [
    /@aws-sdk\/client-[a-z0-9-]+\/dist-es\/runtimeExtensions\.js$/,
    'export const resolveRuntimeExtensions = (config) => config;',
  ],
  // Lambda has the version of Node; `infra/` says which.
  [
    /\/dist-es\/.*\/emitWarningIfUnsupportedVersion\.js$/,
    'export const emitWarningIfUnsupportedVersion = () => {}, state = {};',
  ],
  // Every client is given its strategy (`shared/platform/aws/client.ts`).
  [/@smithy\/core\/dist-es\/.*\/AdaptiveRetryStrategy\.js$/, 'export class AdaptiveRetryStrategy {}'],
  // Lambda configures by the environment; there are no profiles.
  [
    /@smithy\/core\/dist-es\/.*\/loadSharedConfigFiles\.js$/,
    `export const CONFIG_PREFIX_SEPARATOR = '.';
     export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  ],
  // There is no instance metadata to query.
  [INSTANCE_REGION, 'export const getInstanceMetadataRegion = async () => undefined;'],
];

/** Removes from the AWS clients what no function can need; the rest is unchanged. */
export const lighterSdk: Plugin = {
  name: 'lighter-sdk',
  setup(build) {
    build.onLoad({ filter: SCHEMAS }, ({ path }) => ({
      contents: withPlainKeys(withoutPlainErrors(readFileSync(path, 'utf8'))),
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
    build.onLoad({ filter: ENDPOINT_RULES }, ({ path }) => ({
      contents: plainEndpoint(readFileSync(join(path, '../bdd.js'), 'utf8')),
    }));
    for (const [filter, contents] of NEVER_USED) build.onLoad({ filter }, () => ({ contents }));
    // A client reads its version from its manifest and would bundle all of it.
    build.onLoad({ filter: MANIFEST }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
