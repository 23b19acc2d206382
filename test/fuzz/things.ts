import type { Opening } from '../../local/demo/opening.ts';
import type { Stage } from '../../local/demo/stage.ts';
import { people } from '../../local/demo/stage.ts';
import { Walk } from '../../local/demo/walk.ts';
import { until } from '../../local/launcher/wait.ts';
import { ROLES } from './roles.ts';

/** Values of the province by name, from which requests are made beside those a generator thinks up. */
export type Things = Readonly<Record<string, readonly string[]>>;

const OPENING: Opening = { plan: 'birth', channel: 'online', citizen: ROLES.citizen };
const ITEMS = [{ content: 'Giấy chứng sinh', reason: 'Ảnh mờ', guidance: 'Chụp lại' }];

/** A dossier in each state in which something may be done with it, and what belongs to them. */
export async function prepareThings(stage: Stage): Promise<Things> {
  const dossier = (opening: Partial<Opening> = {}) => new Walk(stage, { ...OPENING, ...opening });
  const filed = () => dossier().file();
  const atHandler = async () => (await (await filed()).accept()).forwardTo(1);
  const walks = await Promise.all([
    dossier().open(),
    (async () => (await dossier().open()).attachAll())(),
    filed(),
    (async () => {
      const walk = await filed();
      return walk.act(walk.plan.reception.officer, { type: 'request-supplement', items: ITEMS });
    })(),
    (async () => (await filed()).requestFee())(),
    (async () => (await filed()).accept())(),
    atHandler(),
    (async () => (await atHandler()).act(ROLES.leader, { type: 'stop', ground: 'Chờ kết luận' }))(),
    (async () => (await (await filed()).accept()).forwardTo())(),
    (async () => (await (await (await filed()).accept()).forwardTo()).complete())(),
    (async () => (await filed()).process())(),
  ]);
  const documents = (await Promise.all(walks.map((walk) => walk.readOwn()))).flatMap((read) => read.documents);
  const administrator = await stage.as(ROLES.administrator);
  let forms: { documentId: string }[] = [];
  const last = walks.at(-1)?.dossierId;
  await until(
    async () => {
      forms = (await administrator.must('GET', `/v1/dossiers/${last}`)).forms as typeof forms;
      return forms.length > 0;
    },
    { timeoutMs: 30_000, everyMs: 300 },
  );

  const agency = await stage.as(ROLES['agency, webhooks']);
  const url = `${stage.environment.simulators.agency}/hooks/fuzz`;
  const body = { url, description: 'Phần mềm của phường' };
  const endpoints = await Promise.all([0, 1].map(() => agency.must('POST', '/v1/webhook-endpoints', { body })));
  const citizen = people.citizens.find(({ personId }) => personId === ROLES.citizen);
  const read = await Promise.all(walks.slice(2).map((walk) => walk.read()));
  return {
    dossierId: walks.map((walk) => walk.dossierId),
    dossierCode: read.flatMap(({ dossierCode }) => dossierCode ?? []),
    documentId: [...documents, ...forms].map(({ documentId }) => documentId),
    endpointId: endpoints.map(({ endpointId }) => endpointId as string),
    version: ['1', '2', '3', '4', '5', '6', '7', '8'].map((version) => `"${version}"`),
    personalId: [citizen?.SoDinhDanh ?? ''],
    agencyId: ['H50', 'H50.20', 'H50.20.1', 'H50.11', 'H50.12', 'H50.31.20'],
    receivingAgency: ['H50.20.1', 'H50.1'],
    procedureCode: ['1.001193', '1.001612', '2.000488', '1.004222'],
    stepId: ['examination', 'registration', 'signature'],
    component: ['birth-declaration', 'birth-notification', 'result'],
    fee: ['late-registration'],
    officer: ['ho-tich-dong-hoi', 'lanh-dao-dong-hoi'],
    branchId: ['earlier-residence', 'residence', 'health-insurance'],
    carrier: ['vnpost', 'viettel-post'],
    begin: ['2026-12-01T07:00:00+07:00'],
    end: ['2026-12-04T17:00:00+07:00'],
    firstDay: ['2026-11-01'],
    lastDay: ['2026-11-30'],
    day: ['2026-11-27', '2021-05-04'],
  };
}
