import type { Logger } from '@aws-lambda-powertools/logger';
import { quarantine } from '../../../shared/partner-messages/keep-once.ts';
import { dossierIdOf, NATIONAL_PORTAL, saysOf } from '../../../shared/partner-messages/national-portal/inbound.ts';
import { keepInbound, keepRefused } from '../../../shared/partner-messages/national-portal/inbound-rows.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import type { RouteReply } from '../../../shared/platform/http/request.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
import type { CommandQueue } from '../../../shared/platform/queues/command-queue.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { noteFiling } from '../filings.ts';
import { applyInbound, type InboundFilesQueue, papersFirst, papersIn } from '../inbound-files.ts';
import { type Check, check, harmless } from './check.ts';
import type { routes } from './routes.ts';

export type NationalPortalInbound = Check & {
  readonly table: Table;
  readonly province: string;
  readonly queue: CommandQueue;
  readonly files: InboundFilesQueue;
  readonly count: Count;
  readonly logger: Logger;
};

const answer = (error_code: 0 | 1 | -1, message: string): RouteReply => ({
  status: 200,
  body: { error_code, message },
});

/** Maximum number of fields named in a rejection; the rest is reported after these are corrected. */
const MAX_FIELDS = 5;

/** Accepts a message: stores it, queues its command and its documents, and only then acknowledges it. */
export function handlers(deps: NationalPortalInbound): Handlers<typeof routes> {
  const { table, province, queue, files, logger, clock } = deps;

  async function refuse(body: string, receivedAt: string, fields: readonly string[]): Promise<RouteReply> {
    const named = [...new Set(fields)].slice(0, MAX_FIELDS);
    await keepRefused(table, { source: NATIONAL_PORTAL, body, receivedAt, fields: named });
    logger.error('message of the national portal refused', { fields: named });
    deps.count('PortalMessageRefused');
    return answer(-1, named.length > 0 ? `Trường không hợp lệ: ${named.join(', ')}` : 'Bản tin không hợp lệ');
  }

  return {
    async push({ rawBody }) {
      const receivedAt = clock().toISOString();
      const checked = await check(rawBody, deps);
      if (!checked.ok) return refuse(rawBody, receivedAt, checked.fields);
      const { message, meaning } = checked;
      const messageId = message.MaBanTin;
      if (checked.unread.length > 0) {
        logger.warn('message of the national portal says more than is read', {
          messageId,
          fields: checked.unread.slice(0, 20),
        });
        deps.count('PortalFieldUnknown');
      }
      const dossierId = dossierIdOf(province, message.MaHoSo);
      const state = 'command' in meaning ? 'queued' : 'kept';
      const row = { source: NATIONAL_PORTAL, messageId, dossierId, body: rawBody, receivedAt, state } as const;
      const kept = await keepInbound(table, row, saysOf);
      if (kept.found === 'other') {
        const differs = kept.differs.map(harmless);
        const aside = { why: 'conflict', raw: rawBody, receivedAt, messageId, dossierId, differs };
        await quarantine(table, NATIONAL_PORTAL, NATIONAL_PORTAL, aside);
        logger.error('message of the national portal set aside', { messageId, dossierId, why: 'conflict', differs });
        deps.count('PortalMessageConflict');
        return answer(-1, 'MaBanTin đã dùng cho bản tin khác');
      }
      if (message.LoaiBanTin === 'TAO_MOI') {
        const verified = message.TaiKhoanDuocXacThucVoiVNeID === '1';
        await noteFiling(table, message.MaHoSo, { dossierId, techId: message.MaDoiTuong, verified });
      }
      if ('kept' in meaning) {
        logger.warn('message of the national portal needs a person', { messageId, dossierId, kind: meaning.kept });
      } else {
        // A repetition is queued again: the first request may have failed between storing and queueing. The command id is the
        // same, so there is no second effect.
        const handedOn = { dossierId, source: NATIONAL_PORTAL, messageId } as const;
        if (!papersFirst(message)) await queue.send(applyInbound(handedOn, 'national-portal-inbound'));
        if (papersIn(message).length > 0) await files.send(handedOn);
      }
      return kept.found === 'new' ? answer(0, 'Đã tiếp nhận bản tin') : answer(1, 'Bản tin đã được tiếp nhận trước đó');
    },
  };
}
