import { OF_ACTIONS } from './problems/actions.ts';
import { OF_CATALOGUE } from './problems/catalogue.ts';
import { OF_DECLARATIONS } from './problems/declarations.ts';
import { OF_DRAFTS } from './problems/drafts.ts';
import { OF_FEES } from './problems/fees.ts';
import { OF_HANDED_OVER } from './problems/handed-over.ts';
import { OF_JURISDICTION } from './problems/jurisdiction.ts';
import type { Provocation } from './problems/kit.ts';
import { OF_MAIL } from './problems/mail.ts';
import { OPENING } from './problems/opening.ts';
import { OF_PARTICULARS } from './problems/particulars.ts';
import { OF_OTHERS } from './problems/partners.ts';
import { OF_QUOTAS } from './problems/quotas.ts';
import { OF_REFUNDS } from './problems/refunds.ts';
import { OF_SESSIONS } from './problems/sessions.ts';

/** How each problem that a route declares is brought about. Reused keys have a file of their own. */
export const PROVOKED: Readonly<Record<string, Provocation>> = {
  ...OPENING,
  ...OF_ACTIONS,
  ...OF_PARTICULARS,
  ...OF_DRAFTS,
  ...OF_DECLARATIONS,
  ...OF_HANDED_OVER,
  ...OF_FEES,
  ...OF_REFUNDS,
  ...OF_JURISDICTION,
  ...OF_OTHERS,
  ...OF_QUOTAS,
  ...OF_MAIL,
  ...OF_SESSIONS,
  ...OF_CATALOGUE,
};

const NO_NAME =
  'every account of the simulated provider has a name; test/shared/dossier/parties.test.ts and claims.test.ts provoke it';
const ONLY_ON_OPENING = 'said only when a dossier is opened; the code is in the list because it names every rejection';

/** Problems that are declared and that no call of this province's API brings about, with the reason. */
export const NOT_OVER_HTTP: Readonly<Record<string, string>> = {
  'intake.submitDossier not-allowed':
    'needs an officer with the role reception at an agency above the receiving one; the province has no such officer',
  'intake.supplementDossier not-allowed': 'as for submitDossier',
  'intake.deleteDraft not-allowed': 'as for submitDossier',
  'intake.requestWithdrawal not-allowed': 'as for submitDossier',
  'intake.createDossier sign-in-without-name': NO_NAME,
  'intake.changeDraft sign-in-without-name': NO_NAME,
  'actions.act sign-in-without-name': 'said when a draft is opened or changed, which is no action',
  'intake.declareAnswers not-allowed': 'as for submitDossier',
  'intake.declareAnswers limit-reached': 'as for changeFiler',
  'intake.changeFiler limit-reached':
    'needs a log of two thousand events; test/shared/dossier/limits.test.ts has the limit',
  'actions.act no-declaration': 'said when a declaration is saved, which is no action',
  'actions.act declaration-invalid': 'as for no-declaration',
  'actions.act declaration-incomplete': 'said on submission and supply, which are no actions',
  'actions.act dossier-exists': 'identifiers of dossiers are made by the platform; only an import can meet one twice',
  'actions.act unknown-procedure':
    'a dossier keeps the version of the procedure it began with, and versions are not deleted',
  'actions.act fee-ground-missing':
    'every fee of the catalogue that need not be due names the ground itself; test/shared/procedure/assess.test.ts provokes it',
  'intake.readTimes no-calendar': 'every province is seeded with the calendar',
  'actions.act no-calendar': 'every province is seeded with the calendar',
  'actions.act unknown-version': 'said when a form is recorded, which is no action',
  'actions.act channel-not-offered': ONLY_ON_OPENING,
  'actions.act not-competent': ONLY_ON_OPENING,
  'actions.act outside-jurisdiction':
    'needs a dossier with a place; createDossier provokes the same check, and so does test/shared/dossier/transfer.test.ts',
  'actions.act too-many-documents': 'said when a file is announced or attached, which is no action',
  'actions.act hand-over-record-too-early':
    'needs a parcel to the province, which no carrier reports here; test/shared/dossier/handed-over.test.ts provokes it',
  'actions.act quota-reached': 'said when something is begun that is counted, which no action is',
  'actions.act suspended':
    'a suspension is about all dossiers of an agency, those of the tests beside this one too; test/emulator/consumers/ways-out.test.ts and test/shared/dossier/suspension.test.ts have it',
  'actions.act supplement-missing': 'said on supply, which is no action',
  'payments.startPayment request-in-progress':
    'needs a twin of the request in the middle of its call; idempotency.test.ts accepts it among concurrent answers, test/functions/payments/start.test.ts provokes it',
  'payments.startPayment upstream-unavailable':
    'needs the payment platform to be down, which would be down for the tests beside this one too; test/functions/payments/start.test.ts provokes it',
};
