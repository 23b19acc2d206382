import { randomUUID } from 'node:crypto';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { reportStore } from '../../functions/postal/webhook/reports.ts';
import type { FunctionName } from '../../infra/functions.ts';
import { originalsOf } from '../../local/demo/handed-over.ts';
import { PLANS, type PlanName } from '../../local/demo/plans.ts';
import type { Person } from '../../local/demo/stage.ts';
import { vnpayHash } from '../../local/simulators/payments/vnpay-hash.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { apiEvent, queueEvent } from './warm-events.ts';

/** What the worker needs to know of the province, and who acts in it. */
export type WarmSetup = {
  readonly citizen: Person;
  readonly tokens: Readonly<Record<string, string>>;
  readonly vnpay: { readonly secret: string; readonly terminalCode: string };
};

/** One measured call: `names` are what its requests carry that must be another's in the twin's. */
export type Step = {
  readonly title: string;
  readonly function: FunctionName;
  readonly event: unknown;
  readonly names?: readonly string[];
};

export type Told = { readonly statusCode?: number; readonly body?: string } | undefined;

/** Calls a function, measures it, and lets the bare handler do the same for the twin. */
export type Call = (step: Step) => Promise<Record<string, unknown>>;

const ONE = '/v1/dossiers/{dossierId}';

/** A unique address per call, so that the look-up rate limit is not measured. */
const address = (n: number) => `198.18.${(n >> 8) & 255}.${n & 255}`;

class Dossier {
  readonly call: Call;
  readonly setup: WarmSetup;
  readonly plan: (typeof PLANS)[PlanName];
  dossierId = '';
  version = 0;
  code = '';

  constructor(call: Call, setup: WarmSetup, plan: PlanName) {
    this.call = call;
    this.setup = setup;
    this.plan = PLANS[plan];
  }

  async open(): Promise<void> {
    const { HoVaTen, SoDinhDanh, SoDienThoai, ThuDienTu, DiaChi } = this.setup.citizen;
    const { procedureCode, reception } = this.plan;
    const contact = { phone: SoDienThoai, email: ThuDienTu, address: DiaChi };
    const answer = await this.#ask('intake create', 'intake', '/v1/dossiers', {
      procedureCode,
      receivingAgency: reception.agencyId,
      channel: 'direct',
      applicant: {
        kind: 'citizen',
        name: HoVaTen,
        identity: { type: 'personal-id', number: SoDinhDanh, country: 'VN' },
        ...contact,
      },
      // The owner pays from their account: the officer has read the paper twice.
      secondReading: { applicant: { name: HoVaTen, number: SoDinhDanh } },
      resultDelivery: { method: 'counter' },
    });
    this.dossierId = answer.dossierId as string;
    this.version = answer.version as number;
  }

  /** A call that changes the dossier, by its reception unless told. */
  async change(title: string, name: FunctionName, below: string, body?: unknown, who?: string) {
    const answer = await this.#ask(title, name, ONE + below, body, who);
    if (typeof answer.version === 'number') this.version = answer.version;
    if (typeof answer.dossierCode === 'string') this.code = answer.dossierCode;
    return answer;
  }

  #ask(title: string, name: FunctionName, resource: string, body: unknown, who: string = this.plan.reception.officer) {
    const key = randomUUID();
    const { dossierId, version } = this;
    const target = dossierId === '' ? {} : { params: { dossierId }, version };
    const token = this.setup.tokens[who] ?? '';
    const event = apiEvent({ method: 'POST', resource, token, key, ...target, ...(body !== undefined && { body }) });
    return this.call({ title, function: name, event, names: [key] });
  }
}

const MOST_LOOKUPS = 18;

