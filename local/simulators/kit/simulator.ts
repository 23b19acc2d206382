import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod/mini';
import { type CallLog, callTable, newCallLog } from './call-log.ts';
import { Faults, faultsSchema, type Plan } from './faults.ts';
import type { Html } from './html.ts';
import { page } from './html.ts';
import { BadRequest, bodyOf, type Call, json, match, type Reply, type Route, readText } from './http.ts';
import { Outbox } from './outbox.ts';
import { endWithParent } from './process.ts';

export type Context = { readonly url: string; readonly outbox: Outbox };

/** What one simulator adds to the kit. */
export type Simulator = {
  readonly title: string;
  readonly subtitle: string;
  readonly routes: readonly Route[];
  state(): unknown;
  reset(): void;
  /** @throws when the settings do not fit. */
  configure(settings: unknown): void;
  page(): Html;
  /** Name of the called service, when the path does not contain it. */
  service?(call: Call): string | undefined;
  /** Handles calls that match no route, body unread. */
  readonly fallback?: RequestListener;
};

/** Starts a simulator on `PORT` (0: any free one) and reports it on standard output once it listens. */
export async function runSimulator(build: (context: Context) => Simulator | Promise<Simulator>): Promise<void> {
  const faults = new Faults(process.env.SEED ?? '1');
  const outbox = new Outbox(faults, { retryMs: 1000, maxAttempts: 10 });
  const calls = newCallLog();
  endWithParent();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(Number(process.env.PORT ?? 0), '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const simulator = await build({ url: `http://127.0.0.1:${port}`, outbox });
  const reset = () => {
    faults.set({});
    outbox.reset();
    calls.clear();
    simulator.reset();
    return json({ reset: true });
  };
  const routes = [...controlRoutes(simulator, { faults, calls, reset }), ...simulator.routes];
  server.on('request', (request, response) => void serve(request, response, { simulator, routes, faults, calls }));
  console.log(JSON.stringify({ ready: true, port }));
}

type Control = { faults: Faults; calls: CallLog; reset: () => Reply };

function controlRoutes(simulator: Simulator, { faults, calls, reset }: Control): Route[] {
  const front = () => ({
    status: 200,
    type: 'text/html; charset=utf-8',
    body: page({ ...simulator, refresh: true }, simulator.page(), callTable(calls, faults)),
  });
  return [
    { method: 'GET', path: '/', handle: front },
    { method: 'GET', path: '/health', handle: () => json({ ok: true }) },
    { method: 'GET', path: '/control/state', handle: () => json(simulator.state()) },
    { method: 'GET', path: '/control/calls', handle: () => json(calls.all()) },
    { method: 'POST', path: '/control/reset', handle: reset },
    {
      method: 'POST',
      path: '/control/configure',
      handle: (call) => {
        simulator.configure(bodyOf(call));
        return json({ configured: true });
      },
    },
    {
      method: 'POST',
      path: '/control/faults',
      handle: (call) => {
        faults.set(z.parse(faultsSchema, bodyOf(call)));
        return json(faults.describe());
      },
    },
  ];
}

type Running = { simulator: Simulator; routes: readonly Route[]; faults: Faults; calls: CallLog };

async function serve(request: IncomingMessage, response: ServerResponse, running: Running): Promise<void> {
  const { simulator, routes, faults, calls } = running;
  const target = URL.parse(request.url ?? '/', 'http://127.0.0.1');
  const path = target?.pathname ?? '/';
  const found = firstMatch(routes, request.method ?? '', path);
  const ownBusiness = path === '/' || path === '/health' || path.startsWith('/control/');
  if (!found && simulator.fallback && !ownBusiness) {
    const entry = calls.begin(request.method ?? '', path);
    const plan = faults.plan(path);
    response.once('close', () => entry.end(response.statusCode, plan.verdict));
    if (await hindered(plan, response)) return;
    if (plan.verdict === 'cut-after-work') cutInsteadOfAnswering(response);
    simulator.fallback(request, response);
    return;
  }
  const entry = ownBusiness ? undefined : calls.begin(request.method ?? '', path);
  try {
    const text = await readText(request);
    const call: Call = {
      method: request.method ?? '',
      path,
      query: target?.searchParams ?? new URLSearchParams(),
      rawQuery: target?.search.slice(1) ?? '',
      headers: Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)])),
      text,
      params: found?.params ?? {},
    };
    const service = ownBusiness ? undefined : simulator.service?.(call);
    const plan: Plan = ownBusiness ? { verdict: 'none', latencyMs: 0 } : faults.plan(`${path} ${service ?? ''}`.trim());
    response.once('close', () => entry?.end(response.statusCode, plan.verdict, service));
    if (await hindered(plan, response)) return;
    const reply = found ? await found.route.handle(call) : json({ message: 'No such address.' }, 404);
    if (plan.verdict === 'cut-after-work') response.socket?.destroy();
    else write(response, reply);
  } catch (error) {
    write(response, failure(error));
  }
}

function firstMatch(routes: readonly Route[], method: string, path: string) {
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = match(route.path, path);
    if (params) return { route, params };
  }
  return undefined;
}

/** Waits, then answers with the planned fault, if any. */
async function hindered(plan: Plan, response: ServerResponse): Promise<boolean> {
  if (plan.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, plan.latencyMs));
  if (plan.verdict === 'cut') response.socket?.destroy();
  else if (plan.verdict === 'unavailable') write(response, json({ message: 'Hệ thống tạm ngừng phục vụ.' }, 503));
  else if (plan.verdict === 'error') write(response, json({ message: 'Lỗi hệ thống.' }, 500));
  else return false;
  return true;
}

function cutInsteadOfAnswering(response: ServerResponse): void {
  response.end = () => {
    response.socket?.destroy();
    return response;
  };
}

function failure(error: unknown): Reply {
  if (error instanceof BadRequest) return json({ message: error.message }, error.status);
  if (error instanceof z.core.$ZodError) return json({ message: z.prettifyError(error) }, 400);
  console.error(error);
  return json({ message: 'The simulator itself failed; see its standard error.' }, 500);
}

function write(response: ServerResponse, { status, body, type, headers }: Reply): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers }).end(body);
}
