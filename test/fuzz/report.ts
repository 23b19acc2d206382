import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

type Encoded = { readonly $base64: string };
export type Interaction = {
  readonly request: {
    readonly method: string;
    readonly uri: string;
    readonly headers: Readonly<Record<string, readonly string[]>>;
    readonly body?: Encoded | null;
  };
  readonly response?: { readonly status_code: number; readonly content?: Encoded | null } | null;
};
type Check = {
  readonly name: string;
  readonly status: string;
  readonly failure_info?: { readonly failure: { readonly title: string; readonly message: string } };
};
type Event = {
  readonly ScenarioFinished?: {
    readonly recorder: {
      readonly cases?: Readonly<Record<string, { readonly value: { readonly method: string; readonly path: string } }>>;
      readonly checks?: Readonly<Record<string, readonly Check[]>>;
      readonly interactions?: Readonly<Record<string, Interaction>>;
    };
  };
  readonly NonFatalError?: { readonly label?: string; readonly value?: { readonly type?: string } };
};

export type Failure = {
  /** `POST /v1/dossiers`. */
  readonly operation: string;
  readonly check: string;
  readonly message: string;
  readonly interaction: Interaction;
};

export type Findings = {
  /** Requests by operation and status. */
  readonly requests: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly failures: readonly Failure[];
  /** What the generator itself could not do. */
  readonly errors: readonly string[];
};

/** Said of a caller none of whose answers leads to another request. */
const NOTHING_TO_FOLLOW: ReadonlySet<string> = new Set(['NoLinksFound', 'InvalidDefinition']);

export const textOf = (encoded: Encoded | null | undefined) =>
  Buffer.from(encoded?.$base64 ?? '', 'base64').toString('utf8');

/** What reports of schemathesis say, read line by line: reports grow to some hundred megabytes. */
export async function readReports(paths: readonly string[]): Promise<Findings> {
  const requests = new Map<string, Map<number, number>>();
  const failures: Failure[] = [];
  const errors: string[] = [];
  for await (const line of linesOf(paths)) {
    const { ScenarioFinished: scenario, NonFatalError: error } = JSON.parse(line) as Event;
    if (error && !NOTHING_TO_FOLLOW.has(error.value?.type ?? ''))
      errors.push(`${error.label ?? ''} ${JSON.stringify(error.value ?? error)}`.slice(0, 500));
    if (!scenario) continue;
    const { cases = {}, checks = {}, interactions = {} } = scenario.recorder;
    for (const [id, interaction] of Object.entries(interactions)) {
      const { method = '', path = '' } = cases[id]?.value ?? {};
      const operation = `${method} ${path}`;
      const byStatus = requests.get(operation) ?? new Map<number, number>();
      const status = interaction.response?.status_code ?? 0;
      requests.set(operation, byStatus.set(status, (byStatus.get(status) ?? 0) + 1));
      if (status === 0) failures.push({ operation, check: 'answered', message: 'No answer came.', interaction });
      for (const { name, status: outcome, failure_info } of checks[id] ?? []) {
        if (outcome === 'success') continue;
        const { title = '', message = '' } = failure_info?.failure ?? {};
        failures.push({ operation, check: name, message: `${title}. ${message}`, interaction });
      }
    }
  }
  return { requests, failures, errors };
}

async function* linesOf(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) yield* createInterface({ input: createReadStream(path) });
}

/** The request as one may repeat it. Tokens are not in reports: `$TOKEN` stands for the role's. */
export function curl({ request }: Interaction): string {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const skipped = new Set(['user-agent', 'accept', 'accept-encoding', 'connection', 'content-length', 'authorization']);
  const headers = Object.entries(request.headers).filter(([name]) => !skipped.has(name.toLowerCase()));
  return [
    `curl -X ${request.method} ${quote(request.uri)}`,
    ...('Authorization' in request.headers ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...headers.map(([name, values]) => `-H ${quote(`${name}: ${values.join(', ')}`)}`),
    ...(request.body ? [`--data-raw ${quote(textOf(request.body))}`] : []),
  ].join(' ');
}
