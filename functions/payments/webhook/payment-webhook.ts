import type { Logger } from '@aws-lambda-powertools/logger';
import type { Kept } from '../../../shared/partner-messages/keep-once.ts';
import { type KeptNotice, noticeId, type PaymentNotice } from '../../../shared/partner-messages/payment-notices.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import type { Call, RouteReply } from '../../../shared/platform/http/request.ts';
import type { Count } from '../../../shared/platform/observability/metrics.ts';
import { idPart } from '../../../shared/platform/queues/command-id.ts';
import type { CommandQueue } from '../../../shared/platform/queues/command-queue.ts';
import type { Attempts, PaymentAttempt } from '../attempts.ts';
import type { OpenCallbacks } from '../providers/open.ts';
import type { Callback, CallbackInput, PaymentCallbacks, PaymentVerdict } from '../providers/provider.ts';
import { PROVIDER_NAMES, type ProviderName } from '../providers/registry.ts';
import type { Notices } from './notices.ts';
import type { routes } from './routes.ts';

export type PaymentWebhook = {
  readonly providers: OpenCallbacks;
  readonly attempts: Pick<Attempts, 'byReference'>;
  readonly notices: Notices;
  readonly commands: CommandQueue;
  readonly count: Count;
  readonly clock: () => Date;
  readonly logger: Logger;
};

type AnyCall = Pick<Call, 'rawBody' | 'rawQuery'>;

/**
 * Receives providers' callbacks: verify, find the attempt, store once, queue the command, and only then acknowledge. Each step
 * is idempotent, so the provider's retry completes the work after a crash.
 */
export function paymentWebhook(deps: PaymentWebhook): Handlers<typeof routes> {
  const { attempts, notices, commands, count, clock, logger } = deps;

  async function receive(name: ProviderName, { rawBody, rawQuery }: AnyCall): Promise<RouteReply> {
    const provider = deps.providers[name];
    // Without a contract there is no key, so the caller cannot be authenticated.
    if (provider === undefined) throw new HttpProblem('not-found');
    const input: CallbackInput = { rawBody, query: rawQuery };
    try {
      const callback = await provider.readCallback(input);
      try {
        return callback.reply(await judge({ name, provider }, callback.reading, input));
      } catch (error) {
        logger.error('callback not recorded', { provider: name, error: error as Error });
        return callback.reply('failed-here');
      }
    } catch (error) {
      logger.error('callback not read', { provider: name, error: error as Error });
      return provider.failure();
    }
  }

  async function judge(
    { name, provider }: { readonly name: ProviderName; readonly provider: PaymentCallbacks },
    reading: Callback['reading'],
    input: CallbackInput,
  ): Promise<PaymentVerdict> {
    if (reading.kind === 'forged') {
      count('PaymentCallbackForged');
      logger.warn('forged payment callback', { provider: name });
      return 'forged';
    }
    const from = { provider: name, input };
    if (reading.kind === 'malformed') return aside(from, 'malformed');
    const { notice } = reading;
    const attempt = await attempts.byReference(notice.reference);
    if (attempt === undefined || attempt.provider !== name) return aside(from, 'unknown-reference', notice);
    if (notice.partner !== provider.partner || notice.currency !== 'VND') return aside(from, 'not-for-us', notice);
    const kept = await notices.keep(keptNotice(attempt, notice, clock().toISOString()));
    if (kept.found !== 'other') return apply(attempt, notice, kept);
    await aside(from, 'conflict', notice, kept.differs);
    // VNPay requires the amount check before the duplicate check.
    return notice.amount === attempt.amount ? 'conflict' : 'wrong-amount';
  }

  /** Stores a genuine message that settles nothing, logs and counts it, and returns the outcome. */
  async function aside(
    { provider, input }: { readonly provider: ProviderName; readonly input: CallbackInput },
    why: PaymentVerdict,
    notice?: PaymentNotice,
    differs?: readonly string[],
  ): Promise<PaymentVerdict> {
    const raw = input.rawBody || new URLSearchParams({ ...input.query, vnp_SecureHash: '' }).toString();
    await notices.quarantine({ provider, raw, why, receivedAt: clock().toISOString(), notice, differs });
    count(why === 'conflict' ? 'PaymentConflict' : 'PaymentCallbackSetAside');
    logger.error('payment callback set aside', { provider, why, differs });
    return why;
  }

  async function apply(
    attempt: PaymentAttempt,
    notice: PaymentNotice,
    { row: kept, found }: Kept<KeptNotice>,
  ): Promise<PaymentVerdict> {
    const known = found === 'same';
    const done = kept.payment === undefined || kept.sentAt !== undefined;
    if (kept.payment !== undefined && !done) {
      const { provider, dossierId, payment } = kept;
      const commandId = `payment:${provider}:${idPart(payment.transactionId)}`;
      const command = { type: 'record-payment', messageId: noticeId(kept) } as const;
      await commands.send({ commandId, dossierId, from: 'payment-webhook', command });
      await notices.sent(kept, clock().toISOString());
    }
    const { reference, paid, resultCode } = notice;
    logger.info('payment callback', {
      provider: attempt.provider,
      reference,
      paid,
      resultCode,
      known,
      dossierId: attempt.dossierId,
    });
    if (notice.amount !== attempt.amount) {
      count('PaymentWrongAmount');
      return 'wrong-amount';
    }
    return known && done ? 'duplicate' : 'recorded';
  }

  const handlers = PROVIDER_NAMES.map((name) => [`${name}Callback`, (call: AnyCall) => receive(name, call)] as const);
  return Object.fromEntries(handlers) as Record<string, unknown> as Handlers<typeof routes>;
}

function keptNotice(attempt: PaymentAttempt, notice: PaymentNotice, now: string): KeptNotice {
  const { provider, reference, obligationId, dossierId } = attempt;
  const { transactionId, amount, paidAt = now } = notice;
  const payment = { provider, transactionId, reference, obligationId, amount, paidAt };
  return { notice, provider, dossierId, receivedAt: now, ...(notice.paid && { payment }) };
}
