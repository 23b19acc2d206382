import { isDeepStrictEqual } from 'node:util';
import { exists, notFound, wrongOrder } from './errors.ts';
import { mayFollow } from './graph.ts';
import type { DossierRecord, ProgressRow, StatusCode, StatusUpdate } from './records.ts';

/** The portal's copy of one dossier. */
export type HeldDossier = {
  /** `province`: synchronised to us; `portal`: filed here and pushed to the province. */
  readonly origin: 'province' | 'portal';
  /** The province's last record; absent until it sends one of a dossier filed here. */
  record?: DossierRecord;
  /** The dossier as filed here. */
  readonly filed?: {
    readonly MaHoSo: string;
    readonly ChuHoSo: string;
    readonly MaTTHC: string;
    readonly TenTTHC: string;
  };
  status: StatusCode;
  /** In the order they were accepted. */
  readonly progress: ProgressRow[];
  readonly statusUpdates: StatusUpdate[];
  /** Accepted records, the first one included. */
  records: number;
  /** Repeated identical progress rows; they are not stored twice. */
  repeats: number;
};

/** The portal's dossiers. A call is accepted as a whole or not at all. */
export class Dossiers {
  readonly #held = new Map<string, HeldDossier>();

  all(): Readonly<Record<string, HeldDossier>> {
    return Object.fromEntries(this.#held);
  }

  clear(): void {
    this.#held.clear();
  }

  /** @throws PortalError */
  find(dossierCode: string): HeldDossier {
    const held = this.#held.get(dossierCode);
    if (!held) throw notFound(dossierCode);
    return held;
  }

  /** A dossier filed at the portal itself. */
  file({ MaHoSo, ChuHoSo, MaTTHC, TenTTHC }: NonNullable<HeldDossier['filed']>): void {
    if (this.#held.has(MaHoSo)) return;
    this.#held.set(MaHoSo, { ...empty('portal'), filed: { MaHoSo, ChuHoSo, MaTTHC, TenTTHC } });
  }

  /** `DongBoHoSoMC` with `isUpdating` False. @throws PortalError "3" for a dossier that exists. */
  create(records: readonly DossierRecord[]): void {
    const codes = records.map((r) => r.MaHoSo);
    for (const [i, dossierCode] of codes.entries()) {
      if (this.#held.has(dossierCode) || codes.indexOf(dossierCode) < i) throw exists(dossierCode);
    }
    for (const record of records) {
      this.#held.set(record.MaHoSo, { ...empty('province'), record, status: record.TrangThaiHoSo, records: 1 });
    }
  }

  /**
   * `DongBoHoSoMC` with `isUpdating` True: the record is replaced, with any status. This is how an audited
   * correction against the usual order reaches the portal.
   * @throws PortalError for an unknown dossier.
   */
  update(records: readonly DossierRecord[]): void {
    const targets = records.map((record) => ({ record, held: this.find(record.MaHoSo) }));
    for (const { record, held } of targets) {
      held.record = record;
      held.status = record.TrangThaiHoSo;
      held.records += 1;
    }
  }

  /** `CapNhatTienDoHoSoMC`. @throws PortalError for an unknown dossier, an older row, an unreachable status. */
  advance(rows: readonly ProgressRow[]): void {
    const drafts = new Map<string, { status: StatusCode; progress: ProgressRow[]; repeats: number }>();
    for (const row of rows) {
      const held = this.find(row.MaHoSo);
      const draft = drafts.get(row.MaHoSo) ?? { ...held, progress: [...held.progress] };
      drafts.set(row.MaHoSo, draft);
      if (draft.progress.some((known) => isDeepStrictEqual(known, row))) {
        draft.repeats += 1;
        continue;
      }
      const last = draft.progress.at(-1);
      if (last && row.ThoiDiemXuLy < last.ThoiDiemXuLy) {
        throw wrongOrder(`hồ sơ ${row.MaHoSo} đã có tiến độ lúc ${last.ThoiDiemXuLy}, sau ${row.ThoiDiemXuLy}`);
      }
      if (!mayFollow(draft.status, row.TrangThai)) {
        throw wrongOrder(`hồ sơ ${row.MaHoSo} không thể chuyển từ trạng thái ${draft.status} sang ${row.TrangThai}`);
      }
      draft.progress.push(row);
      draft.status = row.TrangThai;
    }
    for (const [dossierCode, { status, progress, repeats }] of drafts) {
      const held = this.find(dossierCode);
      held.progress.splice(0, held.progress.length, ...progress);
      held.status = status;
      held.repeats = repeats;
    }
  }

  /** `DongBoTrangThaiHoSo`. @throws PortalError for a dossier that was not filed at the portal. */
  tellStatusUpdate(row: StatusUpdate): void {
    const held = this.find(row.MaHoSo);
    if (held.origin !== 'portal') throw notFound(`${row.MaHoSo} nộp trên Cổng`);
    const last = held.statusUpdates.at(-1);
    if (last && row.NgayXuLy < last.NgayXuLy) throw wrongOrder(`hồ sơ ${row.MaHoSo} đã có trạng thái mới hơn`);
    if (!held.statusUpdates.some((known) => isDeepStrictEqual(known, row))) held.statusUpdates.push(row);
  }
}

const empty = (origin: HeldDossier['origin']): HeldDossier => ({
  origin,
  status: '1',
  progress: [],
  statusUpdates: [],
  records: 0,
  repeats: 0,
});
