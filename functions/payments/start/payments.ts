import type { Logger } from '@aws-lambda-powertools/logger';
import type { Actor } from '../../../shared/dossier/actor.ts';
import { refusePaying } from '../../../shared/dossier/paying.ts';
import { mayRead } from '../../../shared/dossier/rights.ts';
import { type Dossier, type Obligation, openObligation } from '../../../shared/dossier/state.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import type { CallerAddress } from '../../../shared/platform/http/caller-address.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import { RejectedError } from '../../../shared/platform/http/rejected.ts';
import type { Call, RouteReply } from '../../../shared/platform/http/request.ts';
import { isRepeatable, PartnerRefusedError } from '../../../shared/platform/partners/outcomes.ts';
import type { Idempotency, Replay } from '../../../shared/platform/table/idempotency.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import type { DossierStore } from '../../../shared/record/dossier-store.ts';
import { holderOf } from '../../../shared/record/quotas.ts';
import type { Language, Text } from '../../../shared/text/text.ts';
import type { AttemptAnswer, Attempts, PaymentAttempt } from '../attempts.ts';
import type { OpenIntents } from '../providers/open.ts';
import type { PaymentIntents } from '../providers/provider.ts';
import { receiptDetails } from './receipt-details.ts';
import type { routes } from './routes.ts';

/** Time limit for the payer on the provider's page, milliseconds. VNPay enforces it (`vnp_ExpireDate`). */
const PAY_WITHIN_MS = 15 * 60_000;
/** Age after which an attempt with neither response nor failure counts as abandoned by a crashed sandbox. Milliseconds. */
const IN_PROGRESS_MS = 20_000;
const TRIES = 3;

export type Payments = {
  readonly load: DossierStore['load'];
  readonly catalogue: Pick<Catalogue, 'procedure' | 'newestProcedure' | 'agency' | 'successions'>;
  readonly attempts: Attempts;
  readonly findReplay: (idempotency: Idempotency) => Promise<Replay<AttemptAnswer> | undefined>;
  readonly providers: OpenIntents;
  readonly reference: (dossierCode: string, at: string) => string;
  readonly callerAddress: CallerAddress;
  readonly clock: () => Date;
  readonly logger: Logger;
};

type StartCall = Call<(typeof routes)['startPayment']>;
type Start = {
  readonly attempt: PaymentAttempt;
  readonly provider: PaymentIntents;
  readonly dossier: Dossier;
  readonly obligation: Obligation;
};

export function payments(deps: Payments): Handlers<typeof routes> {
  const { attempts, clock, logger } = deps;

  async function owned(dossierId: string, actor: Actor): Promise<Dossier> {
    const dossier = await deps.load(dossierId);
    if (dossier === undefined || actor.kind !== 'citizen' || !mayRead(dossier, actor)) {
      throw new RejectedError({ code: 'dossier-not-found' });
    }
    return dossier;
  }

  /** The attempt that answered this key before, if any. */
  async function earlierAttempt(idempotency: Idempotency): Promise<PaymentAttempt | undefined> {
    const replay = await deps.findReplay(idempotency);
    if (replay === undefined) return undefined;
    if (replay.found === 'other') throw new RejectedError({ code: 'idempotency-key-reused' });
    return attempts.byReference(replay.answer.reference);
  }

  /** Calls the provider. A failure is recorded, so that the same key may retry at once. */
  async function start({ attempt, provider, dossier, obligation }: Start, call: StartCall): Promise<RouteReply> {
    const { reference, amount, createdAt, payBy } = attempt;
    const receipt = await receiptDetails(dossier, obligation, deps.catalogue, clock().toISOString());
    try {
      const { payUrl } = await provider.createIntent({
        reference,
        amount,
        createdAt,
        payBy,
        payerIp: await deps.callerAddress(call),
        language: call.language,
        receipt,
      });
      await attempts.started(attempt, payUrl);
      logger.info('payment started', { dossierId: dossier.dossierId, provider: attempt.provider, reference, amount });
      return answer({ ...attempt, payUrl });
    } catch (error) {
      if (!(isRepeatable(error) || error instanceof PartnerRefusedError)) throw error;
      logger.error('payment not started', {
        dossierId: dossier.dossierId,
        provider: attempt.provider,
        reference,
        error,
      });
      await attempts.failed(attempt, clock().toISOString());
      throw new HttpProblem('upstream-unavailable', [], { 'Retry-After': '5' });
    }
  }

  return {
    startPayment: async (call) => {
      const dossier = await owned(call.params.dossierId, call.actor);
      const provider = deps.providers[call.body.provider];
      if (provider === undefined) throw notOffered(call.language);
      for (let tries = 0; tries < TRIES; tries += 1) {
        const earlier = await earlierAttempt(call.idempotency);
        if (earlier?.payUrl !== undefined) return answer(earlier, { 'Idempotency-Replayed': 'true' });
        const now = clock();
        if (earlier !== undefined && isInProgress(earlier, now)) throw busy();
        const { obligation, dossierCode } = due(dossier);
        const attempt: PaymentAttempt = {
          // New reference after each failure: a time-out may have left the old intent at the provider, but its page was never
          // shown, so it is harmless.
          reference: deps.reference(dossierCode, now.toISOString()),
          dossierId: dossier.dossierId,
          provider: call.body.provider,
          obligationId: obligation.obligationId,
          amount: obligation.amount,
          createdAt: now.toISOString(),
          payBy: new Date(now.getTime() + PAY_WITHIN_MS).toISOString(),
        };
        const opening = await attempts.open(attempt, call.idempotency, earlier?.reference, holderOf(call.actor));
        if (typeof opening === 'object') throw new RejectedError(opening);
        if (opening === 'opened') return start({ attempt, provider, dossier, obligation }, call);
      }
      throw busy();
    },
  };
}

/** The province has no contract with the provider. */
const notOffered = (language: Language) =>
  new HttpProblem('invalid-request', [{ field: 'body.provider', rule: 'offered', message: NOT_OFFERED[language] }]);
const NOT_OFFERED: Text = {
  vi: 'Tỉnh chưa kết nối với đơn vị thanh toán này.',
  en: 'The province has no contract with this payment provider.',
};

const busy = () => new HttpProblem('request-in-progress', [], { 'Retry-After': '5' });

function isInProgress({ failedAt, createdAt }: PaymentAttempt, now: Date): boolean {
  return failedAt === undefined && now.getTime() - Date.parse(createdAt) < IN_PROGRESS_MS;
}

function due(dossier: Dossier): { obligation: Obligation; dossierCode: string } {
  const obligation = openObligation(dossier);
  const refused = refusePaying(dossier);
  if (refused !== undefined) throw new RejectedError(refused.rejection);
  if (obligation === undefined || dossier.dossierCode === undefined) throw new Error('an obligation and no code');
  return { obligation, dossierCode: dossier.dossierCode };
}

function answer(
  { payUrl, reference, amount, payBy }: PaymentAttempt,
  headers: Record<string, string> = {},
): RouteReply {
  return { status: 201, body: { payUrl, reference, amount, expiresAt: payBy }, headers };
}
