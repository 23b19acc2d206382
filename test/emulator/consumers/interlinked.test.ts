import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../local/demo/api/client.ts';
import { originalsOf } from '../../../local/demo/handed-over.ts';
import { PLANS } from '../../../local/demo/plans.ts';
import { stage } from '../kit.ts';

const DESK = 'can-bo-tiep-nhan-dong-hoi';
const HANDLER = 'ho-tich-dong-hoi';
const LEADER = 'lanh-dao-dong-hoi';

/** One dossier submitted at reception, and its actors by name. */
class Dossier {
  readonly dossierId: string;

  constructor(dossierId: string) {
    this.dossierId = dossierId;
  }

  static async filed(procedureCode: string, receivingAgency = 'H50.20.1', officer = DESK): Promise<Dossier> {
    const reception = await stage.as(officer);
    const { dossierId, version } = await reception.must('POST', '/v1/dossiers', {
      body: {
        procedureCode,
        receivingAgency,
        channel: 'direct',
        applicant: {
          kind: 'citizen',
          name: 'Lê Thị Liên Thông',
          identity: { type: 'personal-id', number: '045190000123', country: 'VN' },
          phone: '0912345678',
          address: 'Phường Đồng Hới',
        },
        resultDelivery: { method: 'counter' },
      },
    });
    await reception.must('POST', `/v1/dossiers/${dossierId}/submit`, { ifMatch: version as number });
    return new Dossier(dossierId as string);
  }

  async ask(who: string | ApiClient, action: Readonly<Record<string, unknown>>) {
    const api = typeof who === 'string' ? await stage.as(who) : who;
    const { version } = await this.read();
    return api.ask('POST', `/v1/dossiers/${this.dossierId}/actions`, { body: action, ifMatch: version as number });
  }

