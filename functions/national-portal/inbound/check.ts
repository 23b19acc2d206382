import { decideBy } from '../../../shared/dossier/decide.ts';
import { OPENING_RULES } from '../../../shared/dossier/decide-opening.ts';
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
      /** Fields present in the message that are not read here, by the portal's names. */
      readonly unread: readonly string[];
    }
  /** Paths of the invalid fields, by the portal's names; empty when the whole body is invalid. */
  | { readonly ok: false; readonly fields: readonly string[] };

const refused = (...fields: string[]): Checked => ({ ok: false, fields });

/** Message fields by the dossier field that a rejection names. */
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

/** Validates a message: its schema, its file hosts, and the rules for opening a dossier. */
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

  /** Dry-runs the opening of a dossier on the current catalogue; later messages depend on the dossier's state at that time. */
  async function refusedField(command: Extract<InboundMeaning, { command: unknown }>['command']) {
    if (command.type !== 'import-dossier') return undefined;
    const { procedureCode, receivingAgency } = command.draft;
    const [procedure, agency] = await Promise.all([
      catalogue.newestProcedure(procedureCode),
      catalogue.agency(receivingAgency),
    ]);
    const decision = decideBy(OPENING_RULES)(undefined, command, {
      now: clock().toISOString(),
      actor: { kind: 'system', subject: 'national-portal-inbound' },
      newId: '',
      procedure,
      agency,
      // Nothing is written: the rules only check whether the applicant has a key, and this function cannot create one.
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

/** A field name is returned to the sender and logged; an unusual one is replaced, because it could contain anything. */
export const harmless = (name: string) => (/^\w{1,40}$/.test(name) ? name : '?');
