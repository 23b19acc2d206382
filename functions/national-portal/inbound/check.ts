import { decide } from '../../../shared/dossier/decide.ts';
import { UnusableFieldError } from '../../../shared/partner-messages/national-portal/applicant.ts';
import { type InboundMeaning, meaningOf } from '../../../shared/partner-messages/national-portal/inbound.ts';
import { type InboundMessage, readInbound } from '../../../shared/partner-messages/national-portal/message.ts';
import type { Catalogue } from '../../../shared/record/catalogue.ts';
import { strictJsonOrNothing } from '../../../shared/text/json.ts';
import { isAllowedFile } from '../file-hosts.ts';
import { papersIn } from '../inbound-files.ts';

export type Checked =
  | {
      readonly ok: true;
      readonly message: InboundMessage;
      readonly meaning: InboundMeaning;
      /** Fields that were stated and that nothing here reads, in the portal's names. */
      readonly unread: readonly string[];
    }
  /** Paths of the fields at fault, in the portal's names; none when the body as a whole is. */
  | { readonly ok: false; readonly fields: readonly string[] };

const refused = (...fields: string[]): Checked => ({ ok: false, fields });

/** Fields of the message behind those of the dossier that a rejection names. */
const FIELD: Readonly<Record<string, string>> = {
  procedureCode: 'MaTTHC',
  receivingAgency: 'MaDonVi',
  channel: 'KenhThucHien',
  'applicant.kind': 'LoaiDoiTuong',
  'resultDelivery.method': 'HinhThuc',
};

export type Check = {
  readonly catalogue: Pick<Catalogue, 'newestProcedure' | 'agency'>;
  readonly fileHosts: readonly string[];
  readonly clock: () => Date;
};

/** Whether a message can be carried out at all: its form, its files' hosts, and the rules for opening a dossier. */
export async function check(body: string, { catalogue, fileHosts, clock }: Check): Promise<Checked> {
  const read = readInbound(strictJsonOrNothing(body));
  if (!read.ok) return refused(...read.issues.flatMap(fieldsOf));
  const { message } = read;
  const unread = [...new Set(read.unread.map((path) => path.map(harmless).join('.')))];
  const strangers = filesOf(message).filter(({ url }) => !isAllowedFile(url, fileHosts));
  if (strangers.length > 0) return refused(...strangers.map(({ field }) => field));
  try {
    const meaning = meaningOf(message);
    const field = 'command' in meaning ? await refusedField(meaning.command) : undefined;
    return field === undefined ? { ok: true, message, meaning, unread } : refused(field);
  } catch (error) {
    if (error instanceof UnusableFieldError) return refused(error.field);
    throw error;
  }

  /** Tries the opening of a dossier on the present catalogue; later messages depend on the dossier's state then. */
  async function refusedField(command: Extract<InboundMeaning, { command: unknown }>['command']) {
    if (command.type !== 'import-dossier') return undefined;
    const { procedureCode, receivingAgency } = command.draft;
    const [procedure, agency] = await Promise.all([
      catalogue.newestProcedure(procedureCode),
      catalogue.agency(receivingAgency),
    ]);
    const decision = decide(undefined, command, {
      now: clock().toISOString(),
      actor: { kind: 'system', subject: 'national-portal-inbound' },
      newId: '',
      procedure,
      agency,
      // Nothing is written: the rules ask only whether the applicant has a key, and this function is given none to make.
      applicantKey: 'tried only',
    });
    if (decision.ok) return undefined;
    return FIELD[decision.rejection.fields?.[0] ?? ''] ?? decision.rejection.code;
  }
}

function filesOf(message: InboundMessage): { url: string; field: string }[] {
  const files = papersIn(message).map((paper, index) => ({
    url: paper.DuongDanTaiTepTin,
    field: `TaiLieuNop.${index}.DuongDanTaiTepTin`,
  }));
  const receipt = 'DuongDanBienLai' in message ? message.DuongDanBienLai : undefined;
  return receipt === undefined ? files : [...files, { url: receipt, field: 'DuongDanBienLai' }];
}

type Issue = { readonly path: readonly PropertyKey[] };

function fieldsOf({ path }: Issue): string[] {
  return path.length === 0 ? [] : [path.map((part) => harmless(String(part))).join('.')];
}

/** A field's name goes back to the sender and into a log: one that could be anything is not repeated. */
export const harmless = (name: string) => (/^\w{1,40}$/.test(name) ? name : '?');
