import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { afterAll, describe, expect, it } from 'vitest';
import { messageSchema } from '../../../../functions/forms/issuing/messages.ts';
import { REGISTER_PART, type Registers, registers } from '../../../../functions/forms/issuing/registers.ts';
import type { DocumentPlace } from '../../../../shared/documents/object-key.ts';
import type { DossierEvent, RecordedEvent } from '../../../../shared/dossier/events.ts';
import { record } from '../../../../shared/dossier/record.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { procedureSchema } from '../../../../shared/procedure/schema.ts';
import { type RegisterPart, registerPlace } from '../../../../shared/record/registers.ts';
import { readPdfs } from '../../../pdf-tools/python-tools.ts';
import { appointmentOn, deadlineOn } from '../../../shared/dossier/samples.ts';
import { FONTS } from '../content/fonts.ts';

const folder = mkdtempSync(join(tmpdir(), 'motcua-registers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All text of a file without blanks: layout decides where lines end. */
async function textOf(pdf: Uint8Array | undefined): Promise<string> {
  const path = join(folder, 'register.pdf');
  writeFileSync(path, pdf ?? '');
  const [report] = await readPdfs([path]);
  return (report?.pages ?? [])
    .map(({ text }) => text)
    .join('')
    .replaceAll(/\s/g, '');
}

const DESK = 'H50.20.1';
const DAY = '2026-11-20';
const CATALOGUE = new URL('../../../../shared/procedure/catalogue/1.001193.json', import.meta.url);
const PROCEDURE = procedureSchema.parse(JSON.parse(readFileSync(CATALOGUE, 'utf8')));
const AGENCIES: Readonly<Record<string, string>> = {
  'H50.20': 'Ủy ban nhân dân phường Đồng Hới',
  [DESK]: 'Trung tâm Phục vụ hành chính công phường Đồng Hới',
};
const codeOf = (sequence: number) => `${DESK}-261120-${String(sequence).padStart(4, '0')}`;

const opened = (name: string): DossierEvent => ({
  type: 'draft-created',
  procedureVersion: 1,
  ownerKey: 'owner',
  draft: {
    procedureCode: '1.001193',
    receivingAgency: DESK,
    channel: 'direct',
    language: 'vi',
    applicant: {
      kind: 'citizen',
      name,
      identity: { type: 'personal-id', number: '045200000017', country: 'VN' },
      phone: '0912345678',
      address: 'Đồng Hới',
    },
    resultDelivery: { method: 'counter' },
  },
});
const accepted: DossierEvent = { type: 'accepted', appointment: appointmentOn('2026-11-23T03:00:00.000Z') };
const forwarded: DossierEvent = {
  type: 'forwarded',
  stepId: 'examination',
  agencyId: 'H50.20',
  ...deadlineOn('2026-11-23T02:00:00.000Z'),
};
const rejected: DossierEvent = { type: 'rejected', legalGround: 'Điều 16', reason: 'Sai thẩm quyền' };

/** The worker with in-memory dependencies. */
function world() {
  const logs = new Map<string, RecordedEvent[]>();
  const codes = new Map<string, string>();
  const made = new Map<string, RegisterPart>();
  const files = new Map<string, Uint8Array>();
  const sent: unknown[] = [];
  const measured: unknown[] = [];
  const counted: string[] = [];
  const outside = { now: '2026-11-20T17:10:00.000Z', numbers: 0, known: true };
  const key = (part: Pick<RegisterPart, 'agencyId' | 'day' | 'part'>) => `${part.agencyId} ${part.day} ${part.part}`;
  const nameOf = ({ dossierId, documentId }: DocumentPlace) => `${dossierId}/${documentId}`;
  const deps: Registers = {
    rows: {
      find: async (agencyId, day, part) => made.get(key({ agencyId, day, part })),
      add: async (part) => void made.set(key(part), part),
      lastNumber: async (agencyId, day) => (agencyId === DESK && day === DAY ? outside.numbers : 0),
      dossierOf: async (code) => codes.get(code),
    },
    readLog: async (dossierId, from) => logs.get(dossierId)?.slice(from - 1, from + 1) ?? [],
    catalogue: {
      procedure: async () => (outside.known ? PROCEDURE : undefined),
      async agency(agencyId) {
        const vi = AGENCIES[agencyId];
        return vi === undefined
          ? undefined
          : { agencyId, name: { vi, en: agencyId }, kind: 'commune', level: 'commune' };
      },
    },
    letterhead: { committee: 'Ủy ban nhân dân tỉnh Quảng Trị', place: 'Quảng Trị' },
    codePattern: { dateForm: 'YYMMDD', sequenceDigits: 4 },
    desks: ['H50.1', DESK],
    again: async (wanted) => void sent.push(wanted),
    fonts: FONTS,
    signer: async () => undefined,
    storage: {
      async put(place, _, pdf, facts) {
        files.set(nameOf(place), pdf);
        return { ...facts, size: pdf.length };
      },
    },
    clock: () => new Date(outside.now),
    count: (metric) => counted.push(metric),
    measure: (lag, seconds) => measured.push([lag, seconds]),
    logger: new Logger({ logLevel: 'SILENT' }),
  };

  /** A dossier with the next number of the reception's day. @param at moment of each event, on that day in Viet Nam */
  function received(name: string, ...events: readonly (readonly [at: string, event: DossierEvent])[]): void {
    outside.numbers += 1;
    const dossierCode = codeOf(outside.numbers);
    const dossierId = `00000000-0000-4000-8000-${String(outside.numbers).padStart(12, '0')}`;
    codes.set(dossierCode, dossierId);
    let dossier: Dossier | undefined;
    const log: RecordedEvent[] = [];
    const opening = [
      ['2026-11-20T08:00:00+07:00', opened(name)],
      ['2026-11-20T08:01:00+07:00', { type: 'submitted', dossierCode }],
    ] as const;
    for (const [at, event] of [...opening, ...events]) {
      const meta = { dossierId, occurredAt: new Date(at).toISOString(), actor: { kind: 'officer', subject: 'o' } };
      const recorded = record(dossier, [event], meta);
      dossier = recorded?.dossier;
      log.push(...(recorded?.events ?? []));
    }
    logs.set(dossierId, log);
  }

  const file = (part = 1) => files.get(nameOf(registerPlace(DESK, DAY, part)));
  return { ...registers(deps), outside, received, made, sent, files, file, measured, counted };
}

const wanted = (part = 1) => ({ agencyId: DESK, day: DAY, part });

describe('the register of a reception and day', () => {
  it('lists the received dossiers as of the end of the day', async () => {
    const w = world();
    w.received(
      'Nguyễn Thị Ánh Tuyết',
      ['2026-11-20T09:00:00+07:00', accepted],
      ['2026-11-20T23:59:59+07:00', forwarded],
      ['2026-11-21T00:00:00+07:00', { type: 'completed', outcome: 'granted' }],
    );
    w.received('Trần Văn Bình', ['2026-11-20T10:00:00+07:00', rejected]);
    // A number assigned to a submission that then failed.
    w.outside.numbers += 1;
    w.received('Lê Thị Chấu', ['2026-11-21T09:00:00+07:00', accepted]);
    await w.make(wanted());
    expect(w.made.get(`${DESK} ${DAY} 1`)).toMatchObject({ entries: 3, signed: false, size: w.file()?.length });
    const text = await textOf(w.file());
    for (const said of ['SỔTHEODÕIHỒSƠ', 'Mãsổ:H50.20.1-20261120-1', 'NguyễnThịÁnhTuyết', 'TrầnVănBình', 'LêThịChấu'])
      expect(text).toContain(said);
    // Accepted at 09:00, handed over one second before midnight; later events are not included.
    expect(text).toContain('09:00');
    expect(text).toContain('23:59');
    expect(text).toContain('Khôngđượctiếpnhận');
    expect(text).not.toContain('Đãxửlýxong');
  });

  it('is byte-identical when regenerated after later events, and is created once', async () => {
    const [first, second] = [world(), world()];
    for (const w of [first, second]) w.received('A', ['2026-11-20T09:00:00+07:00', accepted]);
    await first.make(wanted());
    second.received('B', ['2026-11-20T09:00:00+07:00', accepted]);
    second.outside.numbers -= 1;
    second.outside.now = '2027-01-05T00:00:00.000Z';
    await second.make(wanted());
    expect(Buffer.from(second.file() ?? [])).toEqual(Buffer.from(first.file() ?? []));
    first.files.clear();
    await first.make(wanted());
    expect(first.files.size).toBe(0);
  });

  it('is refused before the day ends', async () => {
    const w = world();
    w.received('A');
    w.outside.now = '2026-11-20T16:59:59.000Z';
    await expect(w.make(wanted())).rejects.toMatchObject({ causeCode: 'register-of-today' });
  });

  it('is absent when nothing was received, and parked for an unknown procedure', async () => {
    const w = world();
    await w.make(wanted());
    expect([w.files.size, w.made.size]).toEqual([0, 0]);
    w.received('A');
    w.outside.known = false;
    await expect(w.make(wanted())).rejects.toMatchObject({ causeCode: 'procedure-unknown' });
  });
});

describe('the end of a day', () => {
  it('queues each part of each reception’s register of the past day', async () => {
    const w = world();
    w.outside.numbers = 2 * REGISTER_PART + 1;
    // Ten minutes past midnight in Viet Nam on the 21st.
    w.outside.now = '2026-11-20T17:10:40.000Z';
    await w.close('2026-11-20T17:10:00.000Z');
    expect(w.sent).toEqual([1, 2, 3].map((part) => wanted(part)));
    expect(w.measured).toEqual([['RegisterLag', 40]]);
  });

  it('splits a busy day into parts by number', async () => {
    const w = world();
    for (let n = 0; n < REGISTER_PART + 2; n += 1) w.received(`Người ${n}`);
    await w.make(wanted(2));
    expect(w.made.get(`${DESK} ${DAY} 2`)).toMatchObject({ part: 2, entries: 2 });
    expect(w.counted).toEqual(['FormUnsigned']);
    const text = await textOf(w.file(2));
    expect(text).toContain(codeOf(REGISTER_PART + 1));
    expect(text).not.toContain(codeOf(REGISTER_PART));
  });
});

describe('messages', () => {
  it.each([
    [{ closeRegistersAt: '2026-11-20T17:10:00Z' }, true],
    [{ register: wanted() }, true],
    [{ dossierId: '00000000-0000-4000-8000-000000000001', version: 3 }, true],
    [{ register: { ...wanted(), day: '2026-11-31' } }, false],
    [{ register: { ...wanted(), part: 0 } }, false],
    [{ register: { ...wanted(), agencyId: '../x' } }, false],
    [{ closeRegistersAt: 'tonight' }, false],
  ])('%j: %s', (message, good) => {
    expect(messageSchema.safeParse(message).success).toBe(good);
  });
});
