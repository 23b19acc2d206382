import * as z from 'zod/mini';
import { bodyOf, type Call, json, type Reply } from '../kit/http.ts';
import { runSimulator } from '../kit/simulator.ts';
import { type Delivered, type Endpoint, endpointSchema, tally, verify } from './endpoints.ts';
import { agencyPage } from './page.ts';

const settingsSchema = z.strictObject({ apiUrl: z.optional(z.url()), endpoints: z.optional(z.array(endpointSchema)) });
const STATUS = { ok: 200, error: 500, gone: 410, slow: 200 } as const;

await runSimulator(() => {
  const endpoints = new Map<string, Endpoint>();
  const delivered: Delivered[] = [];

  const receive = async (call: Call): Promise<Reply> => {
    const path = call.params.path ?? '';
    const endpoint = endpoints.get(path);
    const behaviour = endpoint?.behaviour ?? 'ok';
    // Verified before any delay: the library rejects timestamps more than five minutes off.
    const verdict = verify(endpoint, call.headers, call.text);
    if (behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, endpoint?.slowMs ?? 30_000));
    const status = !endpoint ? 404 : verdict.valid ? STATUS[behaviour] : 401;
    delivered.push({
      at: new Date().toISOString(),
      endpoint: path,
      eventId: call.headers['webhook-id'] ?? '',
      timestamp: call.headers['webhook-timestamp'] ?? '',
      ...(call.headers['x-correlation-id'] !== undefined && { correlationId: call.headers['x-correlation-id'] }),
      ...verdict,
      status,
      body: call.text,
    });
    return json({ received: verdict.valid }, status);
  };

  return {
    title: 'Hệ thống của cơ quan nhận sự kiện',
    subtitle: 'Kiểm tra chữ ký Standard Webhooks của từng lần gửi',
    routes: [
      { method: 'POST', path: '/hooks/:path', handle: receive },
      {
        method: 'POST',
        path: '/control/endpoints',
        handle: (call) => {
          const given = z.parse(endpointSchema, bodyOf(call));
          const endpoint = { ...endpoints.get(given.path), ...given };
          endpoints.set(given.path, endpoint);
          return json({ path: endpoint.path, behaviour: endpoint.behaviour ?? 'ok' });
        },
      },
    ],
    service: ({ params }) => params.path,
    state: () => ({
      endpoints: [...endpoints.values()].map(({ secret, ...endpoint }) => ({
        ...endpoint,
        secret: secret !== undefined,
      })),
      deliveries: delivered,
      events: tally(delivered),
    }),
    reset: () => {
      endpoints.clear();
      delivered.length = 0;
    },
    configure: (given) => {
      for (const endpoint of z.parse(settingsSchema, given).endpoints ?? []) endpoints.set(endpoint.path, endpoint);
    },
    page: () => agencyPage([...endpoints.values()], delivered),
  };
});
