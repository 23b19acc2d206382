import type { Opening } from '../../local/demo/opening.ts';
import type { PlanName } from '../../local/demo/plans.ts';
import { Stage } from '../../local/demo/stage.ts';
import { Walk } from '../../local/demo/walk.ts';
import type { Environment } from '../../local/launcher/environment.ts';

export type Played = {
  readonly step: string;
  readonly dossier: PlanName | 'supplement' | 'withdrawal' | 'post';
  /** False for what is done only to get somewhere, or to warm sandboxes up. */
  readonly counted: boolean;
  /** Calls of the HTTP API that belong to the step itself. */
  readonly calls: number;
  /** Id of the event that must have reached the bus. */
  readonly last: string;
};

/** One dossier, step by step; each step ends when the province is at rest again. */
class Script {
  readonly walk: Walk;
  readonly #name: Played['dossier'];
  readonly #counted: boolean;
  readonly #measure: (played: Played) => Promise<void>;
  readonly #reset: () => void;
  #version = 0;

  constructor(
    stage: Stage,
    opening: Opening,
    name: Played['dossier'],
    counted: boolean,
    measure: (played: Played) => Promise<void>,
    reset: () => void,
  ) {
    this.walk = new Walk(stage, opening);
    this.#name = name;
    this.#counted = counted;
    this.#measure = measure;
    this.#reset = reset;
  }

  /** Does something and counts until everything it set off is over. */
  async step(title: string, work: () => Promise<unknown>, { calls = 1, counted = true } = {}): Promise<void> {
    const answer = (await work()) as { version?: unknown } | undefined;
    // Not read when the answer tells: a read would be in the counts.
    const told = answer?.version;
    this.#version = typeof told === 'number' ? told : (await this.walk.readOwn()).version;
    const last = `${this.walk.dossierId}:${this.#version}`;
    const step = `${this.#name}: ${title}`;
    await this.#measure({ step, dossier: this.#name, counted: counted && this.#counted, calls, last });
  }

