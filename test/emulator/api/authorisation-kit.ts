import type { Walk } from '../../../local/demo/walk.ts';
import type { Caller } from './callers.ts';
import { ACTIONS } from './example-bodies.ts';

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
  /** Answer without a valid token; default `401 unauthenticated`. */
  readonly impostors?: Expected;
  /** Fields of the answer of everybody who is not refused. */
  readonly says?: Readonly<Record<string, unknown>>;
};

export const dossier = ({ dossierId }: Scene) => ({ params: { dossierId } });
export const endpoint = ({ endpointId }: Scene) => ({ params: { endpointId } });
export const document = ({ dossierId, documentId }: Scene) => ({ params: { dossierId, documentId } });

export const FORBIDDEN = '403 forbidden';
export const NOT_ALLOWED = '403 not-allowed';
export const NOWHERE = '404 dossier-not-found';
/** Allowed and well-formed; only the version of `If-Match` is not the dossier's, so that nothing changes. */
export const MAY = '412 version-conflict';
export const WRONG_STATUS = '409 wrong-status';

export const strangers = { 'other citizen': NOWHERE, organisation: NOWHERE } as const;
export const all = (who: readonly Caller[], expected: Expected) =>
  Object.fromEntries(who.map((caller) => [caller, expected]));

/** Who reads a dossier in the ward's hands. */
export const readers = all(
  [
    'owner',
    'reception',
    'handler',
    'approver',
    'administrator',
    'administrator of the ward',
    'system, dossiers.read',
    'system above, dossiers.read',
  ],
  '200',
);
/** Administrators of the dossier's holder and above it. */
export const administrators: readonly Caller[] = ['administrator', 'administrator of the ward'];
export const officers: readonly Caller[] = ['reception', 'handler', 'approver', ...administrators];
export const foreignOfficers = all(
  ['foreign reception', 'foreign handler', 'foreign approver', 'administrator of another ward'],
  NOWHERE,
);

export const blind = {
  ...strangers,
  ...foreignOfficers,
  'foreign system, dossiers.read': NOWHERE,
};

/** Owner and the receiving agency; every other caller without permission is forbidden. */
export const ownerOrReception = (answer: Expected) => ({
  ...strangers,
  owner: answer,
  reception: answer,
  'foreign reception': NOWHERE,
});

export const action = (type: string, may: Caller, answer: Expected, ...others: readonly Caller[]): Row => ({
  route: 'actions.act',
  about: type,
  call: (scene) => ({ ...dossier(scene), body: ACTIONS.find((one) => one.type === type) }),
  answers: { ...all(officers, NOT_ALLOWED), ...foreignOfficers, ...all([may, ...others], answer) },
  rest: FORBIDDEN,
});

export const managed = (route: string, answer: Expected, call: Row['call'] = endpoint): Row => ({
  route: `webhook-endpoints.${route}`,
  call,
  answers: { 'system, webhooks.manage': answer, 'foreign system, webhooks.manage': '404 not-found' },
  rest: FORBIDDEN,
});
export const bothManagers = (answer: Expected) =>
  all(['system, webhooks.manage', 'foreign system, webhooks.manage'], answer);
