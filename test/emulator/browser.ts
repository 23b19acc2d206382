import type { ApiAnswer } from '../../local/demo/api/client.ts';
import { environment } from './kit.ts';

const { portalUrl } = environment;

/** What the portal's own script sends with whatever is not a GET. */
export const OURS = { 'x-requested-by': 'portal', 'sec-fetch-site': 'same-origin' };

/** A person's browser: it keeps cookies by origin and follows redirects, as far as it is told. */
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>();

  /** Cookies of the portal. */
  get cookies(): Map<string, string> {
    return this.#jar(portalUrl);
  }

  /** A request of the portal's script, answered with whatever comes. */
  async ask(method: string, path: string, headers: Record<string, string> = {}, body?: unknown): Promise<ApiAnswer> {
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await this.#send(`${portalUrl}${path}`, {
      method,
      headers: { ...content, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : { text } };
  }

  /** Signs a person in by way of the provider's page. @returns the answer of the portal's callback */
  async signIn(personId: string, query = 'return=/ho-so'): Promise<ApiAnswer> {
    return this.ask('GET', await this.provided(personId, query));
  }

  /** The portal's callback address, with the answer of the provider in it. */
  async provided(personId: string, query = 'return=/ho-so'): Promise<string> {
    const begun = await this.ask('GET', `/session/sign-in?${query}`);
    let url = begun.headers.get('location') ?? '';
    let form: URLSearchParams | undefined;
    for (let step = 0; step < 10; step += 1) {
      const response = await this.#send(url, form === undefined ? {} : { method: 'POST', body: form });
      const location = response.headers.get('location');
      await response.arrayBuffer();
      form = location === null ? new URLSearchParams({ personId }) : undefined;
      url = new URL(location ?? '', url).href;
      if (url.startsWith(portalUrl)) return url.slice(portalUrl.length);
    }
    throw new Error(`the sign-in of ${personId} goes round in circles`);
  }

  /** Text of a page of another origin, where the person may be signed in, too. */
  async visit(url: string): Promise<string> {
    return (await this.#send(url, {})).text();
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    const jar = this.#jar(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), ...(cookie !== '' && { cookie }) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0\b|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  #jar(url: string): Map<string, string> {
    const { origin } = new URL(url);
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }
}

/** A browser in which a person is signed in. */
export async function signedIn(personId: string): Promise<Browser> {
  const browser = new Browser();
  await browser.signIn(personId);
  return browser;
}
