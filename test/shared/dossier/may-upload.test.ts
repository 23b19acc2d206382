import { describe, expect, it } from 'vitest';
import type { Actor, OfficerRole } from '../../../shared/dossier/actor.ts';
import { originOf, refuseUpload } from '../../../shared/dossier/may-upload.ts';
import { maySeeDocument } from '../../../shared/dossier/rights.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { type DossierStatus, STATUS_NAMES } from '../../../shared/dossier/status.ts';
import type { DossierDocument } from '../../../shared/dossier/values.ts';
import { validProcedure } from '../procedure/example.ts';
import { NOTHING_YET, stepAt } from './samples.ts';

const WARD = 'H50.12.3';
const DEPARTMENT = 'H50.7';
const now = '2026-11-20T01:00:00.000Z';

function dossierIn(status: DossierStatus, more: Partial<Dossier> = {}): Dossier {
  return {
    dossierId: '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a01',
    version: 1,
    changedVersion: 1,
    status,
    procedureCode: '1.001193',
    procedureVersion: 1,
    channel: 'online',
    language: 'vi',
    receivingAgency: WARD,
    applicant: {
      kind: 'citizen',
      name: 'A',
      identity: { type: 'personal-id', number: '045200000017', country: 'VN' },
      phone: '0912345678',
      address: 'B',
    },
    ownerKey: 'owner-a',
    resultDelivery: { method: 'counter' },
    ...NOTHING_YET,
    agencies: [WARD],
    createdAt: now,
    updatedAt: now,
    ...more,
  };
}
const paper: DossierDocument = {
  documentId: '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a02',
  component: 'declaration',
  kind: 'component',
  fileName: 'a.pdf',
  contentType: 'application/pdf',
  size: 1,
  sha256: 'a'.repeat(64),
};
const result: DossierDocument = { ...paper, kind: 'result', component: 'certificate' };
const owner: Actor = { kind: 'citizen', subject: 'a', ownerKey: 'owner-a' };
const officer = (agencyId: string, role: OfficerRole): Actor => ({
  kind: 'officer',
  subject: 'o',
  roles: [{ agencyId, role }],
});
const ask = (dossier: Dossier, document: DossierDocument, actor: Actor) =>
  refuseUpload(dossier, document, actor, validProcedure(), [])?.code;

describe('a ticket for a document', () => {
  it('is issued to the owner only while the dossier accepts documents', () => {
    const open = STATUS_NAMES.filter((status) => ask(dossierIn(status), paper, owner) === undefined);
    expect(open).toEqual(['draft', 'supplement-required']);
    expect(ask(dossierIn('submitted'), paper, owner)).toBe('wrong-status');
    expect(ask(dossierIn('submitted', { nationalCode: 'x' }), paper, owner)).toBeUndefined();
  });

  it('is issued to the reception of the receiving agency and to no other officer', () => {
    const dossier = dossierIn('supplement-required', { agencies: [WARD, DEPARTMENT] });
    expect(ask(dossier, paper, officer(WARD, 'reception'))).toBeUndefined();
    expect(ask(dossier, paper, officer(WARD, 'handler'))).toBe('not-allowed');
    expect(ask(dossier, paper, officer(DEPARTMENT, 'reception'))).toBe('not-allowed');
  });

  it('is not issued for an unknown component or over the file limit', () => {
    expect(ask(dossierIn('draft'), { ...paper, component: 'other' }, owner)).toBe('unknown-component');
    const documents = Array.from({ length: 200 }, (_, i) => ({ ...paper, documentId: String(i) }));
    expect(ask(dossierIn('draft', { documents }), paper, owner)).toBe('too-many-documents');
  });
});

describe('a ticket for a scan', () => {
  const scan: DossierDocument = { ...paper, origin: 'scanned' };
  const desk = officer(WARD, 'reception');

  it('is issued to reception from the draft to completion, counter and post alike', () => {
    for (const channel of ['direct', 'postal'] as const) {
      const open = STATUS_NAMES.filter((status) => ask(dossierIn(status, { channel }), scan, desk) === undefined);
      expect(open).toEqual([
        ...['draft', 'submitted', 'accepted', 'in-processing', 'supplement-required', 'payment-required', 'completed'],
      ]);
    }
    expect(ask(dossierIn('accepted'), { ...paper, origin: 'filed' }, desk)).toBe('wrong-status');
  });

  it('is not issued to applicants, nor for a result', () => {
    const refusal = refuseUpload(dossierIn('draft'), scan, owner, validProcedure(), []);
    expect(refusal).toEqual({ code: 'not-allowed', fields: ['origin'] });
    const held = dossierIn('in-processing', { step: stepAt('signature', WARD, now) });
    expect(ask(held, { ...result, origin: 'scanned' }, officer(WARD, 'handler'))).toBe('not-allowed');
  });

  it('is the default of officers; applicants file', () => {
    expect(originOf(paper, owner)).toEqual({ origin: 'filed' });
    expect(originOf(paper, desk)).toEqual({ origin: 'scanned' });
    expect(originOf({ ...paper, origin: 'database' }, desk)).toEqual({});
    expect(originOf(result, desk)).toEqual({});
  });
});

describe('a ticket for a result', () => {
  const held = { agencies: [WARD, DEPARTMENT], step: stepAt('signature', DEPARTMENT, now) };

  it('is issued to officers of the agency that holds the dossier, never to its owner', () => {
    const dossier = dossierIn('in-processing', held);
    for (const role of ['reception', 'handler', 'approver'] as const) {
      expect(ask(dossier, result, officer(DEPARTMENT, role))).toBeUndefined();
      expect(ask(dossier, result, officer(WARD, role))).toBe('not-allowed');
    }
    expect(ask(dossier, result, officer(DEPARTMENT, 'administrator'))).toBe('not-allowed');
    expect(ask(dossier, result, owner)).toBe('not-allowed');
  });

  it('is issued only while the dossier accepts results', () => {
    const handler = officer(DEPARTMENT, 'handler');
    const open = STATUS_NAMES.filter((status) => ask(dossierIn(status, held), result, handler) === undefined);
    expect(open).toEqual(['accepted', 'in-processing', 'completed']);
  });

  it('is visible to the agency at once, to the owner only after completion', () => {
    const dossier = dossierIn('in-processing', held);
    expect(maySeeDocument(dossier, result, owner)).toBe(false);
    expect(maySeeDocument(dossier, paper, owner)).toBe(true);
    expect(maySeeDocument(dossier, result, officer(DEPARTMENT, 'handler'))).toBe(true);
    expect(maySeeDocument({ ...dossier, completedAt: now }, result, owner)).toBe(true);
    expect(maySeeDocument({ ...dossier, completedAt: now }, result, { ...owner, ownerKey: 'b' } as Actor)).toBe(false);
  });
});
