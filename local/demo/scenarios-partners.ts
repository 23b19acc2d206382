import { provinceCatalogue } from '../../shared/procedure/load-catalogue.ts';
import { nationalCodes } from '../../shared/procedure/national.ts';
import { until } from '../launcher/wait.ts';
import { ApiRefusal } from './api/client.ts';
import type { Opening } from './opening.ts';
import { PLANS } from './plans.ts';
import type { Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';
import { Walk } from './walk.ts';

const criminal = (citizen: string, result: Opening['result'] = 'post'): Opening => ({
  plan: 'criminal',
  channel: 'online',
  citizen,
  result,
});

const completed = async (stage: Stage, opening: Opening) => {
  const walk = await (await new Walk(stage, opening).file()).requestFee();
  await (await walk.pay('platform')).reaches('accepted');
  return (await walk.forwardTo()).complete();
};

/** Documents as the portal names them: the component by its national code. */
function portalPapers({ stage, plan }: Walk, ...components: readonly string[]) {
  const own = provinceCatalogue(stage.environment.province).find((p) => p.procedureCode === plan.procedureCode);
  const codes = own && nationalCodes(own);
  return components.map((component) => ({
    MaThanhPhanHoSo: codes?.component(component) ?? '',
    TenTepDinhKem: `${component}.pdf`,
  }));
}

/** Waits until this many documents are part of the dossier, and prints them. @throws Error listing the actual ones */
async function papersArrive(walk: Walk, count: number): Promise<void> {
  const attached = await until(async () => (await walk.read()).documents.length === count, {
    timeoutMs: walk.stage.environment.patienceMs,
    everyMs: 300,
  });
  const { documents, dossierCode } = await walk.read();
  if (!attached) throw new Error(`${documents.length} of ${count} documents came from the national portal`);
  const events = (await walk.timeline()).filter((event) => event.type === 'document-attached');
  console.log(
    `      ${dossierCode}: ${count} documents fetched from the national portal, ${versions(events)} in its log`,
  );
}

const versions = (events: readonly { version: number }[]) => events.map(({ version }) => `#${version}`).join(' ');

/** A dossier that its applicant files at the national portal; waits until it is at our reception with its documents. */
async function fileAtPortal(stage: Stage, citizen: string): Promise<{ walk: Walk; nationalCode: string }> {
  const walk = new Walk(stage, { plan: 'birth', channel: 'online', citizen });
  const message = { LoaiBanTin: 'TAO_MOI', MaTTHC: walk.plan.procedureCode, MaDonVi: walk.plan.reception.agencyId };
  const papers = portalPapers(walk, ...walk.plan.required);
  const pushed = await stage.control<{ MaHoSo: string }>('national-portal', 'push', {
    message,
    personId: citizen,
    papers,
  });
  const nationalCode = pushed.MaHoSo;
  const api = await stage.as(citizen);
  const arrived = await until(
    async () => {
      const { items } = (await api.must('GET', '/v1/dossiers?limit=100')) as { items: { dossierId: string }[] };
      for (const { dossierId } of items) {
        const dossier = await api.must('GET', `/v1/dossiers/${dossierId}`);
        if (dossier.nationalCode !== nationalCode) continue;
        walk.dossierId = dossierId;
        return true;
      }
      return false;
    },
    { timeoutMs: stage.environment.patienceMs, everyMs: 500 },
  );
  if (!arrived) throw new Error('the dossier filed at the national portal did not arrive');
  await papersArrive(walk, papers.length);
  return { walk, nationalCode };
}

export const partnerScenarios: readonly Scenario[] = [
  {
    title: 'Result by post, reports of the carrier twice and out of order',
    ends: 'returned',
    play: async (stage) => {
      const walk = await completed(stage, criminal('cong-dan-quy'));
      await stage.control('post', 'faults', { seed: 7, duplicateRate: 0.7, reorder: true });
      await (await walk.parcel('delivered')).reaches('returned');
      await stage.control('post', 'faults', {});
      return walk;
    },
  },
  {
    title: 'Executable under the name of a PDF is rejected, the real document accepted',
    ends: 'returned',
    play: async (stage) => {
      const walk = await new Walk(stage, criminal('cong-dan-tram', 'counter')).open();
      const bytes = Buffer.concat([Buffer.from('MZ\u0090\u0000', 'latin1'), Buffer.alloc(2000, 1)]);
      const disguised = { fileName: 'to-khai.pdf', contentType: 'application/pdf', bytes };
      const taken = await walk.upload(await walk.applicant(), { component: 'certificate-request' }, disguised);
      if (taken) throw new Error('an executable was accepted as a PDF');
      await (await (await walk.attachAll()).submit()).process();
      return walk;
    },
  },
  {
    title: 'Two officers at once: one acts, the other gets a conflict',
    ends: 'returned',
    play: async (stage) => {
      const walk = await new Walk(stage, { plan: 'birth', channel: 'direct', citizen: 'cong-dan-an' }).file();
      const reception = await walk.reception();
      const { version } = await walk.read();
      const accept = walk.acceptance();
      const race = [1, 2].map(() =>
        reception.ask('POST', `/v1/dossiers/${walk.dossierId}/actions`, { body: accept, ifMatch: version }),
      );
      const answers = await Promise.all(race);
      const won = answers.filter((a) => a.status === 200);
      const lost = answers.find((a) => a.status !== 200);
      if (won.length !== 1 || lost === undefined || ![409, 412].includes(lost.status)) {
        throw new ApiRefusal(`race won by ${won.length}`, answers[0] as never);
      }
      await (await (await walk.forwardTo()).complete()).returnResult();
      return walk;
    },
  },
  {
    title: 'Filed at the national portal, with documents',
    ends: 'returned',
    play: async (stage) => (await fileAtPortal(stage, 'cong-dan-binh')).walk.process(),
  },
  {
    title: 'Filed at the national portal, supplemented there with another document',
    ends: 'returned',
    play: async (stage) => {
      const { walk, nationalCode } = await fileAtPortal(stage, 'cong-dan-chau');
      await walk.act(walk.plan.reception.officer, {
        type: 'request-supplement',
        items: [{ content: 'Giấy chứng sinh', reason: 'Thiếu dấu', guidance: 'Gửi bản có dấu' }],
      });
      await stage.control('national-portal', 'push', {
        message: {
          LoaiBanTin: 'BO_SUNG',
          MaHoSo: nationalCode,
          NgayBoSung: nationalNow(),
          NoiDungBoSung: 'Gửi bản có dấu',
        },
        papers: portalPapers(walk, 'birth-notification'),
      });
      await walk.reaches('submitted');
      const types = (await walk.timeline()).map((event) => event.type);
      const [paper, supplemented] = [types.lastIndexOf('document-attached'), types.indexOf('supplemented')];
      if (!(types.indexOf('supplement-requested') < paper && paper < supplemented)) {
        throw new Error(`the supplement was recorded without its document: ${types.join(', ')}`);
      }
      await papersArrive(walk, walk.plan.required.length + 1);
      return walk.process();
    },
  },
  {
    title: 'Filed at the national portal, withdrawn there',
    ends: 'returned',
    play: async (stage) => {
      const { walk, nationalCode } = await fileAtPortal(stage, 'cong-dan-dung');
      await stage.control('national-portal', 'push', {
        message: { LoaiBanTin: 'RUT_HO_SO', MaHoSo: nationalCode, NgayYeuCau: nationalNow(), LyDo: 'Nộp nhầm nơi' },
      });
      await walk.reaches('withdrawal-requested');
      return walk.act(PLANS.birth.reception.officer, { type: 'decide-withdrawal', granted: true });
    },
  },
];

/** The moment in the portal's format. */
function nationalNow(): string {
  const local = new Date(Date.now() + 7 * 3_600_000).toISOString();
  return local.slice(0, 19).replaceAll(/\D/g, '');
}
