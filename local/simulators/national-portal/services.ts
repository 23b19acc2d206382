import * as z from 'zod/mini';
import type { Catalogue } from './catalogue.ts';
import type { Dossiers } from './dossiers.ts';
import { invalid, PortalError, unknownService } from './errors.ts';
import { code } from './fields.ts';
import { bornStatusSchema, dossierSchema, progressSchema } from './records.ts';

/** A service's answer: the `result` of a success, or a thrown {@link PortalError}. */
export type Service = (request: Readonly<Record<string, unknown>>) => readonly unknown[];

const list = <T extends z.ZodMiniType>(item: T, most: number) => z.array(item).check(z.minLength(1), z.maxLength(most));

const syncSchema = z.object({ isUpdating: z.enum(['True', 'False']), data: list(dossierSchema, 100) });
const progressListSchema = z.object({ data: list(progressSchema, 10) });
const bornSchema = z.object({ type: code(['2']), data: bornStatusSchema });
const lookupSchema = z.object({ mahoso: z.string().check(z.minLength(1)) });
const procedureSchema = z.object({ maTTHC: z.string().check(z.minLength(1)) });
const techIdSchema = z.object({ provider: z.literal('wso2is'), mstorcmnd: z.string().check(z.minLength(1)) });

function parsed<T extends z.ZodMiniType>(schema: T, request: unknown): z.output<T> {
  const result = z.safeParse(schema, request);
  if (result.success) return result.data;
  throw invalid(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
}

/** Services of the integration endpoint. `DongBoDanhGia` and `DongBoThongKeHoSo` are not simulated. */
export function integrationServices(dossiers: Dossiers, catalogue: Catalogue): Readonly<Record<string, Service>> {
  return {
    TraCuuHoSo: (request) => {
      const { mahoso } = parsed(lookupSchema, request);
      const held = dossiers.find(mahoso);
      return [
        { ...(held.record ?? held.filed), MaHoSo: mahoso, TrangThaiHoSo: held.status, DanhSachTienDo: held.progress },
      ];
    },
    DongBoHoSoMC: (request) => {
      const { isUpdating, data } = parsed(syncSchema, request);
      if (isUpdating === 'True') dossiers.update(data);
      else dossiers.create(data);
      return data.map((record) => ({ MaHoSo: record.MaHoSo }));
    },
    CapNhatTienDoHoSoMC: (request) => {
      const { data } = parsed(progressListSchema, request);
      dossiers.advance(data);
      return data.map((row) => ({ MaHoSo: row.MaHoSo }));
    },
    DongBoTrangThaiHoSo: (request) => {
      const { data } = parsed(bornSchema, request);
      dossiers.tellStatusUpdate(data);
      return [{ MaHoSo: data.MaHoSo }];
    },
    LayThuTuc: (request) => {
      const { maTTHC } = parsed(procedureSchema, request);
      const procedure = catalogue.procedures.find((p) => p.MATTHC === maTTHC);
      if (!procedure) throw new PortalError('NOT_FOUND', `Không có thủ tục ${maTTHC}`);
      return [procedure];
    },
    LayDVC: () => catalogue.procedures.map((p) => ({ MADVC: `${p.MATTHC}.01`, TENDVC: p.TENTTHC, MATTHC: p.MATTHC })),
  };
}

/** Services of the share endpoint. */
export function shareServices(catalogue: Catalogue): Readonly<Record<string, Service>> {
  return {
    LayDanhMucCoQuan: () => catalogue.agencies,
    LayDanhMucLinhVuc: () => {
      const fields = catalogue.procedures.flatMap((p) => p.LINHVUCTHUCHIEN);
      return [...new Map(fields.map((f) => [f.MALINHVUC, f])).values()];
    },
    LayDanhSachTTHC: () =>
      catalogue.procedures.map(({ MATTHC, TENTTHC, TRANGTHAI }) => ({ MATTHC, TENTTHC, TRANGTHAI })),
    TraCuuTechID: (request) => {
      const { mstorcmnd } = parsed(techIdSchema, request);
      const account = catalogue.accounts.find((a) => a.SoDinhDanh === mstorcmnd || a.MaSoThue === mstorcmnd);
      return account ? [{ TechID: account.TechID }] : [];
    },
  };
}

/** @throws PortalError when no service has the name. */
export function serviceNamed(services: Readonly<Record<string, Service>>, name: unknown): Service {
  const service = typeof name === 'string' && Object.hasOwn(services, name) ? services[name] : undefined;
  if (!service) throw unknownService(String(name));
  return service;
}
