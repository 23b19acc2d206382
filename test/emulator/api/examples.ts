import type { Caller } from './callers.ts';
import {
  ACTIONS,
  announced,
  correctionRequest,
  delegation,
  draft,
  draftChange,
  lifting,
  NOWHERE,
  optionalOf,
  owner,
  postal,
  someAnswers,
  suspension,
} from './example-bodies.ts';

export type Example = {
  readonly as: Caller;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Paths of fields that may be left out; all others are required. */
  readonly optional?: readonly string[];
  /** Paths of objects whose names are data: none is missing or unknown there, and each may be of any type. */
  readonly free?: readonly string[];
  /** What the call answers although nothing is wrong with its form: there is no such dossier, or the call is good. */
  readonly answers: number;
};

const dossier = { dossierId: NOWHERE };
const endpoint = { endpointId: NOWHERE };
const managing = { as: 'system, webhooks.manage', params: endpoint, answers: 404 } as const;

/** At least one well-formed call of every route that takes anything; mostly about dossiers that do not exist. */
/** A period of whole months, as every route about figures takes it. */
export const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

export const EXAMPLES: readonly (readonly [route: string, example: Example])[] = [
  [
    'intake.createDossier',
    {
      as: 'owner',
      body: draft,
      optional: ['language', 'applicant.email', 'applicant.phone', 'applicant.identity.country'],
      answers: 201,
    },
  ],
  [
    'intake.createDossier',
    // An organisation may not apply for this one, and no person for another: well-formed nevertheless.
    {
      as: 'owner',
      body: {
        ...draft,
        applicant: {
          kind: 'organisation',
          name: 'Công ty Thử',
          identity: { type: 'tax-code', number: '3200526010', country: 'VN' },
          representative: 'Trần Thử',
          phone: '0912000201',
          email: 'thu@example.com',
          address: 'Phường Đông Hà',
        },
        resultDelivery: postal,
      },
      optional: [
        'language',
        'applicant.email',
        'applicant.representative',
        'applicant.identity.country',
        'applicant.phone',
      ],
      answers: 403,
    },
  ],
  [
    'intake.changeDraft',
    {
      as: 'owner',
      params: dossier,
      body: draftChange,
      optional: ['language', 'applicant.email', 'applicant.phone', 'applicant.identity.country'],
      answers: 404,
    },
  ],
  ['intake.deleteDraft', { as: 'owner', params: dossier, answers: 404 }],
  ['intake.declareAnswers', { as: 'owner', params: dossier, body: someAnswers, free: ['answers'], answers: 404 }],
  ['intake.readDeclaration', { as: 'owner', params: dossier, answers: 404 }],
  ['intake.listDossiers', { as: 'owner', query: { limit: '5' }, optional: ['limit'], answers: 200 }],
  ['intake.readChanges', { as: 'owner', query: {}, answers: 200 }],
  ['dossier-reading.readDossier', { as: 'owner', params: dossier, answers: 404 }],
  ['intake.readTimeline', { as: 'owner', params: dossier, query: { from: '1' }, optional: ['from'], answers: 404 }],
  ['intake.readTimes', { as: 'owner', params: dossier, answers: 404 }],
  ['intake.submitDossier', { as: 'owner', params: dossier, answers: 404 }],
  [
    'intake.supplementDossier',
    { as: 'owner', params: dossier, body: { note: 'Đã bổ sung' }, optional: ['note'], answers: 404 },
  ],
  ['intake.requestWithdrawal', { as: 'owner', params: dossier, body: { reason: 'Đổi kế hoạch' }, answers: 404 }],
  [
    'intake.requestCorrection',
    {
      as: 'owner',
      params: dossier,
      body: correctionRequest,
      optional: ['applicant', 'applicant.email', 'applicant.phone', 'applicant.identity.country'],
      answers: 404,
    },
  ],
  ['intake.changeFiler', { as: 'owner', params: dossier, body: { filer: null }, answers: 404 }],
  ['intake.confirmMail', { as: 'owner', body: { email: 'unknown@example.com', code: '00000000' }, answers: 404 }],
  ['documents.requestUpload', { as: 'owner', params: dossier, body: announced, optional: ['kind'], answers: 404 }],
  ['documents.listDocuments', { as: 'owner', params: dossier, answers: 404 }],
  ['documents.readForm', { as: 'owner', params: { ...dossier, documentId: NOWHERE }, answers: 404 }],
  ['documents.readRegister', { as: 'reception', params: { agencyId: 'H50.20.1', day: '2021-05-04' }, answers: 200 }],
  ['documents.readDocument', { as: 'owner', params: { ...dossier, documentId: NOWHERE }, answers: 404 }],
  ['documents.removeDocument', { as: 'owner', params: { ...dossier, documentId: NOWHERE }, answers: 404 }],
  ['office.decideSuspension', { as: 'foreign approver', body: suspension, answers: 200 }],
  [
    'office.liftSuspension',
    { as: 'foreign approver', params: { suspensionId: 'chua-co' }, body: lifting, answers: 404 },
  ],
  ['office.putDelegation', { as: 'approver', body: delegation, answers: 200 }],
  ['office.listDelegations', { as: 'handler', query: { agencyId: 'H50.20' }, answers: 200 }],
  ...ACTIONS.map(
    (body) =>
      ['actions.act', { as: 'handler', params: dossier, body, optional: optionalOf(body.type), answers: 404 }] as const,
  ),
  [
    'office.readInbox',
    {
      as: 'handler',
      query: { agencyId: 'H50.20', stepId: 'examination', limit: '5' },
      optional: ['stepId', 'limit'],
      answers: 200,
    },
  ],
  [
    'search.searchDossiers',
    {
      as: 'handler',
      query: { limit: '5' },
      body: {
        agencyId: 'H50.20',
        identity: { type: 'personal-id', number: owner.SoDinhDanh },
        phone: '0912345678',
        name: 'Nguyễn Thị Ánh',
        procedureCode: '1.001193',
        status: 'in-processing',
        stepId: 'examination',
        assignee: 'ho-tich-dong-hoi',
        channel: 'online',
        dueBefore: '2026-12-01T00:00:00.000Z',
        overdue: true,
        queue: 'overdue',
      },
      optional: [
        ...['limit', 'identity', 'phone', 'name', 'procedureCode', 'status', 'stepId', 'assignee', 'channel'],
        ...['dueBefore', 'overdue', 'queue'],
      ],
      answers: 200,
    },
  ],
  [
    'people.listOfficers',
    { as: 'handler', params: { agencyId: 'H50.20' }, query: { limit: '5' }, optional: ['limit'], answers: 200 },
  ],
  ['search.readQueues', { as: 'handler', query: { agencyId: 'H50.20' }, optional: ['agencyId'], answers: 200 }],
  [
    'figures.readFigures',
    {
      as: 'approver',
      query: { ...NOVEMBER, agencyId: 'H50.20', groupBy: 'field', compare: 'period-before' },
      optional: ['groupBy', 'compare'],
      answers: 200,
    },
  ],
  [
    'figures.readFiguresTable',
    { as: 'approver', query: { ...NOVEMBER, agencyId: 'H50.20', groupBy: 'procedure' }, answers: 200 },
  ],
  ['figures.readQualityIndex', { as: 'approver', query: { ...NOVEMBER, agencyId: 'H50.20' }, answers: 200 }],
  [
    'catalogue.listProcedures',
    {
      as: 'owner',
      query: {
        q: 'khai sinh',
        field: 'civil-status',
        level: 'commune',
        applicant: 'citizen',
        channel: 'direct',
        limit: '5',
      },
      optional: ['q', 'field', 'level', 'applicant', 'channel', 'limit'],
      answers: 200,
    },
  ],
  [
    'catalogue.readProcedure',
    { as: 'owner', params: { code: '1.001193' }, query: { commune: '19333' }, optional: ['commune'], answers: 200 },
  ],
  [
    'catalogue.listAgencies',
    {
      as: 'owner',
      query: { q: 'đồng hới', kind: 'reception', level: 'commune', commune: '19333', limit: '5' },
      optional: ['q', 'kind', 'level', 'commune', 'limit'],
      answers: 200,
    },
  ],
  ['catalogue.readAgency', { as: 'owner', params: { agencyId: 'H50.20.1' }, answers: 200 }],
  ['figures.readPublicFigures', { as: 'owner', query: NOVEMBER, answers: 200 }],
  ['payments.startPayment', { as: 'owner', params: dossier, body: { provider: 'vnpay' }, answers: 404 }],
  // The code leads nowhere; each call counts against the limit of the caller, so nothing here is called well-formed often.
  [
    'lookup.lookUp',
    {
      as: 'owner',
      body: {
        dossierCode: 'H50.20.1-310101-0001',
        identity: { type: 'personal-id', number: owner.SoDinhDanh },
      },
      answers: 404,
    },
  ],
  [
    'webhook-endpoints.createEndpoint',
    {
      as: 'system, webhooks.manage',
      // A private address is refused by the guard after the form is found good.
      body: { url: 'https://10.0.0.1/hook', description: 'Phần mềm', eventTypes: ['motcua.dossier.accepted.v1'] },
      optional: ['eventTypes'],
      answers: 400,
    },
  ],
  ['webhook-endpoints.readEndpoint', managing],
  ['webhook-endpoints.deleteEndpoint', managing],
  ['webhook-endpoints.enableEndpoint', managing],
  ['webhook-endpoints.rotateSecret', managing],
  ['webhook-endpoints.testEndpoint', managing],
  ['webhook-endpoints.listAttempts', { ...managing, query: { limit: '5' }, optional: ['limit'] }],
  [
    'webhook-endpoints.replayDossier',
    { ...managing, body: { dossierId: NOWHERE, fromVersion: 1 }, optional: ['fromVersion'] },
  ],
  [
    'session.signIn',
    { as: 'owner', query: { return: '/ho-so', kiosk: 'true' }, optional: ['return', 'kiosk'], answers: 303 },
  ],
  ['session.endSession', { as: 'owner', params: { sessionId: NOWHERE }, answers: 404 }],
  ['postal-webhook.carrierPush', { as: 'other citizen', params: { carrier: 'vnpost' }, answers: 200 }],
];