/** Birth dossier at the counter: filed, read, looked up, accepted, a parcel reported, its events published. */
export async function playBirth(call: Call, setup: WarmSetup, table: Table, n: number): Promise<void> {
  const dossier = new Dossier(call, setup, 'birth');
  await dossier.open();
  await dossier.change('intake submit', 'intake', '/submit');
  const { dossierId, code, plan } = dossier;
  const token = setup.tokens[plan.reception.officer] ?? '';
  const read = apiEvent({ method: 'GET', resource: ONE, params: { dossierId }, token });
  await call({ title: 'dossier read', function: 'dossier-reading', event: read });
  await dossier.change('actions accept', 'actions', '/actions', {
    type: 'accept',
    handedOver: originalsOf(plan.required),
  });
  const body = {
    dossierCode: code,
    identity: { type: 'personal-id', number: setup.citizen.SoDinhDanh, country: 'VN' },
  };
  const asked = apiEvent({ method: 'POST', resource: '/v1/lookup', body, sourceIp: address(n) });
  // Forty calls in ten minutes about one person and no more (`functions/dossiers/lookup`); the bare twin of each counts too.
  if (n < MOST_LOOKUPS) await call({ title: 'lookup', function: 'lookup', event: asked });

  const shipmentId = `WARM${n}`;
  const commandId = `shipment:${randomUUID()}`;
  const shipment = {
    shipmentId,
    direction: 'outbound',
    carrier: 'vnpost',
    state: 'in_transit',
    carrierCode: '70',
    occurredAt: new Date().toISOString(),
  } as const;
  const messageId = randomUUID();
  const report = { orderNumber: shipmentId, carrierCode: '70' };
  const receivedAt = shipment.occurredAt;
  await reportStore(table).keep({ messageId, carrier: 'vnpost', report, receivedAt, dossierId, shipment });
  const command = { type: 'record-shipment-event', messageId };
  const message = { commandId, dossierId, from: 'postal-webhook', command };
  await call({
    title: 'transitions record-shipment',
    function: 'transitions',
    event: queueEvent(message),
    names: [commandId],
  });

  const records = await streamRecords(table, dossierId, 4);
  await call({ title: 'event-relay, 1 event', function: 'event-relay', event: { Records: records.slice(0, 1) } });
  const ten = Array.from({ length: 10 }, (_, i) => records[i % records.length]);
  await call({ title: 'event-relay, 10 events', function: 'event-relay', event: { Records: ten } });
}

/** Records of the table's stream about the dossier's first events, from the rows as they lie in the table. */
async function streamRecords({ name }: Table, dossierId: string, count: number) {
  // Not the table's own client: a stream carries rows as they are stored.
  const raw = new DynamoDBClient({});
  const records = [];
  for (let version = 1; version <= count; version += 1) {
    const { pk, sk } = keys.event(dossierId, version);
    const Keys = { pk: { S: pk }, sk: { S: sk } };
    const { Item } = await raw.send(new GetItemCommand({ TableName: name, Key: Keys }));
    records.push({ eventName: 'INSERT', dynamodb: { Keys, NewImage: Item, SequenceNumber: String(version) } });
  }
  return records;
}

/** Household business at the counter: the fee asked for, an attempt to pay begun, the provider's notification. */
export async function playPayment(call: Call, setup: WarmSetup, n: number): Promise<void> {
  const dossier = new Dossier(call, setup, 'household');
  await dossier.open();
  await dossier.change('intake submit', 'intake', '/submit');
  const { charged, required } = dossier.plan;
  const fee = { type: 'request-payment', assessment: charged, handedOver: originalsOf(required) };
  await dossier.change('actions request-payment', 'actions', '/actions', fee);
  const { secret, terminalCode } = setup.vnpay;
  const started = await dossier.change(
    'payments start (VNPay)',
    'payments',
    '/payments',
    { provider: 'vnpay' },
    'citizen',
  );
  const asked = new URL(started.payUrl as string).searchParams;
  const transaction = `${Date.now()}${n}`;
  const parameters = {
    vnp_TmnCode: terminalCode,
    vnp_Amount: asked.get('vnp_Amount') ?? '',
    vnp_BankCode: 'NCB',
    vnp_CardType: 'ATM',
    vnp_OrderInfo: asked.get('vnp_OrderInfo') ?? '',
    vnp_PayDate: asked.get('vnp_CreateDate') ?? '',
    vnp_ResponseCode: '00',
    vnp_TransactionNo: transaction,
    vnp_TransactionStatus: '00',
    vnp_TxnRef: asked.get('vnp_TxnRef') ?? '',
  };
  const query = { ...parameters, vnp_SecureHash: vnpayHash(parameters, secret) };
  await call({
    title: 'payment-webhook (VNPay)',
    function: 'payment-webhook',
    event: apiEvent({ method: 'GET', resource: '/webhooks/vnpay', query }),
    names: [transaction],
  });
}
