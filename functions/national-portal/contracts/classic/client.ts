import type { Exchange } from '../../../../shared/platform/partners/exchange.ts';
import { UnknownOutcomeError } from '../../../../shared/platform/partners/outcomes.ts';
import { PORTAL } from '../../port.ts';
import type { ClassicConfig, ClassicCredentials } from './config.ts';
import { exchange, NotSignedInError } from './exchange.ts';
import type { DossierRecord, ProgressRow, StatusUpdate } from './records.ts';
import { failureOf, type PortalReply, replyOf } from './reply.ts';
import { sessions } from './session.ts';

export type ClassicClientOptions = {
  readonly config: ClassicConfig;
  /** Read at each login, so that a rotated password is picked up. */
  readonly credentials: () => Promise<ClassicCredentials>;
  readonly send?: Exchange;
  readonly clock?: () => number;
};

/** The services of the classic contract, with its records. Errors are those of the port. */
export type ClassicClient = {
  /** @returns `exists` when the portal already has the dossier; nothing was changed then */
  create(record: DossierRecord, deadline: number): Promise<'created' | 'exists'>;
  update(record: DossierRecord, deadline: number): Promise<void>;
  addProgress(rows: readonly ProgressRow[], deadline: number): Promise<void>;
  /** The progress rows that the portal has for a dossier; undefined when it does not know the dossier. */
  progressOf(dossierCode: string, deadline: number): Promise<readonly Partial<ProgressRow>[] | undefined>;
  /** Idempotent: a status that the portal reports as already set counts as sent. */
  tellStatus(status: StatusUpdate, deadline: number): Promise<void>;
};

/** Client of the classic contract: login for a session, then named services posted to one integration endpoint. */
export function classicClient({ config, credentials, send, clock = Date.now }: ClassicClientOptions): ClassicClient {
  const held = sessions(config, credentials, send, clock);
  const url = config.url + config.endpoints.integration;

  async function attempt(session: string, service: string, fields: object, deadline: number): Promise<PortalReply> {
    const body = { session, madonvi: config.agencyCode, service, ...fields };
    try {
      return replyOf(await exchange(send, url, body, {}, Math.min(config.timeoutMs, deadline - clock())));
    } catch (error) {
      if (error instanceof NotSignedInError) return { kind: 'bad-session' };
      throw error;
    }
  }

  /** Calls a service; an expired or invalid session is renewed once. */
  async function call(service: string, fields: object, deadline: number): Promise<PortalReply> {
    for (let again = false; ; again = true) {
      const session = await held.get(Math.min(config.timeoutMs, deadline - clock()));
      const reply = await attempt(session, service, fields, deadline);
      if (reply.kind !== 'bad-session') return reply;
      held.drop(session);
      if (again) return reply;
    }
  }

  async function must(service: string, fields: object, deadline: number): Promise<readonly unknown[]> {
    const reply = await call(service, fields, deadline);
    if (reply.kind !== 'success') throw failureOf(reply);
    return reply.result;
  }

  return {
    async create(record, deadline) {
      const reply = await call('DongBoHoSoMC', { isUpdating: 'False', data: [record] }, deadline);
      if (reply.kind === 'exists') return 'exists';
      if (reply.kind !== 'success') throw failureOf(reply);
      return 'created';
    },
    async update(record, deadline) {
      await must('DongBoHoSoMC', { isUpdating: 'True', data: [record] }, deadline);
    },
    async addProgress(rows, deadline) {
      await must('CapNhatTienDoHoSoMC', { data: rows }, deadline);
    },
    async progressOf(dossierCode, deadline) {
      const reply = await call('TraCuuHoSo', { mahoso: dossierCode }, deadline);
      if (reply.kind === 'not-found') return undefined;
      if (reply.kind !== 'success') throw failureOf(reply);
      const [found] = reply.result;
      if (found === undefined) return undefined;
      if (typeof found !== 'object' || found === null)
        throw new UnknownOutcomeError(PORTAL, 'portal-answer-unreadable');
      const rows = 'DanhSachTienDo' in found ? found.DanhSachTienDo : [];
      return Array.isArray(rows) ? (rows as Partial<ProgressRow>[]) : [];
    },
    async tellStatus(status, deadline) {
      const reply = await call('DongBoTrangThaiHoSo', { type: '2', data: status }, deadline);
      if (reply.kind !== 'success' && reply.kind !== 'exists') throw failureOf(reply);
    },
  };
}
