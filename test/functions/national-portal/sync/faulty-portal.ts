import { Dossiers } from '../../../../local/simulators/national-portal/dossiers.ts';
import { PortalError } from '../../../../local/simulators/national-portal/errors.ts';
import { integrationServices, serviceNamed } from '../../../../local/simulators/national-portal/services.ts';
import { Sessions } from '../../../../local/simulators/national-portal/sessions.ts';

/** Transient faults of one call to the portal. */
export const CALL_FAULTS = [
  'unreachable',
  'lost-answer',
  'error-500',
  'error-502-after-work',
  'busy',
  'bad-session',
] as const;
/** `refused`: everything is rejected, as by a portal that does not know the province's agency. */
export type CallFault = (typeof CALL_FAULTS)[number] | 'refused';

const failure = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

/** The simulated portal's own rules and contract without a socket, so that thousands of sequences can be tested. */
export class FaultyPortal {
  readonly dossiers = new Dossiers();
  readonly #sessions = new Sessions();
  readonly #services = integrationServices(this.dossiers, { agencies: [], procedures: [], accounts: [] });
  async answer(url: string, body: unknown, fault: CallFault | undefined): Promise<Response> {
    if (fault === 'unreachable') throw failure('ECONNREFUSED');
    if (fault === 'error-500') return Response.json({}, { status: 500 });
    if (fault === 'busy') return Response.json({ error_code: 'SYSTEM_BUSY', message: 'Hệ thống quá tải' });
    if (fault === 'bad-session') this.#sessions.expireAll();
    const said = this.#answer(url, JSON.parse(String(body)) as Record<string, unknown>, fault === 'refused');
    if (fault === 'lost-answer') throw failure('ECONNRESET');
    if (fault === 'error-502-after-work') return Response.json({}, { status: 502 });
    return Response.json(said);
  }

  #answer(url: string, body: Record<string, unknown>, isRefused: boolean): object {
    if (url.endsWith('/login')) return { error_code: 0, session: this.#sessions.open() };
    try {
      this.#sessions.check(body.session);
      if (isRefused) throw new PortalError('UNIT_UNKNOWN', 'Mã đơn vị chưa đăng ký');
      return { error_code: '0', message: '', result: serviceNamed(this.#services, body.service)(body) };
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
      return { error_code: error.code, message: error.message, result: [] };
    }
  }
}
