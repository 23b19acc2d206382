import * as z from 'zod/mini';
import { PartnerRefusedError, UnknownOutcomeError } from '../../../../shared/platform/partners/outcomes.ts';
import { keyInForce } from '../../../../shared/platform/secrets/compare.ts';
import { strictJsonOrNothing } from '../../../../shared/text/json.ts';
import type {
  Callback,
  Opening,
  PaymentCallbacks,
  PaymentIntents,
  PaymentRecords,
  TransactionState,
} from '../provider.ts';
import type { PlatformConfig } from './config.ts';
import { initMessage, isSigned, noticeOf, queryMessage, replyMessage, unsignedReply } from './messages.ts';

/** Timeout, milliseconds: the payer waits, and API Gateway's limit is 29 s. */
const TIMEOUT_MS = 8_000;

const code = z.pipe(z.union([z.string(), z.number()]), z.transform(String));
const initReply = z.object({ MaLoi: code, UrlThanhToan: z.optional(z.string()) });
const queryReply = z.object({ MaLoi: code, TrangThaiGD: z.optional(code) });
const STATES: Readonly<Record<string, TransactionState>> = { '1': 'paid', '3': 'pending', '4': 'failed' };

/** A partner's code is logged, so it is repeated only if it has the expected format. */
const CODE = /^[\w.-]{1,20}$/;
const isZero = (value: string) => /^0{1,2}$/.test(value);

type Ours = Pick<Opening<PlatformConfig, string>, 'config' | 'secrets'>;
type Asking = Ours & Pick<Opening<PlatformConfig, string>, 'call'>;
type Timed = Pick<Opening<PlatformConfig, string>, 'clock'>;

const ask = async ({ config, call }: Asking, body: unknown) =>
  (await call(config.url, { body, timeoutMs: TIMEOUT_MS })).json;
const answerless = () => new UnknownOutcomeError('payment-platform', 'answer-unreadable');

/** Redirects payers to the payment platform of the national portal. */
export function platformIntents(ours: Asking): PaymentIntents {
  const { config, secrets } = ours;
  return {
    async createIntent(request) {
      const message = initMessage(request, config, (await secrets())[0]);
      const answer = initReply.safeParse(await ask(ours, message));
      if (!answer.success) throw answerless();
      const { MaLoi, UrlThanhToan } = answer.data;
      if (!isZero(MaLoi))
        throw new PartnerRefusedError('payment-platform', CODE.test(MaLoi) ? MaLoi : 'unreadable-code');
      if (UrlThanhToan === undefined || !/^https?:\/\//.test(UrlThanhToan)) throw answerless();
      return { payUrl: UrlThanhToan };
    },
  };
}

/** Callbacks of the platform. */
export function platformCallbacks({ config, secrets, clock }: Ours & Timed): PaymentCallbacks {
  return {
    partner: config.partnerCode,
    async readCallback({ rawBody }) {
      const message = strictJsonOrNothing(rawBody);
      const used = keyInForce(await secrets(), (candidate) => isSigned(message, candidate));
      const reading = used === undefined ? ({ kind: 'forged' } as const) : read(message);
      const reference = reading.kind === 'verified' ? reading.notice.reference : '';
      return {
        reading,
        reply: (verdict) => {
          const { partnerCode } = config;
          const body =
            used === undefined
              ? unsignedReply(verdict, partnerCode)
              : replyMessage(verdict, partnerCode, reference, clock().toISOString(), used);
          return { status: verdict === 'failed-here' ? 500 : 200, body };
        },
      };
    },
    failure: () => ({ status: 500, body: unsignedReply('failed-here', config.partnerCode) }),
  };
}

/** What that platform can be asked of payments. */
export function platformRecords(ours: Asking & Timed): PaymentRecords {
  const { config, secrets, clock } = ours;
  return {
    async query({ reference }) {
      const message = queryMessage(reference, config.partnerCode, clock().toISOString(), (await secrets())[0]);
      const answer = queryReply.safeParse(await ask(ours, message));
      if (!answer.success) throw answerless();
      return isZero(answer.data.MaLoi) ? (STATES[answer.data.TrangThaiGD ?? ''] ?? 'unknown') : 'unknown';
    },
  };
}

function read(message: unknown): Callback['reading'] {
  const notice = noticeOf(message);
  return 'field' in notice ? { kind: 'malformed', field: notice.field } : { kind: 'verified', notice };
}