  /** A call under the dossier's version, which is read before counting begins. */
  async change(title: string, who: string, path: string, body?: unknown, counted = true): Promise<void> {
    const api = await this.walk.stage.as(who);
    this.#reset();
    const ask = { ifMatch: this.#version, ...(body !== undefined && { body }) };
    await this.step(title, () => api.must('POST', `/v1/dossiers/${this.walk.dossierId}${path}`, ask), { counted });
  }

  act(
    officer: string,
    action: { readonly type: string } & Record<string, unknown>,
    title = action.type,
    counted = true,
  ) {
    return this.change(title, officer, '/actions', action, counted);
  }

  /** Create, attach what is required, submit. */
  async file(counted = true): Promise<void> {
    const { walk } = this;
    const files = walk.opening.channel === 'online' ? walk.plan.required.length : 0;
    this.#reset();
    await this.step('create-draft', () => walk.open().then(() => ({ version: 1 })), { counted });
    if (files > 0) {
      // Ticket, and one look at the verdict; the walk looks more often, and those calls are in the counts.
      await this.step(`attach-document ×${files}`, () => walk.attachAll(), { calls: 2 * files, counted });
    }
    const who = walk.opening.channel === 'online' ? walk.opening.citizen : walk.plan.reception.officer;
    await this.change('submit', who, '/submit', undefined, counted);
  }

  async process(counted = true): Promise<void> {
    const { plan } = this.walk;
    let by: string = plan.reception.officer;
    for (const [index, { stepId, agencyId, officer }] of plan.steps.entries()) {
      await this.act(by, { type: 'forward', stepId, agencyId }, `forward ${index + 1}`, counted);
      by = officer;
    }
    await this.act(by, { type: 'complete', outcome: 'granted' }, 'complete', counted);
  }
}

type Measure = (played: Played) => Promise<void>;

/** An agency's system subscribed to everything, so that webhooks are in the counts. */
async function subscribe(stage: Stage): Promise<void> {
  const api = await stage.as('tinh-quang-tri');
  const { items } = (await api.must('GET', '/v1/webhook-endpoints')) as { items: readonly unknown[] };
  // The demo, when it ran before, has left one.
  if (items.length > 0) return;
  const url = `${stage.environment.simulators.agency}/hooks/bench`;
  const { secret } = await api.must('POST', '/v1/webhook-endpoints', { body: { url, description: 'Đo đạc' } });
  await stage.control('agency', 'endpoints', { path: 'bench', secret });
}

/** Plays every kind of command at least once. */
export async function playTransitions(environment: Environment, measure: Measure, reset: () => void): Promise<void> {
  const stage = new Stage(environment);
  const script = (name: Played['dossier'], opening: Opening, counted = true) =>
    new Script(stage, opening, name, counted, measure, reset);
  const birth = (citizen: string, channel: Opening['channel'] = 'online'): Opening => ({
    plan: 'birth',
    channel,
    citizen,
  });

  await subscribe(stage);
  await wholeBirth(script('birth', birth('cong-dan-an'), false));
  await wholeBirth(script('birth', birth('cong-dan-binh')));
  await supplement(script('supplement', birth('cong-dan-chau', 'direct')));
  await withdrawal(script('withdrawal', birth('cong-dan-dung', 'direct')));
  await payment(script('household', { plan: 'household', channel: 'online', citizen: 'cong-dan-giang' }));
  await parcel(script('post', { plan: 'criminal', channel: 'direct', citizen: 'cong-dan-hieu', result: 'post' }));
}

async function wholeBirth(script: Script): Promise<void> {
  const { reception } = script.walk.plan;
  await script.file();
  await script.act(reception.officer, script.walk.acceptance());
  await script.process();
  await script.act(reception.officer, { type: 'return-result', method: 'counter' });
}

async function supplement(script: Script): Promise<void> {
  const { plan } = script.walk;
  const items = [{ content: 'Giấy chứng sinh', reason: 'Ảnh chụp bị mờ', guidance: 'Chụp lại rõ bốn góc' }];
  await script.file(false);
  await script.act(plan.reception.officer, { type: 'request-supplement', items });
  await script.change('supplement', plan.reception.officer, '/supplement', {
    note: 'Đã chụp lại',
    ...script.walk.handedOver(),
  });
  await script.act(plan.reception.officer, { type: 'reject', legalGround: 'Điều 16', reason: 'Bấm nhầm' });
  await script.act('quan-tri', { type: 'correct', toStatus: 'submitted', reason: 'Cán bộ bấm nhầm nút từ chối' });
}

async function withdrawal(script: Script): Promise<void> {
  const { plan } = script.walk;
  await script.file(false);
  await script.act(plan.reception.officer, script.walk.acceptance(), 'accept', false);
  const { stepId, agencyId } = plan.steps[0] ?? { stepId: '', agencyId: '' };
  await script.act(plan.reception.officer, { type: 'forward', stepId, agencyId }, 'forward', false);
  await script.act(plan.leader, { type: 'stop', ground: 'Chờ kết luận của tòa án' });
  await script.act(plan.leader, { type: 'resume' });
  await script.change('request-withdrawal', plan.reception.officer, '/withdrawal', { reason: 'Thay đổi kế hoạch' });
  await script.act(plan.leader, { type: 'decide-withdrawal', granted: true });
}

async function payment(script: Script): Promise<void> {
  const { walk } = script;
  await script.file(false);
  const ask = { type: 'request-payment', assessment: walk.plan.charged, ...walk.handedOver() };
  await script.act(walk.plan.reception.officer, ask);
  await script.step(
    'record-payment (VNPay)',
    async () => {
      await walk.pay('vnpay');
      await walk.reaches('accepted');
    },
    { calls: 2 },
  );
}

async function parcel(script: Script): Promise<void> {
  const { walk } = script;
  await script.file(false);
  await script.act(walk.plan.reception.officer, walk.acceptance(), 'accept', false);
  await script.process(false);
  await script.step('record-shipment-event to delivered', async () => {
    await walk.parcel('delivered');
    await walk.reaches('returned');
  });
}
