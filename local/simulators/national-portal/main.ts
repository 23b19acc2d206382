import * as z from 'zod/mini';
import { BadRequest, bodyOf, json, type Reply, type Route } from '../kit/http.ts';
import { runSimulator } from '../kit/simulator.ts';
import { loadCatalogue, procedureEntrySchema } from './catalogue.ts';
import { Dossiers } from './dossiers.ts';
import { invalid, loginFailed, PortalError, wrongAgency } from './errors.ts';
import { PortalFiles } from './files.ts';
import { portalPage } from './page.ts';
import { complete, pushSchema, sendMessage } from './push.ts';
import { integrationServices, type Service, serviceNamed, shareServices } from './services.ts';
import { Sessions } from './sessions.ts';

// Rejections quote the schema's findings; the portal answers in Vietnamese.
z.config(z.locales.vi());

const path = z.string().check(z.regex(/^\/[\w./-]+$/));
const settingsSchema = z.strictObject({
  apiUrl: z.optional(z.url()),
  issuer: z.optional(z.url()),
  clientId: z.optional(z.string()),
  clientSecret: z.optional(z.string()),
  username: z.optional(z.string()),
  password: z.optional(z.string()),
  /** Required value of header `dstcode`; null: any or none. */
  dstcode: z.optional(z.nullable(z.string())),
  /** `madonvi` of the province, and where pushes without `MaDonVi` go. */
  agencyCode: z.optional(z.string()),
  authPath: z.optional(path),
  integrationPath: z.optional(path),
  sharePath: z.optional(path),
  sessionMs: z.optional(z.int().check(z.positive())),
  retryMs: z.optional(z.int().check(z.positive())),
  maxAttempts: z.optional(z.int().check(z.positive())),
  /** Replace the procedures of the same code. */
  procedures: z.optional(z.array(procedureEntrySchema)),
});

const START = {
  apiUrl: '',
  issuer: '',
  clientId: 'cong-dvcqg',
  clientSecret: 'mo-phong-cong-dvcqg',
  username: 'motcua',
  password: 'mo-phong',
  dstcode: null as string | null,
  agencyCode: 'H50',
  authPath: '/login',
  integrationPath: '/integration',
  sharePath: '/share',
};

const loginSchema = z.object({ username: z.string(), password: z.string() });

await runSimulator(({ url, outbox }) => {
  const settings = { ...START };
  const dossiers = new Dossiers();
  const sessions = new Sessions();
  const files = new PortalFiles(url);
  const catalogue = loadCatalogue();
  const integration = integrationServices(dossiers, catalogue);
  const share = shareServices(catalogue);
  const pushed: { message: unknown; copies: number }[] = [];

  const login = (body: unknown, dstcode: string | undefined): Reply => {
    const given = z.safeParse(loginSchema, body);
    if (settings.dstcode !== null && dstcode !== settings.dstcode) throw loginFailed();
    if (given.data?.username !== settings.username || given.data.password !== settings.password) throw loginFailed();
    return json({ error_code: 0, session: sessions.open() });
  };

  const call = (services: Readonly<Record<string, Service>>, body: unknown): Reply => {
    if (typeof body !== 'object' || body === null) throw invalid('thân không phải đối tượng JSON');
    const request = body as Record<string, unknown>;
    sessions.check(request.session);
    if (request.madonvi !== settings.agencyCode) throw wrongAgency(String(request.madonvi));
    return json({ error_code: '0', message: '', result: serviceNamed(services, request.service)(request) });
  };

  const contract: Route = {
    method: 'POST',
    path: '/*',
    handle: (received) => {
      try {
        const body = bodyOf(received);
        if (received.path === settings.authPath) return login(body, received.headers.dstcode);
        if (received.path === settings.integrationPath) return call(integration, body);
        if (received.path === settings.sharePath) return call(share, body);
        throw new BadRequest('No such address.', 404);
      } catch (error) {
        if (error instanceof PortalError) return json({ error_code: error.code, message: error.message, result: [] });
        throw error;
      }
    },
  };

  const push: Route = {
    method: 'POST',
    path: '/control/push',
    handle: (received) => {
      if (!settings.apiUrl || !settings.issuer) throw new BadRequest('Configure apiUrl and issuer first.');
      const message = complete(z.parse(pushSchema, bodyOf(received)), settings, { catalogue, files });
      if (message.LoaiBanTin === 'TAO_MOI') dossiers.file(message);
      const copies = sendMessage(message, settings, outbox);
      pushed.push({ message, copies: copies.length });
      return json(message);
    },
  };

  return {
    title: 'Cổng Dịch vụ công quốc gia',
    subtitle: 'Hồ sơ đã đồng bộ và bản tin đẩy về địa phương',
    routes: [
      push,
      {
        method: 'POST',
        path: '/control/expire-sessions',
        handle: () => {
          sessions.expireAll();
          return json({ expired: true });
        },
      },
      {
        method: 'GET',
        path: '/files/:id/:name',
        handle: ({ params }) => {
          const file = files.get(params.id ?? '');
          if (!file) throw new BadRequest('No such file.', 404);
          return { status: 200, body: file.content, type: 'application/octet-stream' };
        },
      },
      contract,
    ],
    service: ({ method, text }) => (method === 'POST' ? /"service"\s*:\s*"(\w+)"/.exec(text)?.[1] : undefined),
    state: () => ({
      settings: { ...settings, password: undefined, clientSecret: undefined },
      sessions: sessions.live(),
      dossiers: dossiers.all(),
      pushed,
      deliveries: outbox.deliveries,
    }),
    reset: () => {
      dossiers.clear();
      sessions.expireAll();
      files.clear();
      pushed.length = 0;
    },
    configure: (given) => {
      const { sessionMs, retryMs, maxAttempts, procedures, ...rest } = z.parse(settingsSchema, given);
      Object.assign(settings, rest);
      sessions.lifetimeMs = sessionMs ?? sessions.lifetimeMs;
      outbox.rule.retryMs = retryMs ?? outbox.rule.retryMs;
      outbox.rule.maxAttempts = maxAttempts ?? outbox.rule.maxAttempts;
      for (const procedure of procedures ?? []) {
        const known = catalogue.procedures.findIndex((p) => p.MATTHC === procedure.MATTHC);
        catalogue.procedures.splice(known < 0 ? catalogue.procedures.length : known, known < 0 ? 0 : 1, procedure);
      }
    },
    page: () => portalPage(dossiers, outbox.deliveries),
  };
});