  /** @throws Error with the answer when it is refused: for what only leads up to the point. */
  async must(who: string | ApiClient, action: Readonly<Record<string, unknown>>): Promise<this> {
    const answer = await this.ask(who, action);
    if (answer.status !== 200) throw new Error(`${action.type}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return this;
  }

  /** Every required component on paper. */
  async accept(): Promise<this> {
    const { procedureCode } = await this.read();
    const plan = Object.values(PLANS).find((one) => one.procedureCode === procedureCode);
    if (plan === undefined) throw new Error(`no plan of ${procedureCode}`);
    return this.must(DESK, { type: 'accept', assessment: plan.usual, handedOver: originalsOf(plan.required) });
  }

  async code(who: string | ApiClient, action: Readonly<Record<string, unknown>>) {
    const { status, body } = await this.ask(who, action);
    return `${status} ${(body as { code?: string }).code}`;
  }

  read = async () => (await stage.as('quan-tri')).must('GET', `/v1/dossiers/${this.dossierId}`);

  types = async () => {
    const api = await stage.as('quan-tri');
    const { items } = await api.must('GET', `/v1/dossiers/${this.dossierId}/timeline`);
    return (items as { type: string }[]).map(({ type }) => type);
  };

  /** What people wrote, as far as the reader's timeline shows it. */
  texts = async (api: ApiClient) => {
    const { items } = await api.must('GET', `/v1/dossiers/${this.dossierId}/timeline`);
    return (items as { texts?: { text: string }[] }[]).flatMap(({ texts = [] }) => texts.map(({ text }) => text));
  };
}

const forward = (stepId: string, more = {}) => ({ type: 'forward', stepId, agencyId: 'H50.20', ...more });
const branch = (branchId: string, agencyId: string) => ({ type: 'open-branch', branchId, agencyId });
const done = (branchId: string) => ({ type: 'finish-branch', branchId, result: 'done', note: 'Đã giải quyết' });

describe('a newborn child: birth, residence and health insurance in one dossier', () => {
  let police: ApiClient;
  let insurance: ApiClient;
  beforeAll(async () => {
    police = await stage.as('cong-an-dong-hoi');
    insurance = await stage.as('bhxh-dong-hoi');
  });

  it('goes through three agencies, two of them at once and in their own systems, and comes back to the ward', async () => {
    const dossier = await Dossier.filed('2.002621');
    await dossier.accept();
    await dossier.must(DESK, forward('birth-registration'));
    await dossier.must(HANDLER, forward('birth-signature'));
    await dossier.must(LEADER, forward('residence-and-insurance'));
    expect(await dossier.code(HANDLER, forward('results'))).toBe('422 branches-missing');
    expect(await dossier.code(HANDLER, branch('permanent-residence', 'H50.33.1'))).toBe('422 wrong-agency');
    await dossier.must(HANDLER, branch('permanent-residence', 'H50.31.20'));
    await dossier.must(HANDLER, branch('health-insurance', 'H50.33.1'));
    expect(await dossier.code(HANDLER, forward('results'))).toBe('422 branches-open');
    expect(await dossier.code(insurance, done('permanent-residence'))).toBe('403 not-allowed');
    await dossier.must(police, done('permanent-residence'));
    expect(await dossier.code(police, done('permanent-residence'))).toMatch(/^4/);
    await dossier.must(insurance, done('health-insurance'));
    await dossier.must(HANDLER, forward('results'));
    await dossier.must(HANDLER, { type: 'complete', outcome: 'granted' });
    await dossier.must(DESK, { type: 'return-result', method: 'counter' });
    expect((await dossier.read()).status).toBe('returned');
    const types = await dossier.types();
    expect(types.filter((type) => type === 'branch-opened')).toHaveLength(2);
    expect(types.filter((type) => type === 'branch-finished')).toHaveLength(2);
  });

  it('waits for an opinion that was asked for as well', async () => {
    const dossier = await Dossier.filed('2.002621');
    await dossier.accept();
    await dossier.must(DESK, forward('birth-registration'));
    const question = {
      type: 'ask-opinion',
      agencyId: 'H50.31.20',
      question: 'Nơi cư trú của cha mẹ?',
      workingHours: 4,
    };
    await dossier.must(HANDLER, question);
    expect(await dossier.code(HANDLER, forward('birth-signature'))).toBe('422 branches-open');
    const { branches } = (await dossier.read()) as unknown as { branches: { branchId: string; dueAt: string }[] };
    expect(branches).toHaveLength(1);
    const answer = {
      type: 'finish-branch',
      branchId: branches[0]?.branchId,
      result: 'agreed',
      note: 'Cùng nơi cư trú',
    };
    await dossier.must(police, answer);
    await dossier.must(HANDLER, { type: 'add-note', note: 'Đối chiếu sổ gốc' });
    await dossier.must(HANDLER, forward('birth-signature'));
    // The asked agency reads what the applicant reads and what it was asked; the internal note stays with the agencies that
    // hold the dossier.
    const ground = 'Điều 11 Luật Hộ tịch số 60/2014/QH13';
    expect(await dossier.texts(police)).toEqual([ground, 'Nơi cư trú của cha mẹ?', 'Cùng nơi cư trú']);
    expect(await dossier.texts(await stage.as(DESK))).toEqual([
      ...[ground, 'Nơi cư trú của cha mẹ?', 'Cùng nơi cư trú'],
      'Đối chiếu sổ gốc',
    ]);
  });
});

describe('an officer', () => {
  it('has what is assigned to them, sends it back with a reason, and is stood in for while away', async () => {
    const dossier = await Dossier.filed('1.001193');
    await dossier.accept();
    await dossier.must(DESK, forward('examination'));
    await dossier.must(LEADER, { type: 'assign', officer: 'another-officer' });
    expect(await dossier.code(HANDLER, forward('registration'))).toBe('403 not-allowed');
    const now = Date.now();
    const delegation = {
      agencyId: 'H50.20',
      officer: 'another-officer',
      delegate: decodeJwt((await stage.as(HANDLER)).token ?? '').sub,
      from: new Date(now - 60_000).toISOString(),
      until: new Date(now + 3_600_000).toISOString(),
      reason: 'Nghỉ phép',
    };
    expect((await (await stage.as(HANDLER)).ask('PUT', '/v1/delegations', { body: delegation })).status).toBe(403);
    expect((await (await stage.as(LEADER)).ask('PUT', '/v1/delegations', { body: delegation })).status).toBe(200);
    await dossier.must(HANDLER, forward('registration'));
    expect(await dossier.code(HANDLER, { type: 'send-back', stepId: 'signature', reason: 'Chưa tới' })).toBe(
      '422 step-not-completed',
    );
    await dossier.must(HANDLER, { type: 'send-back', stepId: 'examination', reason: 'Thiếu chữ ký' });
    const ended = { ...delegation, until: new Date(now - 1000).toISOString() };
    await (await stage.as(LEADER)).must('PUT', '/v1/delegations', { body: ended });
    expect(await dossier.types()).toContain('sent-back');
  });
});

describe('a promised date', () => {
  it('moves once with an apology and never again, and both dates stay to be seen', async () => {
    const dossier = await Dossier.filed('1.013225');
    await dossier.accept();
    await dossier.must(DESK, forward('examination'));
    const first = (await dossier.read()).appointmentAt as string;
    const sorry = { type: 'reappoint', workingHours: 16, reason: 'Chờ ý kiến của Sở Xây dựng' };
    expect(await dossier.code(HANDLER, sorry)).toBe('403 not-allowed');
    await dossier.must(LEADER, sorry);
    const view = (await dossier.read()) as unknown as {
      appointmentAt: string;
      appointments: { appointmentAt: string; previousAt?: string; reason: string }[];
    };
    expect(view.appointmentAt > first).toBe(true);
    expect(view.appointments).toMatchObject([
      { appointmentAt: first, reason: 'accepted' },
      { appointmentAt: view.appointmentAt, previousAt: first, reason: 'reappointed' },
    ]);
    expect(await dossier.code(LEADER, sorry)).toBe('422 reappointed-before');
    expect(await dossier.code(LEADER, { type: 'recalculate-appointment', reason: 'Đổi lịch' })).toBe('409 no-change');
  });
});

describe('a dossier that a ministry’s system processes', () => {
  it('is followed and reminded here, and changed only by the reports of that system', async () => {
    const dossier = await Dossier.filed('2.001610', 'H50.1', 'can-bo-tiep-nhan-tinh');
    expect(await dossier.code('can-bo-tiep-nhan-tinh', { type: 'accept' })).toBe('422 processed-elsewhere');
    await dossier.must('can-bo-tiep-nhan-tinh', { type: 'send-reminder', message: 'Đề nghị xử lý đúng hạn' });
    const ministry = await stage.as('dang-ky-kinh-doanh');
    const report = { type: 'report-status', toStatus: 'in-processing', occurredAt: new Date().toISOString() };
    expect(await dossier.code('can-bo-tiep-nhan-tinh', report)).toBe('403 not-allowed');
    await dossier.must(ministry, report);
    await dossier.must(ministry, { ...report, toStatus: 'completed', note: `GCN ${randomUUID().slice(0, 8)}` });
    expect((await dossier.read()).status).toBe('completed');
  });
});
