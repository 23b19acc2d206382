import { until } from '../launcher/wait.ts';
import type { ApiClient } from './api/client.ts';
import { askTicket, type LocalFile, put, smallPdf } from './api/upload.ts';
import { originalsOf, postalRecord } from './handed-over.ts';
import { type Opening, peopleOf } from './opening.ts';
import { PLANS, type Plan } from './plans.ts';
import { type Person, people, type Stage } from './stage.ts';

type DossierView = {
  readonly version: number;
  readonly status: string;
  readonly dossierCode?: string;
  readonly receivingAgency: string;
  readonly documents: readonly { readonly documentId: string; readonly kind: string }[];
  readonly handedOver?: { readonly papers: readonly unknown[] };
  readonly assessment?: { readonly amount: number };
  readonly payment?: { readonly obligationId: string; readonly amount: number };
  readonly refunds: readonly { readonly refundId: string; readonly amount: number; readonly state: string }[];
  readonly updatedAt: string;
  readonly shipments: readonly { readonly shipmentId: string; readonly state: string }[];
};

/** One dossier's path through the province, each action by the user responsible for it. */
export class Walk {
  readonly stage: Stage;
  readonly plan: Plan;
  readonly opening: Opening;
  readonly citizen: Person;
  dossierId = '';
  /** When the papers came: the moment of the postal hand-over record. */
  openedAt = new Date().toISOString();

