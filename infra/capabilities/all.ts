import type { FunctionName } from '../functions.ts';
import type { TableRights } from '../table-rights.ts';
import { catalogue } from './catalogue.ts';
import type { Declarations } from './declaration.ts';
import { documents } from './documents.ts';
import { dossiers } from './dossiers.ts';
import { figures } from './figures.ts';
import { forms } from './forms.ts';
import { nationalPortal } from './national-portal.ts';
import { notifications } from './notifications.ts';
import { openapi } from './openapi.ts';
import { payments } from './payments.ts';
import { people } from './people.ts';
import { postal } from './postal.ts';
import { relay } from './relay.ts';
import { search } from './search.ts';
import { sessions } from './sessions.ts';
import { webhooks } from './webhooks.ts';

/** Every function as its capability declares it, in creation order: a receiver is created before its senders. */
export const DECLARATIONS: Declarations<FunctionName> = {
  ...dossiers,
  ...documents,
  ...figures,
  ...search,
  ...relay,
  ...nationalPortal,
  ...webhooks,
  ...postal,
  ...notifications,
  ...forms,
  ...payments,
  ...people,
  ...sessions,
  ...catalogue,
  ...openapi,
};

/** What each function does with rows of the table. If a function that faces the internet is compromised, this is what an attacker gets. */
export const tableRightsOf = (name: FunctionName): TableRights => DECLARATIONS[name].rows;
