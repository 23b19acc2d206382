import * as z from 'zod/mini';
import { jsonOrNothing } from '../../../http/json.ts';
import { PartnerRefusedError, PartnerUnavailableError } from '../../../partner/call.ts';
import { keyInForce } from '../../../secrets/compare.ts';
import type { Callback, Opening, PaymentProvider, TransactionState } from '../provider.ts';
import type { PlatformConfig } from './config.ts';
import { initMessage, isSigned, noticeOf, queryMessage, replyMessage, unsignedReply } from './messages.ts';

/** The payer waits; the API's own limit is 29 s. Milliseconds. */
const TIMEOUT_MS = 8_000;

const code = z.pipe(z.union([z.string(), z.number()]), z.transform(String));
const initReply = z.object({ MaLoi: code, UrlThanhToan: z.optional(z.string()) });
const queryReply = z.object({ MaLoi: code, TrangThaiGD: z.optional(code) });
const STATES: Readonly<Record<string, TransactionState>> = { '1': 'paid', '3': 'pending', '4': 'failed' };

/** A partner's code reaches logs, so it is repeated only where it cannot be anything else. */
const CODE = /^[\w.-]{1,20}$/;
const isZero = (value: string) => /^0{1,2}$/.test(value);

type PlatformOpening = Omit<Opening<PlatformConfig, string>, 'returnUrl'>;

/** The payment platform of the national portal. */
export function platformProvider({ config, secrets: keys, call, clock }: PlatformOpening): PaymentProvider {
  const ask = async (body: unknown) => (await call(config.url, { body, timeoutMs: TIMEOUT_MS })).json;
  const answerless = () => new PartnerUnavailableError('payment-platform', 'unexpected-answer');

  return {
    partner: config.partnerCode,
    async createIntent(request) {
      const answer = initReply.safeParse(await ask(initMessage(request, config, (await keys())[0])));
      if (!answer.success) throw answerless();
      const { MaLoi, UrlThanhToan } = answer.data;
      if (!isZero(MaLoi))
        throw new PartnerRefusedError('payment-platform', CODE.test(MaLoi) ? MaLoi : 'unreadable-code');
      if (UrlThanhToan === undefined || !/^https?:\/\//.test(UrlThanhToan)) throw answerless();
      return { payUrl: UrlThanhToan };
    },
    async readCallback({ rawBody }) {
      const message = jsonOrNothing(rawBody);
      const used = keyInForce(await keys(), (candidate) => isSigned(message, candidate));
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
    async query({ reference }) {
      const message = queryMessage(reference, config.partnerCode, clock().toISOString(), (await keys())[0]);
      const answer = queryReply.safeParse(await ask(message));
      if (!answer.success) throw answerless();
      return isZero(answer.data.MaLoi) ? (STATES[answer.data.TrangThaiGD ?? ''] ?? 'unknown') : 'unknown';
    },
  };
}

function read(message: unknown): Callback['reading'] {
  const notice = noticeOf(message);
  return 'field' in notice ? { kind: 'malformed', field: notice.field } : { kind: 'verified', notice };
}