  /** For results that arrive through queues. */
  get #patience() {
    return { timeoutMs: this.stage.environment.patienceMs, everyMs: 300 };
  }

  constructor(stage: Stage, opening: Opening) {
    this.stage = stage;
    this.plan = PLANS[opening.plan];
    this.opening = opening;
    const citizen = people.citizens.find((p) => p.personId === opening.citizen);
    if (citizen === undefined) throw new Error(`no citizen has the name ${opening.citizen}`);
    this.citizen = citizen;
  }

  /** An online dossier is filed by the citizen; a direct or postal one by the reception. */
  applicant(): Promise<ApiClient> {
    return this.stage.as(this.opening.channel === 'online' ? this.opening.citizen : this.plan.reception.officer);
  }

  reception(): Promise<ApiClient> {
    return this.stage.as(this.plan.reception.officer);
  }

  async open(): Promise<this> {
    const { HoVaTen, SoDienThoai, DiaChi } = this.citizen;
    const method = this.opening.result ?? 'counter';
    const receiver = {
      receiverName: HoVaTen,
      receiverPhone: SoDienThoai,
      receiverAddress: DiaChi,
      receiverProvinceCode: '44',
    };
    const answer = await (await this.applicant()).must('POST', '/v1/dossiers', {
      body: {
        procedureCode: this.plan.procedureCode,
        receivingAgency: this.plan.reception.agencyId,
        channel: this.opening.channel,
        ...peopleOf(this.opening, this.citizen),
        resultDelivery: method === 'post' ? { method, ...receiver } : { method },
      },
    });
    this.dossierId = answer.dossierId as string;
    return this;
  }

  async read(): Promise<DossierView> {
    return (await (await this.reception()).must('GET', `/v1/dossiers/${this.dossierId}`)) as unknown as DossierView;
  }

  /** What the applicant sees; also of a draft, which only its applicant may read. */
  async readOwn(): Promise<DossierView> {
    return (await (await this.applicant()).must('GET', `/v1/dossiers/${this.dossierId}`)) as unknown as DossierView;
  }

  /** Uploads a file and waits for the verdict. @returns whether it became part of the dossier */
  async upload(api: ApiClient, purpose: Record<string, unknown>, file: LocalFile): Promise<boolean> {
    const ticket = await askTicket(api, this.dossierId, purpose, file);
    const stored = await put(ticket, file.bytes);
    if (stored !== 200) throw new Error(`the store answered ${stored} to an upload`);
    const path = `/v1/dossiers/${this.dossierId}/documents/${ticket.documentId}`;
    let state = 'pending';
    const judged = await until(async () => {
      const row = await api.must('GET', path);
      state = row.state as string;
      return state === 'rejected' || row.attached === true;
    }, this.#patience);
    if (!judged) throw new Error(`document ${ticket.documentId} stayed ${state}`);
    return state === 'verified';
  }

  async attachAll(): Promise<this> {
    if (this.opening.channel !== 'online') return this;
    const api = await this.applicant();
    await Promise.all(
      this.plan.required.map((component) =>
        this.upload(api, { component }, smallPdf(`${this.dossierId} ${component}`)),
      ),
    );
    return this;
  }

  async submit(): Promise<this> {
    await (await this.applicant()).change(this.dossierId, '/submit');
    return this;
  }

  async act(officer: string, action: Record<string, unknown>): Promise<this> {
    await (await this.stage.as(officer)).change(this.dossierId, '/actions', action);
    return this;
  }

  /** What the applicant laid on the counter, or the post handed over: every required paper in the original. */
  handedOver(components: readonly string[] = this.plan.required) {
    const { channel } = this.opening;
    if (channel === 'online') return {};
    const record = postalRecord(`BB-${this.dossierId.slice(0, 8)}`, this.openedAt);
    return { handedOver: { ...originalsOf(components), ...(channel === 'postal' && { record }) } };
  }

  /** The body of reception's acceptance. */
  acceptance = () => ({ type: 'accept', assessment: this.plan.usual, ...this.handedOver() });

  accept = () => this.act(this.plan.reception.officer, this.acceptance());

  /** Reception, or the applicant online, supplies what was asked for. */
  supply(note: string, components?: readonly string[]) {
    return this.applicant().then((api) =>
      api.change(this.dossierId, '/supplement', { note, ...this.handedOver(components) }),
    );
  }

  /** The reception hands over to the first step, each step's officer to the next, up to step number `last`. */
  async forwardTo(last = this.plan.steps.length): Promise<this> {
    for (const [index, step] of this.plan.steps.slice(0, last).entries()) {
      const by = index === 0 ? this.plan.reception.officer : (this.plan.steps[index - 1]?.officer ?? '');
      await this.act(by, { type: 'forward', stepId: step.stepId, agencyId: step.agencyId });
    }
    return this;
  }

  async complete(outcome: 'granted' | 'denied' = 'granted'): Promise<this> {
    const signer = this.plan.steps.at(-1)?.officer ?? '';
    if (this.opening.result === 'electronic' && outcome === 'granted') {
      const result = smallPdf(`result ${this.dossierId}`, 'ket-qua.pdf');
      await this.upload(await this.stage.as(signer), { kind: 'result', component: 'result' }, result);
    }
    const denial = {
      legalGround: 'Điều 16 Luật Hộ tịch số 60/2014/QH13',
      reason: 'Hồ sơ không đủ điều kiện giải quyết.',
    };
    return this.act(signer, { type: 'complete', outcome, ...(outcome === 'denied' && { denial }) });
  }

  returnResult(): Promise<this> {
    const method = this.opening.result === 'electronic' ? 'electronic' : 'counter';
    return this.act(this.plan.reception.officer, { type: 'return-result', method });
  }

  /** From opening to submission at the reception. */
  file = async () => (await (await this.open()).attachAll()).submit();

  /** From acceptance to the returned result. */
  process = async () => (await (await (await this.accept()).forwardTo()).complete()).returnResult();

  requestFee(): Promise<this> {
    return this.act(this.plan.reception.officer, {
      type: 'request-payment',
      assessment: this.plan.charged,
      ...this.handedOver(),
    });
  }

  /** What is asked for is paid in cash; the number of the receipt is kept. */
  async payCash(): Promise<this> {
    const due = (await this.read()).payment;
    return this.act(this.plan.reception.officer, {
      type: 'record-counter-payment',
      obligationId: due?.obligationId,
      receiptNumber: `BL-${this.dossierId.slice(0, 8)}`,
      amount: due?.amount,
    });
  }

  /** What is assessed is asked for and paid in cash. */
  payAtCounter = async () => (await this.act(this.plan.reception.officer, { type: 'request-payment' })).payCash();

  /** The citizen starts a payment attempt. */
  async startPayment(provider: 'platform' | 'vnpay'): Promise<{ reference: string; payUrl: string }> {
    const api = await this.stage.as(this.opening.citizen);
    const answer = await api.must('POST', `/v1/dossiers/${this.dossierId}/payments`, { body: { provider } });
    return answer as { reference: string; payUrl: string };
  }

  /** The citizen pays (or not) at the provider, which calls back asynchronously. */
  async pay(provider: 'platform' | 'vnpay', how: Record<string, unknown> = {}): Promise<this> {
    const { reference, payUrl } = await this.startPayment(provider);
    await this.settle(provider, { reference, payUrl }, how);
    return this;
  }

  /** The outcome of an attempt at the provider. VNPay learns of an attempt only when its page is opened. */
  async settle(provider: string, attempt: { reference: string; payUrl: string }, how: Record<string, unknown> = {}) {
    const page = provider === 'vnpay' ? { payUrl: attempt.payUrl } : {};
    const { reference } = attempt;
    await this.stage.control('payments', 'pay', { provider, reference, ...page, result: 'paid', ...how });
  }

  /** Waits until the dossier is in a status. @throws Error naming the status it stayed in */
  async reaches(...statuses: string[]): Promise<this> {
    let last = '';
    const there = await until(async () => {
      last = (await this.read()).status;
      return statuses.includes(last);
    }, this.#patience);
    if (!there) throw new Error(`stayed ${last} instead of reaching ${statuses.join(' or ')}`);
    return this;
  }

  /** Waits until the dossier is as it should be. @throws Error naming the status it stayed in */
  async until(isSo: (dossier: DossierView) => boolean): Promise<this> {
    let last: DossierView | undefined;
    const there = await until(async () => {
      last = await this.read();
      return isSo(last);
    }, this.#patience);
    if (!there) throw new Error(`stayed ${last?.status}, which is not as expected`);
    return this;
  }

  async timeline(): Promise<
    readonly {
      version: number;
      type: string;
      status: string;
      statusName: string;
      occurredAt: string;
      agencyId: string;
      /** Of an event about a payment. */
      transactionId?: string;
    }[]
  > {
    const answer = await (await this.reception()).must('GET', `/v1/dossiers/${this.dossierId}/timeline`);
    return answer.items as never;
  }

  async happened(type: string): Promise<this> {
    const there = await until(async () => (await this.timeline()).some((event) => event.type === type), this.#patience);
    if (!there) throw new Error(`nothing of type ${type} happened`);
    return this;
  }

  /** The parcel with the result advances to state `to`. */
  async parcel(to: string): Promise<this> {
    let order = '';
    const ordered = await until(async () => {
      order = (await this.read()).shipments[0]?.shipmentId ?? '';
      return order !== '';
    }, this.#patience);
    if (!ordered) throw new Error('no parcel was ordered');
    await this.stage.control('post', 'advance', { orderNumber: order, to });
    return this;
  }
}
