import { readFileSync } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { handlers } from '../../../../functions/national-portal/inbound/national-portal-inbound.ts';
import { routes } from '../../../../functions/national-portal/inbound/routes.ts';
import { type InboundFiles, inboundFilesSchema } from '../../../../functions/national-portal/inbound-files.ts';
import type { Actor } from '../../../../shared/dossier/actor.ts';
import { AS_SIGNED_IN, byToken } from '../../../../shared/platform/http/access.ts';
import { apiHandler } from '../../../../shared/platform/http/api.ts';
import { type QueuedCommand, queuedCommandSchema } from '../../../../shared/platform/queues/command-queue.ts';
import { procedureSchema } from '../../../../shared/procedure/schema.ts';
import { TableDouble } from '../../../shared/platform/delivery/table-double.ts';

const procedure = procedureSchema.parse(
  JSON.parse(readFileSync(new URL('../../../../shared/procedure/catalogue/2.000488.json', import.meta.url), 'utf8')),
);
const agency = { agencyId: 'H50.12', name: { vi: 'A', en: 'A' }, kind: 'reception', level: 'commune' } as const;

/** The function behind its API, with a table and queues that can be made to fail. */
export function build(scopes: readonly string[] = ['national-portal.push']) {
  const double = new TableDouble();
  const queued: QueuedCommand[] = [];
  const lines: string[] = [];
  const counted: string[] = [];
  const papers: InboundFiles[] = [];
  const order: string[] = [];
  const broken = { queue: false, files: false };
  const logger = new Logger({ serviceName: 'test', logLevel: 'SILENT' });
  for (const level of ['info', 'warn', 'error'] as const) {
    logger[level] = (...said: unknown[]) => void lines.push(JSON.stringify(said));
  }
  const partner: Actor = { kind: 'partner', subject: 'portal', agencyId: 'H50', scopes };
  const api = apiHandler(
    routes,
    handlers({
      table: double.table,
      province: 'quang-tri',
      catalogue: {
        newestProcedure: async (code) => (code === procedure.procedureCode ? procedure : undefined),
        agency: async (id) => (id === agency.agencyId ? agency : undefined),
      },
      queue: {
        async send(command) {
          if (broken.queue) throw new Error('queue down');
          queuedCommandSchema.parse(command);
          queued.push(command);
          order.push('command');
        },
      },
      files: {
        async send(message) {
          if (broken.files) throw new Error('queue down');
          papers.push(inboundFilesSchema.parse(message));
          order.push('papers');
        },
      },
      fileHosts: ['files.example.invalid'],
      clock: () => new Date('2026-06-09T01:00:00.000Z'),
      count: (metric) => void counted.push(metric),
      logger,
    }),
    { logger, admission: byToken(async () => partner, AS_SIGNED_IN) },
  );
  return {
    double,
    queued,
    papers,
    order,
    lines,
    counted,
    broken,
    async push(message: unknown): Promise<{ status: number; code: unknown; text: string }> {
      const body = typeof message === 'string' ? message : JSON.stringify(message);
      const event = { httpMethod: 'POST', resource: '/webhooks/national-portal', path: '/', headers: {}, body };
      const answer = (await api(event as unknown as APIGatewayProxyEvent, {} as Context)) as APIGatewayProxyResult;
      const said = JSON.parse(answer.body) as { error_code?: unknown; message?: string };
      return { status: answer.statusCode, code: said.error_code, text: said.message ?? '' };
    },
    kept: () => [...double.rows.values()].filter((row) => String(row.pk).startsWith('INBOUND#')),
  };
}
