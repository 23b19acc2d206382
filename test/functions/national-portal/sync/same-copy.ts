import { expect } from 'vitest';
import { dossierRecord } from '../../../../functions/national-portal/contracts/classic/dossier-record.ts';
import { progressRows, statusUpdates } from '../../../../functions/national-portal/contracts/classic/progress.ts';
import { dossierSchema } from '../../../../local/simulators/national-portal/records.ts';
import { evolve } from '../../../../shared/dossier/evolve.ts';
import type { Dossier } from '../../../../shared/dossier/state.ts';
import { nationalCode } from '../../../../shared/dossier/status.ts';
import { nationalCodes } from '../../../../shared/procedure/national.ts';
import { NATIONAL_CODE } from './histories.ts';
import { agencies, CODE, PROCEDURE } from './logs.ts';
import type { SyncWorld } from './world.ts';

/** Compares everything the portal has for a dossier with its log. */
export function expectSameCopy({ log, portal, parked }: SyncWorld, course = ''): void {
  expect(parked, course).toEqual([]);
  const dossier = log.reduce<Dossier | undefined>(evolve, undefined) as Dossier;
  const born = dossier.nationalCode !== undefined;
  const filedWith = born ? { techId: 'TECH-1', verified: true } : undefined;
  const { TrangThaiHoSo: status, ...record } = dossierSchema.parse(
    dossierRecord({ dossier, log, procedure: PROCEDURE, codes: nationalCodes(PROCEDURE), agencies, filedWith }),
  );
  const held = portal.dossiers.find(CODE);
  const { TrangThaiHoSo: _, ...theirs } = held.record ?? { TrangThaiHoSo: '' };
  expect(theirs, course).toEqual(record);
  expect([held.status, status], course).toEqual([status, String(nationalCode(dossier.status))]);
  expect(held.progress, course).toEqual(progressRows(CODE, log, 0, agencies));
  expect(held.repeats, course).toBe(0);
  const codes = { nationalCode: NATIONAL_CODE, dossierCode: CODE, techId: 'TECH-1' };
  const told = born ? statusUpdates(codes, log, 0) : [];
  expect(portal.dossiers.find(NATIONAL_CODE).statusUpdates, course).toEqual(told);
}
