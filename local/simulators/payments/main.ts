import * as z from 'zod/mini';
import { BadRequest, bodyOf, json, type Route } from '../kit/http.ts';
import { runSimulator } from '../kit/simulator.ts';
import { smallPdf } from '../kit/small-pdf.ts';
import { messagePage, paymentsPage, payPage } from './page.ts';
import { type Cashier, pay, paySchema, replyHashIsRight } from './pay.ts';
import { platformRoute } from './platform.ts';
import { settingsSchema, startSettings } from './settings.ts';
import { gatewayTime, type Provider, type Transaction, Transactions } from './transactions.ts';
import { openFromQuery, vnpayResult, vnpayRoutes } from './vnpay.ts';

const html = (body: string) => ({ status: 200, body, type: 'text/html; charset=utf-8' });

await runSimulator(({ url, outbox }) => {
  const settings = startSettings();
  const transactions = new Transactions();
  const cashier: Cashier = { settings, outbox };

  const known = (provider: string | undefined, reference: string | undefined): Transaction => {
    const found = transactions.find(provider as Provider, reference ?? '');
    if (!found) throw new BadRequest(`No attempt ${reference} at ${provider}.`, 404);
    return found;
  };

  const byHand: Route = {
    method: 'POST',
    path: '/pay/:provider/:reference',
    handle: ({ params, text }) => {
      const transaction = known(params.provider, params.reference);
      const paid = new URLSearchParams(text).get('result') === 'paid';
      if (transaction.status === 'pending') pay(transaction, { result: paid ? 'paid' : 'failed' }, cashier);
      if (transaction.provider === 'vnpay') {
        const told = vnpayResult(transaction, settings, {
          amount: transaction.amount,
          paid: transaction.status === 'paid',
          secret: settings.vnpaySecret,
        });
        const back = new URL(transaction.request.vnp_ReturnUrl ?? url);
        for (const [name, value] of Object.entries(told)) back.searchParams.append(name, value);
        return { status: 303, headers: { location: back.href }, type: 'text/plain', body: '' };
      }
      const heading = transaction.status === 'paid' ? 'Thanh toán thành công' : 'Giao dịch không thành công';
      return html(messagePage('Nền tảng thanh toán quốc gia', heading, `Mã tham chiếu ${transaction.reference}`, '/'));
    },
  };

  const byControl: Route = {
    method: 'POST',
    path: '/control/pay',
    handle: (call) => {
      if (!settings.apiUrl) throw new BadRequest('Configure apiUrl first.');
      const { reference, provider, payUrl, unknown, ...how } = z.parse(paySchema, bodyOf(call));
      if (payUrl !== undefined) openFromQuery(new URL(payUrl).searchParams, settings, transactions);
      const transaction = unknown ? strayAttempt(provider, reference, how.amount ?? 1000) : known(provider, reference);
      pay(transaction, how, cashier);
      return json({ reference, provider, status: transaction.status });
    },
  };

  return {
    title: 'Cổng thanh toán',
    subtitle: 'Nền tảng thanh toán của Cổng Dịch vụ công quốc gia và VNPay 2.1.0',
    routes: [
      platformRoute(url, settings, transactions),
      ...vnpayRoutes(settings, transactions),
      {
        method: 'GET',
        path: '/platform/pay/:reference',
        handle: ({ params }) => html(payPage(known('platform', params.reference))),
      },
      {
        method: 'GET',
        path: '/pay/:provider/:reference',
        handle: ({ params }) => html(payPage(known(params.provider, params.reference))),
      },
      {
        method: 'GET',
        path: '/platform/receipts/:name',
        handle: ({ params }) => {
          const transaction = known('platform', params.name?.replace(/\.pdf$/, ''));
          if (transaction.status !== 'paid') throw new BadRequest('Not paid, so there is no receipt.', 404);
          return { status: 200, body: smallPdf(transaction.reference), type: 'application/pdf' };
        },
      },
      byHand,
      byControl,
    ],
    service: ({ text }) => /"LoaiBanTin"\s*:\s*"(\w+)"/.exec(text)?.[1],
    state: () => ({
      settings: { ...settings, platformKey: undefined, vnpaySecret: undefined },
      transactions: transactions.all(),
      deliveries: outbox.deliveries.map((delivery) => ({
        ...delivery,
        replyHashIsRight: delivery.subject.endsWith('platform')
          ? replyHashIsRight(delivery.attempts.at(-1)?.reply, settings.platformKey)
          : undefined,
      })),
    }),
    reset: () => transactions.clear(),
    configure: (given) => {
      const { retryMs, maxAttempts, ...rest } = z.parse(settingsSchema, given);
      Object.assign(settings, rest);
      outbox.rule.retryMs = retryMs ?? outbox.rule.retryMs;
      outbox.rule.maxAttempts = maxAttempts ?? outbox.rule.maxAttempts;
    },
    page: () => paymentsPage(transactions.all(), outbox.deliveries),
  };
});

/** An unknown attempt: the callback's reference does not exist at the province. */
function strayAttempt(provider: Provider, reference: string, amount: number): Transaction {
  const createdAt = gatewayTime(new Date());
  return { provider, reference, amount, description: 'Giao dich la', createdAt, request: {}, status: 'pending' };
}
