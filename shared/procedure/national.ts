import * as z from 'zod/mini';
import { paymentServiceCode } from '../identifiers/procedure-code.ts';
import { slug } from '../values.ts';

/**
 * A code of a national catalogue, such as `KQ.G15.000034` or `000.00.00.G09-KQ002269`: capitals and digits, so that an id of
 * our own, which is in lower case, cannot stand here by mistake.
 */
export const nationalCode = z.string().check(z.regex(/^[A-Z0-9](?:[A-Z0-9._-]{0,62}[A-Z0-9])?$/));

/** What a procedure, its components and its fees are called nationally. A missing code is named by `npm run check`. */
export const nationalSchema = z.strictObject({
  /** `MaLinhVuc`: `<agency>-LV…` (Circular 01/2018/TT-VPCP). */
  field: z.optional(nationalCode),
  /** `MaThanhPhanHoSo` by component. */
  components: z.optional(z.record(slug, nationalCode)),
  /** `MaPhiLePhi` by fee. */
  fees: z.optional(z.record(slug, nationalCode)),
  /** `MaGiayToKetQua`: `KQ.<agency>.<six digits>`. */
  result: z.optional(nationalCode),
});

type Mapped = {
  readonly procedureCode: string;
  readonly national?: z.infer<typeof nationalSchema> | undefined;
};

/** National codes of one procedure, as they are sent. */
export type NationalCodes = {
  /** `MaDVC`: the service under which a procedure is paid for. */
  readonly service: string;
  readonly field: string | undefined;
  readonly result: string | undefined;
  component(ours: string | undefined): string | undefined;
  /** The fee's own code; without one the service's, which the payment platform and a province in production use. */
  fee(ours: string): string;
  /** Our id of a national component code. */
  componentOf(theirs: string): string | undefined;
};

/**
 * The codes for a dossier of `own`: those of the newest version, which a dossier in progress uses as soon as they are known,
 * then those of its own version, whose components and fees the newest may no longer have.
 */
export function nationalCodes(own: Mapped, newest: Mapped = own): NationalCodes {
  const service = paymentServiceCode({ value: own.procedureCode });
  const components = { ...own.national?.components, ...newest.national?.components };
  const fees = { ...own.national?.fees, ...newest.national?.fees };
  const ours = new Map(Object.entries(components).map(([id, code]) => [code, id]));
  return {
    service,
    field: newest.national?.field ?? own.national?.field,
    result: newest.national?.result ?? own.national?.result,
    component: (id) => (id === undefined ? undefined : components[id]),
    fee: (id) => fees[id] ?? service,
    componentOf: (code) => ours.get(code),
  };
}
