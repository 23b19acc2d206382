import { askTicket, smallPdf } from '../../../local/demo/api/upload.ts';
import type { Stage } from '../../../local/demo/stage.ts';
import { Walk } from '../../../local/demo/walk.ts';
import { MAILBOX } from '../app/addresses.ts';
import { until } from './wait.ts';

const WAITING = { timeoutMs: 60_000 };
/** Letters have been written after so long. */
const LETTERS_MS = 10_000;

/** A citizen takes papers out again: one that is part of the dossier, and one that was promised and never brought. */
export async function takeOut(stage: Stage): Promise<void> {
  const walk = await new Walk(stage, { plan: 'birth', channel: 'online', citizen: 'cong-dan-chau' }).open();
  const api = await walk.applicant();
  await walk.attachAll();
  const [{ documentId, kind } = { documentId: '', kind: '' }] = (await walk.readOwn()).documents;
  if (kind === '') throw new Error('papers that were taken are not there');
  await api.change(walk.dossierId, `/documents/${documentId}`, undefined, 'DELETE');
  const [component] = walk.plan.required;
  const never = await askTicket(api, walk.dossierId, { component }, smallPdf('never brought'));
  await api.change(walk.dossierId, `/documents/${never.documentId}`, undefined, 'DELETE');
  await (await walk.attachAll()).submit();
  await walk.process();
  await readForms(stage, walk);
  await refused(() => askTicket(api, walk.dossierId, { component }, smallPdf('too late')));
}

/** The papers that the province makes for the applicant. */
async function readForms(stage: Stage, walk: Walk): Promise<void> {
  const api = await stage.as(walk.opening.citizen);
  const path = `/v1/dossiers/${walk.dossierId}`;
  let forms: readonly { readonly documentId: string }[] = [];
  const made = await until(async () => {
    forms = (await api.must('GET', path)).forms as typeof forms;
    return forms.length > 0;
  }, WAITING);
  if (!made) throw new Error('no form was made');
  for (const { documentId } of forms) await api.must('GET', `${path}/forms/${documentId}`);
}

/**
 * An officer who works late reads the register of the day, issued when the day has ended. What was accepted by then is
 * around, its deadlines come, and it is worked off the next morning.
 */
export async function readRegister(stage: Stage): Promise<void> {
  const api = await stage.as('can-bo-tiep-nhan-dong-hoi');
  const now = new Date(Date.now() + 7 * 3_600_000);
  const day = now.toISOString().slice(0, 10);
  const path = `/v1/registers/H50.20.1/${day}`;
  await api.must('GET', path);
  if (now.getUTCHours() < LATE) return;
  const walk = await new Walk(stage, { plan: 'birth', channel: 'direct', citizen: 'cong-dan-khanh' }).file();
  await (await walk.accept()).forwardTo(1);
  const made = await until(async () => ((await api.must('GET', path)).parts as unknown[]).length > 0, WAITING);
  if (!made) throw new Error('the register of the day was not made');
  for (const { stepId, agencyId } of walk.plan.steps.slice(1)) {
    await walk.act('ho-tich-dong-hoi', { type: 'forward', stepId, agencyId });
  }
  await (await walk.complete()).returnResult();
}

/** Hour in Viet Nam from which an officer waits for the end of the day. */
const LATE = 14;

/** An applicant with an unverified address gets one e-mail with a code, and enters the code. */
export async function confirmMail(stage: Stage): Promise<void> {
  const opening = {
    plan: 'birth',
    channel: 'online',
    citizen: 'cong-dan-giang',
    email: 'moi@hop-thu.example',
  } as const;
  const walk = await new Walk(stage, opening).file();
  // Before they have said it nothing else is written to them.
  await walk.accept();
  await new Promise((resolve) => setTimeout(resolve, LETTERS_MS));
  let code = '';
  const written = await until(async () => {
    const letters = (await (await fetch(`${MAILBOX}/?to=${opening.email}`)).json()) as readonly { text: string }[];
    code = letters.map(({ text }) => /\b\d{4} \d{4}\b/.exec(text)?.[0].replace(' ', '') ?? '').find(Boolean) ?? '';
    return code !== '';
  }, WAITING);
  if (!written) throw new Error('no letter with a code came');
  await (await stage.as(opening.citizen)).must('PUT', '/v1/confirmed-mail', { body: { email: opening.email, code } });
  await (await (await walk.forwardTo()).complete()).returnResult();
}

/** An applicant without e-mail gets no notices, and is served like all others. */
export async function withoutMail(stage: Stage): Promise<void> {
  const walk = new Walk(stage, { plan: 'birth', channel: 'direct', citizen: 'cong-dan-hieu' });
  const { HoVaTen: name, SoDinhDanh: number, SoDienThoai: phone, DiaChi: address } = walk.citizen;
  const body = {
    ...{ procedureCode: walk.plan.procedureCode, receivingAgency: walk.plan.reception.agencyId, channel: 'direct' },
    ...{
      applicant: { kind: 'citizen', name, identity: { type: 'personal-id', number }, phone, address },
      resultDelivery: { method: 'counter' },
    },
  };
  const { dossierId } = await (await walk.applicant()).must('POST', '/v1/dossiers', { body });
  walk.dossierId = String(dossierId);
  await (await walk.submit()).process();
}

/** @throws Error when it is done all the same */
export async function refused(ask: () => Promise<unknown>): Promise<void> {
  const done = await ask().then(
    () => true,
    () => false,
  );
  if (done) throw new Error('something was done that should have been refused');
}
