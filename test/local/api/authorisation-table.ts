import type { Walk } from '../../../local/demo/walk.ts';
import type { Caller } from './callers.ts';
import { ACTIONS, announced, delegation, draft, NOVEMBER, RECEIVER } from './examples.ts';

/** What the calls of the table are about: one dossier in the ward's first step, and one endpoint of the ward. */
export type Scene = {
  readonly walk: Walk;
  readonly dossierId: string;
  readonly documentId: string;
  readonly endpointId: string;
  /** Gone after the one call that may delete it. */
  readonly doomedEndpointId: string;
};

/** `200`, or status and code of the problem. */
export type Expected = string;

export type Row = {
  readonly route: string;
  /** Which case, where a route has several. */
  readonly about?: string;
  readonly call: (scene: Scene) => {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  /** Callers who get something else than the rest. */
  readonly answers: Readonly<Partial<Record<Caller, Expected>>>;
  /** What everybody else gets who has a good token. */
  readonly rest: Expected;
  /** What somebody without a good token gets; `401 unauthenticated` unless told. */
  readonly impostors?: Expected;
  /** Fields of the answer of everybody who is not refused. */
  readonly says?: Readonly<Record<string, unknown>>;
};

const dossier = ({ dossierId }: Scene) => ({ params: { dossierId } });
const endpoint = ({ endpointId }: Scene) => ({ params: { endpointId } });
const document = ({ dossierId, documentId }: Scene) => ({ params: { dossierId, documentId } });

const FORBIDDEN = '403 forbidden';
const NOT_ALLOWED = '403 not-allowed';
const NOWHERE = '404 dossier-not-found';
/** Allowed and well-formed; only the version of `If-Match` is not the dossier's, so that nothing changes. */
const MAY = '412 version-conflict';
const WRONG_STATUS = '409 wrong-status';

const strangers = { 'other citizen': NOWHERE, organisation: NOWHERE } as const;
const all = (who: readonly Caller[], expected: Expected) => Object.fromEntries(who.map((caller) => [caller, expected]));

/** Who reads a dossier in the ward's hands. */
const readers = all(
  [
    'owner',
    'reception',
    'handler',
    'approver',
    'administrator',
    'system, dossiers.read',
    'system above, dossiers.read',
  ],
  '200',
);
const blind = {
  ...strangers,
  ...all(['foreign reception', 'foreign handler', 'foreign approver', 'foreign system, dossiers.read'], NOWHERE),
};

/** Owner and the counter that took it in; whoever is neither and may not call at all is forbidden. */
const ownerOrReception = (answer: Expected) => ({
  ...strangers,
  owner: answer,
  reception: answer,
  'foreign reception': NOWHERE,
});

const officers: readonly Caller[] = ['reception', 'handler', 'approver', 'administrator'];
const foreignOfficers = all(['foreign reception', 'foreign handler', 'foreign approver'], NOWHERE);

const action = (type: string, may: Caller, answer: Expected, ...others: readonly Caller[]): Row => ({
  route: 'actions.act',
  about: type,
  call: (scene) => ({ ...dossier(scene), body: ACTIONS.find((one) => one.type === type) }),
  answers: { ...all(officers, NOT_ALLOWED), ...foreignOfficers, ...all([may, ...others], answer) },
  rest: FORBIDDEN,
});

const managed = (route: string, answer: Expected, call: Row['call'] = endpoint): Row => ({
  route: `webhook-endpoints.${route}`,
  call,
  answers: { 'system, webhooks.manage': answer, 'foreign system, webhooks.manage': '404 not-found' },
  rest: FORBIDDEN,
});
const bothManagers = (answer: Expected) => all(['system, webhooks.manage', 'foreign system, webhooks.manage'], answer);

export const ROWS: readonly Row[] = [
  {
    route: 'intake.createDossier',
    about: 'online, for the owner',
    call: () => ({ body: draft }),
    answers: {
      owner: '201',
      ...all(['other citizen', 'organisation', 'reception', 'foreign reception'], NOT_ALLOWED),
    },
    rest: FORBIDDEN,
  },
  {
    route: 'intake.createDossier',
    about: 'at the counter of the ward',
    call: () => ({ body: { ...draft, channel: 'direct' } }),
    answers: {
      reception: '201',
      ...all(['owner', 'other citizen', 'organisation', 'foreign reception'], NOT_ALLOWED),
    },
    rest: FORBIDDEN,
  },
  {
    route: 'intake.listDossiers',
    call: () => ({}),
    answers: all(['owner', 'other citizen', 'organisation'], '200'),
    rest: FORBIDDEN,
  },
  { route: 'intake.readDossier', call: dossier, answers: { ...readers, ...blind }, rest: FORBIDDEN },
  { route: 'intake.readTimeline', call: dossier, answers: { ...readers, ...blind }, rest: FORBIDDEN },
  { route: 'intake.submitDossier', call: dossier, answers: ownerOrReception(WRONG_STATUS), rest: FORBIDDEN },
  {
    route: 'intake.supplyDossier',
    call: (scene) => ({ ...dossier(scene), body: {} }),
    answers: ownerOrReception(WRONG_STATUS),
    rest: FORBIDDEN,
  },
  {
    route: 'intake.requestWithdrawal',
    call: (scene) => ({ ...dossier(scene), body: { reason: 'Đổi kế hoạch' } }),
    answers: ownerOrReception(MAY),
    rest: FORBIDDEN,
  },
  {
    route: 'documents.requestUpload',
    about: 'of a paper',
    call: (scene) => ({ ...dossier(scene), body: announced }),
    answers: {
      ...ownerOrReception(WRONG_STATUS),
      ...foreignOfficers,
      ...all(['handler', 'approver', 'administrator'], NOT_ALLOWED),
    },
    rest: FORBIDDEN,
  },
  {
    route: 'documents.requestUpload',
    about: 'of a result',
    call: (scene) => ({ ...dossier(scene), body: { ...announced, kind: 'result', component: 'result' } }),
    answers: {
      ...strangers,
      ...foreignOfficers,
      ...all(['owner', 'reception', 'administrator'], NOT_ALLOWED),
      ...all(['handler', 'approver'], '201'),
    },
    rest: FORBIDDEN,
  },
  {
    route: 'documents.listDocuments',
    call: dossier,
    answers: { ...strangers, ...foreignOfficers, ...all(['owner', ...officers], '200') },
    rest: FORBIDDEN,
  },
  {
    route: 'documents.readDocument',
    call: document,
    answers: { ...strangers, ...foreignOfficers, ...all(['owner', ...officers], '200') },
    rest: FORBIDDEN,
  },
  {
    route: 'documents.readForm',
    call: document,
    // Nobody's form has the file's id: whoever may read the dossier is told so, to others the dossier does not exist.
    answers: {
      ...strangers,
      ...foreignOfficers,
      'foreign system, dossiers.read': NOWHERE,
      ...all(['owner', ...officers, 'system, dossiers.read', 'system above, dossiers.read'], '404 document-not-found'),
    },
    rest: FORBIDDEN,
  },
  {
    route: 'documents.readRegister',
    call: () => ({ params: { agencyId: 'H50.20.1', day: '2021-05-04' } }),
    // Those who act at the desk or above it; a handler's work is no register.
    answers: all(['reception', 'approver', 'administrator'], '200'),
    rest: FORBIDDEN,
  },
  {
    route: 'documents.removeDocument',
    call: document,
    answers: {
      ...ownerOrReception(WRONG_STATUS),
      ...foreignOfficers,
      ...all(['handler', 'approver', 'administrator'], NOT_ALLOWED),
    },
    rest: FORBIDDEN,
  },
  action('accept', 'reception', WRONG_STATUS),
  action('refuse', 'reception', WRONG_STATUS),
  action('request-supplement', 'handler', MAY),
  action('request-payment', 'handler', MAY),
  action('record-counter-payment', 'reception', '422 no-open-obligation'),
  action('forward', 'handler', MAY),
  action('complete', 'handler', '422 not-last-step'),
  action('return-result', 'reception', WRONG_STATUS),
  action('decide-withdrawal', 'approver', WRONG_STATUS),
  action('stop', 'approver', MAY),
  action('resume', 'approver', WRONG_STATUS),
  action('correct', 'administrator', MAY),
  action('send-back', 'handler', '422 step-not-walked'),
  action('assign', 'approver', MAY),
  action('open-branch', 'handler', '422 unknown-branch'),
  action('ask-opinion', 'handler', MAY),
  action('record-verification', 'handler', '422 no-site-verification-here'),
  action('recalculate-appointment', 'approver', '409 no-change', 'administrator'),
  action('urge', 'reception', MAY, 'handler', 'approver', 'administrator'),
  {
    route: 'actions.putDelegation',
    about: 'of somebody else in the ward',
    call: () => ({ body: delegation }),
    answers: all(['approver', 'administrator'], '200'),
    rest: FORBIDDEN,
  },
  {
    route: 'actions.listDelegations',
    about: 'of the ward',
    call: () => ({ query: { agencyId: 'H50.20' } }),
    answers: all(['handler', 'approver', 'administrator'], '200'),
    rest: FORBIDDEN,
  },
  {
    route: 'actions.readInbox',
    about: 'of the ward',
    call: () => ({ query: { agencyId: 'H50.20' } }),
    answers: all(['handler', 'approver', 'administrator'], '200'),
    rest: FORBIDDEN,
  },
  {
    route: 'actions.readInbox',
    about: 'of the counter',
    call: () => ({ query: { agencyId: 'H50.20.1' } }),
    answers: all(['reception', 'administrator'], '200'),
    rest: FORBIDDEN,
  },
  ...['readFigures', 'readQualityIndex'].flatMap((route): readonly Row[] => [
    {
      route: `figures.${route}`,
      about: 'of the ward',
      call: () => ({ query: { ...NOVEMBER, agencyId: 'H50.20' } }),
      answers: all(['approver', 'administrator'], '200'),
      rest: FORBIDDEN,
    },
    {
      route: `figures.${route}`,
      about: 'of the province',
      call: () => ({ query: { ...NOVEMBER, agencyId: 'H50' } }),
      answers: { administrator: '200' },
      rest: FORBIDDEN,
    },
  ]),
  {
    route: 'figures.readPublicFigures',
    call: () => ({ query: NOVEMBER }),
    answers: {},
    rest: '200',
    impostors: '200',
    says: NOVEMBER,
  },
  {
    route: 'payments.startPayment',
    call: (scene) => ({ ...dossier(scene), body: { provider: 'vnpay' } }),
    answers: { ...strangers, owner: '422 no-open-obligation' },
    rest: FORBIDDEN,
  },
  {
    route: 'lookup.lookUp',
    about: 'anybody; a body that says nothing is refused for its form, and nobody for who they are',
    call: () => ({ body: {} }),
    answers: {},
    rest: '400 invalid-request',
    impostors: '400 invalid-request',
  },
  {
    route: 'openapi.describe',
    call: () => ({}),
    answers: {},
    rest: '200',
    impostors: '200',
    says: { openapi: '3.1.0' },
  },
  {
    route: 'payment-webhook.platformCallback',
    about: 'unsigned, whoever calls',
    call: () => ({ body: { LoaiBanTin: 'CALLBACK', MaLoi: '00', MaThamChieu: 'MC1', SoTien: '1', MaXacThuc: 'x' } }),
    answers: {},
    rest: '200',
    impostors: '200',
    says: { MaLoi: '99', MoTaLoi: 'Ma xac thuc khong dung', MaThamChieu: '' },
  },
  {
    route: 'payment-webhook.vnpayNotification',
    about: 'unsigned, whoever calls',
    call: () => ({ query: { vnp_TxnRef: 'MC1', vnp_Amount: '100', vnp_ResponseCode: '00', vnp_SecureHash: 'x' } }),
    answers: {},
    rest: '200',
    impostors: '200',
    says: { RspCode: '97' },
  },
  {
    route: 'postal-webhook.carrierPush',
    about: 'without the carrier’s token, whoever calls',
    call: () => ({ params: { carrier: 'vnpost' }, body: { ORDER_NUMBER: 'V1', TYPE: 1 } }),
    answers: {},
    rest: '200',
    impostors: '200',
    says: { status: 201 },
  },
  {
    route: 'national-portal-inbound.push',
    call: () => ({ body: {} }),
    answers: { 'national portal, national-portal.push': '200' },
    rest: FORBIDDEN,
    says: { error_code: -1 },
  },
  {
    route: 'webhook-endpoints.createEndpoint',
    about: 'at an address the guard refuses, after the caller was let in',
    call: () => ({ body: { url: 'https://10.0.0.1/hook', description: 'Phần mềm' } }),
    answers: bothManagers('400 invalid-request'),
    rest: FORBIDDEN,
  },
  {
    route: 'webhook-endpoints.listEndpoints',
    call: () => ({}),
    answers: bothManagers('200'),
    rest: FORBIDDEN,
  },
  { ...managed('readEndpoint', '200'), says: { url: RECEIVER } },
  managed('deleteEndpoint', '204', ({ doomedEndpointId }) => ({ params: { endpointId: doomedEndpointId } })),
  managed('enableEndpoint', '200'),
  managed('rotateSecret', '200'),
  managed('testEndpoint', '200'),
  managed('listAttempts', '200'),
  managed('replayDossier', '202', (scene) => ({ ...endpoint(scene), body: { dossierId: scene.dossierId } })),
];
