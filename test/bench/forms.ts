import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { zlibSync } from 'fflate';
import type { Form } from '../../functions/forms/adapters/registry.ts';
import { renderForm } from '../../functions/forms/content/render.ts';
import { issue } from '../../functions/forms/issuing/issue.ts';
import { provinceSigner } from '../../functions/forms/issuing/signing.ts';
import { secretStore } from '../../shared/platform/secrets/secrets.ts';
import { FONTS } from '../functions/forms/content/fonts.ts';
import { SAMPLES } from '../functions/forms/content/samples.ts';
import { selfSigned } from '../functions/forms/signing/certificates.ts';
import { median, round } from './statistics.ts';
import type { Report } from './table.ts';

const ROUNDS = 7;
const FORMS_A_ROUND = 25;
const WARM_UP = 40;

const MEGABYTE = 1_000_000;
const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Võ', 'Hồ', 'Đặng', 'Bùi', 'Đỗ', 'Phan'];
const GIVEN = ['Văn Bình', 'Thị Hạnh', 'Đức Cường', 'Ngọc Lan', 'Minh Khánh', 'Thanh Yến', 'Hữu Phước'];
const COMMUNES = ['Đông Hà', 'Đồng Hới', 'Ba Đồn', 'Hải Lăng', 'Vĩnh Linh'];

export type FormsRow = {
  readonly form: string;
  readonly ms: number;
  readonly signingMs: number;
  readonly ratio: number;
  readonly kB: number;
};

/** The sample of another dossier: another applicant, number, reception and day on each. */
function another(sample: Form, i: number): Form {
  const day = String(1 + ((i * 11) % 28)).padStart(2, '0');
  const text = JSON.stringify(sample)
    .replaceAll('Nguyễn Thị Ánh Tuyết', `${FAMILY[i % FAMILY.length]} ${GIVEN[i % GIVEN.length]}`)
    .replaceAll('0092637', String((i * 48_611) % 10_000_000).padStart(7, '0'))
    .replaceAll('Đông Hà', COMMUNES[i % COMMUNES.length] ?? '')
    .replaceAll('2026-06-09', `2026-06-${day}`);
  return JSON.parse(text) as Form;
}

/** Milliseconds of processor time, threads of the engine and of cryptography included: middle of the rounds, of one call. */
async function processorMs(times: number, work: (i: number) => unknown): Promise<number> {
  const rounds: number[] = [];
  for (let r = 0; r < ROUNDS; r++) {
    const began = process.cpuUsage();
    for (let i = 0; i < times; i++) await work(r * times + i);
    const { user, system } = process.cpuUsage(began);
    rounds.push((user + system) / 1000 / times);
  }
  return median(rounds);
}

/** Bytes that compress about as text does; the same in each run. */
function reference(): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length: MEGABYTE }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return 97 + ((state >>> 16) % 24);
  });
}

async function rowsOf(): Promise<{ readonly rows: readonly FormsRow[]; readonly referenceMs: number }> {
  const current = await selfSigned('rsa', 'Trung tâm Phục vụ hành chính công');
  const manager = { send: async () => ({ SecretString: JSON.stringify({ current }) }) };
  const secrets = secretStore(manager as unknown as SecretsManagerClient, 'bench');
  const issuing = {
    fonts: FONTS,
    signer: provinceSigner(secrets),
    storage: {
      put: async (_: unknown, __: unknown, pdf: Uint8Array) => ({ sha256: '', size: pdf.length, signed: true }),
    },
    clock: () => new Date(),
    count: () => undefined,
  };
  const place = { dossierId: 'bench', documentId: 'bench' };
  const whole = (form: Form) => issue(issuing, form, place, 'form.pdf');
  const samples = Object.values(SAMPLES);
  for (let i = 0; i < WARM_UP; i++) for (const sample of samples) await whole(another(sample, 10_000 + i));

  const bytes = reference();
  const referenceMs = await processorMs(1, () => zlibSync(bytes, { level: 6 }));
  const rows: FormsRow[] = [];
  for (const sample of samples) {
    const ms = await processorMs(FORMS_A_ROUND, (i) => whole(another(sample, i)));
    const drawnMs = await processorMs(FORMS_A_ROUND, (i) => renderForm(another(sample, i), FONTS));
    const { size } = await whole(sample);
    const ratio = round(ms / referenceMs, 3);
    rows.push({ form: sample.form, ms: round(ms), signingMs: round(ms - drawnMs), ratio, kB: round(size / 1000) });
  }
  return { rows, referenceMs };
}

export async function benchForms(): Promise<Report<FormsRow>> {
  const { rows, referenceMs } = await rowsOf();
  return {
    title: 'Making a form, warm',
    rows,
    columns: [
      {
        title: 'form',
        means: 'the everyday sample, each time with another applicant, number, reception and day',
        cell: (row) => row.form,
      },
      {
        title: 'ms',
        means: `processor time, drawn and signed (RSA 2048), all threads: middle of ${ROUNDS} rounds of ${FORMS_A_ROUND}`,
        cell: (row) => row.ms,
      },
      { title: 'signing', means: 'of it what drawing alone does not take', cell: (row) => row.signingMs },
      {
        title: 'ratio',
        means: `to compressing a megabyte in this run (${round(referenceMs)} ms)`,
        cell: (row) => row.ratio,
      },
      { title: 'kB', means: 'thousands of bytes of the signed file', cell: (row) => row.kB },
    ],
    notes: [],
  };
}
