import * as z from 'zod/mini';
import { clientToken } from '../identity/sign-in.ts';
import { digits } from '../kit/digits.ts';
import { BadRequest } from '../kit/http.ts';
import type { Delivery, Outbox } from '../kit/outbox.ts';
import type { Catalogue } from './catalogue.ts';
import { toPortalTime } from './fields.ts';
import type { PortalFiles } from './files.ts';
import { type InboundMessage, inboundSchema } from './inbound.ts';

/** Body of `POST /control/push`. */
export const pushSchema = z.strictObject({
  /** Fields of the message; missing fields of the envelope, and the applicant, are filled in. */
  message: z.looseObject({ LoaiBanTin: z.string() }),
  /** The filing account; its particulars are used in a new dossier. */
  personId: z.optional(z.string()),
  /** Documents to serve and to name in `TaiLieuNop`. Without `content` (base64) a small PDF is generated. */
  papers: z.optional(
    z.array(
      z.strictObject({ MaThanhPhanHoSo: z.string(), TenTepDinhKem: z.string(), content: z.optional(z.base64()) }),
    ),
  ),
  /** Send it even though it does not match the message's schema: tests the province's handling. */
  malformed: z.optional(z.boolean()),
});
type Push = z.infer<typeof pushSchema>;

export type PushTarget = {
  readonly apiUrl: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly agencyCode: string;
};

type Sender = { catalogue: Catalogue; files: PortalFiles };

/** Completes a message. @throws when it does not match {@link inboundSchema} and was not meant to be invalid. */
export function complete(push: Push, target: PushTarget, { catalogue, files }: Sender): InboundMessage {
  const now = toPortalTime(new Date());
  const creates = push.message.LoaiBanTin === 'TAO_MOI';
  const papers = push.papers?.map((paper) => ({
    TepDinhKemId: digits(12),
    TenTepDinhKem: paper.TenTepDinhKem,
    MaThanhPhanHoSo: paper.MaThanhPhanHoSo,
    DuongDanTaiTepTin: files.add(paper.TenTepDinhKem, paper.content),
  }));
  const message = {
    MaBanTin: `BT-${now}-${digits(8)}`,
    ThoiGianGui: now,
    MaDonVi: target.agencyCode,
    ...(creates && {
      MaHoSo: `G01.99-${now.slice(0, 8)}-${digits(7)}`,
      KenhThucHien: '2',
      NgayNopHoSo: now,
      HinhThuc: '0',
      TaiKhoanDuocXacThucVoiVNeID: '1',
      TaiLieuNop: [],
      ...procedureOf(catalogue, push.message.MaTTHC),
      ...applicantOf(catalogue, push.personId),
    }),
    ...(papers && { TaiLieuNop: papers }),
    ...push.message,
  };
  if (push.malformed) return message as unknown as InboundMessage;
  return z.parse(inboundSchema, message);
}

function procedureOf(catalogue: Catalogue, procedureCode: unknown) {
  const procedure = catalogue.procedures.find((p) => p.MATTHC === procedureCode);
  if (!procedure) return {};
  const field = procedure.LINHVUCTHUCHIEN[0];
  return {
    TenTTHC: procedure.TENTTHC,
    TrichYeuHoSo: procedure.TENTTHC,
    MaLinhVuc: field?.MALINHVUC,
    TenLinhVuc: field?.TENLINHVUC,
  };
}

function applicantOf(catalogue: Catalogue, personId: string | undefined) {
  if (personId === undefined) return {};
  const account = catalogue.accounts.find((a) => a.personId === personId);
  if (!account) throw new BadRequest(`No account has the name ${personId}.`);
  const organisation = account.MaSoThue !== undefined;
  return {
    ChuHoSo: account.name,
    LoaiDoiTuong: organisation ? '2' : '1',
    MaDoiTuong: account.TechID,
    DinhDanhCHS: organisation ? [] : [{ LoaiDinhDanh: '1', SoDinhDanh: account.SoDinhDanh }],
    SoGiayToChuHoSo: account.MaSoThue ?? account.SoDinhDanh,
    SoDienThoai: account.phone,
    Email: account.email,
    DiaChi: account.address,
  };
}

/** Sends a message to the province until it answers 0 or 1. */
export function sendMessage(message: InboundMessage, target: PushTarget, outbox: Outbox): Delivery[] {
  return outbox.send({
    id: message.MaBanTin,
    subject: `push ${message.LoaiBanTin}`,
    key: String(message.MaHoSo),
    request: async () => ({
      url: `${target.apiUrl}/webhooks/national-portal`,
      init: {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await clientToken(target.issuer, target.clientId, target.clientSecret, 'national-portal.push')}`,
        },
        body: JSON.stringify(message),
      },
    }),
    accepted: (status, reply) => status === 200 && ['0', '1'].includes(errorCodeOf(reply)),
  });
}

function errorCodeOf(reply: string): string {
  try {
    return String((JSON.parse(reply) as { error_code?: unknown }).error_code);
  } catch {
    return '';
  }
}
