import { type ApiAnswer, ApiClient, type Ask } from '../../../local/demo/api/client.ts';
import { agrees, compare } from '../../../local/demo/compare.ts';
import { scenarios } from '../../../local/demo/scenarios.ts';
import { people, Stage } from '../../../local/demo/stage.ts';
import { subscribe } from '../../../local/demo/subscriber.ts';
import type { Walk } from '../../../local/demo/walk.ts';
import type { Environment } from '../../../local/launcher/environment.ts';
import { clientToken } from '../../../local/simulators/identity/sign-in.ts';
import { errands } from './errands.ts';
import { seldom } from './seldom.ts';

/** How often a client retries a server error, with the same key, before giving up. */
const PATIENCE = 300;

/** The longest `Retry-After` that a client follows. Seconds. */
const COMES_BACK_S = 3_600;

/** The `Retry-After` of a client that asked too often, seconds: retries of what failed on our side count, too. */
const toldToWait = ({ body, headers }: ApiAnswer): number =>
  body.code === 'too-many-requests' ? Number(headers.get('retry-after')) : 0;

/** A failure on our side, a request in progress, or a limit that ends within the hour. */
const isPassing = (answer: ApiAnswer): boolean =>
  answer.status >= 500 ||
  answer.body.code === 'request-in-progress' ||
  (answer.body.code === 'too-many-requests' && toldToWait(answer) <= COMES_BACK_S);

/** A client as a good portal has it: what failed on our side or on the way is repeated with the same key. */
class PatientClient extends ApiClient {
  override async ask(method: string, path: string, ask: Ask = {}): Promise<ApiAnswer> {
    const key = ask.idempotencyKey === undefined && method !== 'GET' ? { idempotencyKey: crypto.randomUUID() } : {};
    for (let tries = 1; ; tries += 1) {
      const answer = await super.ask(method, path, { ...ask, ...key }).catch((error: Error) => error);
      const passing = answer instanceof Error || isPassing(answer);
      if (!passing) return answer;
      if (tries === PATIENCE)
        throw answer instanceof Error ? answer : new Error(`${method} ${path}: ${answer.status} for ever`);
      const told = answer instanceof Error ? 0 : toldToWait(answer) * 1_000;
      await new Promise((resolve) => setTimeout(resolve, Math.max(told, 500 * Math.min(tries, 10))));
    }
  }
}

class WorldStage extends Stage {
  readonly #known = new Map<string, Promise<ApiClient>>();

  override as(who: string): Promise<ApiClient> {
    const client = this.#known.get(who) ?? this.#signIn(who);
    this.#known.set(who, client);
    return client;
  }

  async #signIn(who: string): Promise<ApiClient> {
    const { issuer, apiUrl } = this.environment;
    const system = people.clients.find((client) => client.clientId === who);
    const token =
      system === undefined
        ? ((await (await fetch(`${issuer}/token?who=${who}`)).json()) as { access_token: string }).access_token
        : await clientToken(issuer, system.clientId, system.clientSecret, system.scope);
    return new PatientClient(apiUrl, token);
  }
}

let stage: WorldStage | undefined;
const walks: Walk[] = [];

/** Lets the people into the province, and one agency subscribe to everything. */
export async function arrive(environment: Environment): Promise<void> {
  stage = new WorldStage(environment);
  await subscribe(stage);
}

/** Runs what is to be done beside dossiers, once. @returns what went wrong, if anything did */
export async function run(): Promise<Told> {
  const title = 'Errands';
  try {
    if (stage === undefined) throw new Error('the client is not initialised');
    await errands(stage);
    return { title };
  } catch (error) {
    return { title, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** As {@link run}, by the ways of {@link seldom}. */
export async function wander(): Promise<string> {
  if (stage === undefined) throw new Error('the client is not initialised');
  return seldom(stage);
}

export type Told = { readonly title: string; readonly dossierId?: string; readonly problem?: string };

/** Number of scenarios. */
export const stories = (): number => scenarios().length;

/** Lives one story to its end. */
export async function live(index: number): Promise<Told> {
  const all = scenarios();
  const scenario = all[index % all.length];
  if (stage === undefined || scenario === undefined) throw new Error('the client is not initialised');
  try {
    const walk = await scenario.play(stage);
    walks.push(walk);
    const { status } = await walk.read();
    const problem = status === scenario.ends ? {} : { problem: `ended ${status} instead of ${scenario.ends}` };
    return { title: scenario.title, dossierId: walk.dossierId, ...problem };
  } catch (error) {
    return { title: scenario.title, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The answer to a GET or, with a body, to a POST. */
export async function look(who: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  if (stage === undefined) throw new Error('the client is not initialised');
  return (await stage.as(who)).must(body === undefined ? 'GET' : 'POST', path, { body });
}

/** Dossiers about which a partner and we do not agree, with what each holds. */
export async function disagreements(): Promise<readonly string[]> {
  if (stage === undefined) return [];
  const compared = await compare(stage, walks, 1_000);
  return compared
    .filter((one) => !agrees(one))
    .map(
      ({ dossierCode, ours, portals, portalStatus, events, received }) =>
        `${dossierCode}: ours ${ours.join(' ')} | portal ${portals.join(' ')} (${portalStatus}) | events ${events}, received ${received}`,
    );
}
