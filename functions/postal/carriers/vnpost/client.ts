import * as z from 'zod/mini';
import type { CarrierReport } from '../../../../shared/partner-messages/carrier-reports.ts';
import type { PartnerAnswer, PartnerCall } from '../../../../shared/platform/partners/call.ts';
import {
  PartnerRefusedError,
  PartnerUnavailableError,
  UnknownOutcomeError,
} from '../../../../shared/platform/partners/outcomes.ts';
import type { Carrier } from '../carrier.ts';
import type { AccessToken } from './access-token.ts';
import type { VnpostConfig } from './config.ts';
import { feeMessage, orderMessage, reportOf } from './messages.ts';

const TIMEOUT_MS = 8_000;
/** Maximum page size of the feed. */
const PAGE_SIZE = 1000;

const failure = z.object({ success: z.literal(false) });
const ordered = z.object({
  content: z.optional(z.object({ ItemCode: z.optional(z.string().check(z.maxLength(100))) })),
});
const priced = z.object({ content: z.object({ price: z.number() }) });
const page = z.object({ content: z.array(z.unknown()) });

/** VNPost through the province's bus: OAuth2 client credentials, no signature on the request. */
export function vnpostCarrier(config: VnpostConfig, call: PartnerCall, token: AccessToken): Carrier {
  /** A rejected token is replaced once: the bus may have lost it. */
  async function ask(operation: string, body: unknown, again = true): Promise<PartnerAnswer> {
    const headers = { Authorization: `Bearer ${await token.get()}` };
    const answer = await call(`${config.url}/${operation}`, { body, headers, timeoutMs: TIMEOUT_MS });
    if (answer.status !== 401) return answer;
    token.drop();
    if (again) return ask(operation, body, false);
    throw new PartnerUnavailableError('vnpost', 'unauthorised');
  }

  /** 400 and 422 concern our message; any other failure says nothing about it. */
  function succeeded({ status, json }: PartnerAnswer): unknown {
    if (status === 400 || status === 422) throw new PartnerRefusedError('vnpost', `http-${status}`);
    if (status >= 300) throw new PartnerUnavailableError('vnpost', `http-${status}`);
    if (failure.safeParse(json).success) throw new PartnerRefusedError('vnpost', 'not-successful');
    return json;
  }

  function understood<S extends z.ZodMiniType>(schema: S, json: unknown): z.output<S> {
    const parsed = schema.safeParse(json);
    if (!parsed.success) throw new UnknownOutcomeError('vnpost', 'answer-unreadable');
    return parsed.data;
  }

  return {
    async order(order) {
      const answer = await ask('orders', orderMessage(order, config));
      if (answer.status === 409) return { known: true };
      return { known: false, carrierNumber: understood(ordered, succeeded(answer)).content?.ItemCode };
    },
    async fee(parcel) {
      return understood(priced, succeeded(await ask('fee', feeMessage(parcel, config)))).content.price;
    },
    async cancel(orderNumber) {
      succeeded(await ask('cancel', { CustomerCode: config.customerCode, OrderNumber: orderNumber }));
    },
    async pollPage(cursor) {
      const answer = succeeded(await ask('tracking', { pageSize: PAGE_SIZE, lastId: cursor }));
      const items = understood(page, answer).content;
      const reports = items.map(reportOf).filter((report): report is CarrierReport => report !== undefined);
      return { reports, unreadable: items.length - reports.length, cursor: reports.at(-1)?.reportId ?? cursor };
    },
  };
}
