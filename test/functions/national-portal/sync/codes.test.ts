import { expect, test } from 'vitest';
import { dossierRecord } from '../../../../functions/national-portal/contracts/classic/dossier-record.ts';
import { portalDossiers } from '../../../../functions/national-portal/sync/portal-dossiers.ts';
import type { Procedure } from '../../../../shared/procedure/schema.ts';
import { logOf, opened, PROCEDURE } from './logs.ts';

const { national: _, ...unmapped } = PROCEDURE;
const sources = (procedure: Procedure, newest: Procedure) => ({
  catalogue: {
    procedure: async () => procedure,
    newestProcedure: async () => newest,
    agency: async () => undefined,
  },
  filingOf: async () => undefined,
});

test('a dossier whose field has no national code is refused before anything is sent, and says why', async () => {
  await expect(portalDossiers(logOf(opened), sources(unmapped, unmapped))).rejects.toMatchObject({
    name: 'PermanentError',
    causeCode: 'national-field-code-missing',
  });
});

test('codes that came with a newer version of the procedure reach a dossier that keeps its own', async () => {
  const dossierAt = await portalDossiers(logOf(opened), sources(unmapped, PROCEDURE));
  expect(dossierRecord(dossierAt(2)).MaLinhVuc).toBe(PROCEDURE.national?.field);
});

test('a component or result without a code is sent without one, a fee under the service’s', async () => {
  const fieldOnly = { ...unmapped, national: { field: 'G00-LV0009' } };
  const document = {
    documentId: 'd',
    component: 'certificate-request',
    fileName: 'a.pdf',
    contentType: 'application/pdf' as const,
    size: 1,
    sha256: 'x',
  };
  const fees = [{ code: 'information-fee', amount: 200_000 }];
  const log = logOf([
    ...opened,
    { type: 'document-attached', document: { ...document, kind: 'component' } },
    { type: 'payment-requested', obligationId: 'o', fees, amount: 200_000, stopsClock: true },
    { type: 'document-attached', document: { ...document, documentId: 'r', kind: 'result' } },
  ]);
  const record = dossierRecord((await portalDossiers(log, sources(fieldOnly, fieldOnly)))(log.length));
  expect(record.TaiLieuNop[0]).not.toHaveProperty('MaThanhPhanHoSo');
  expect(record.DanhSachGiayToKetQua[0]).not.toHaveProperty('MaGiayToKetQua');
  expect(record.DanhSachLePhi).toMatchObject([{ MaPhiLePhi: '2.000488.01' }]);
  for (const ours of ['criminal-records', 'certificate-request', 'information-fee']) {
    expect(JSON.stringify(record)).not.toContain(ours);
  }
});
