import type { FunctionName } from '../functions.ts';
import type { TableRights } from '../table-rights.ts';
import type { Declarations } from './declaration.ts';
import { documents } from './documents.ts';
import { dossiers } from './dossiers.ts';
import { figures } from './figures.ts';
import { forms } from './forms.ts';
import { nationalPortal } from './national-portal.ts';
import { notifications } from './notifications.ts';
import { openapi } from './openapi.ts';
import { payments } from './payments.ts';
import { postal } from './postal.ts';
import { relay } from './relay.ts';
import { webhooks } from './webhooks.ts';

/** Every function, as its capability declares it, in the order in which they are made: who is sent to comes first. */
export const DECLARATIONS: Declarations<FunctionName> = {
  ...dossiers,
  ...documents,
  ...figures,
  ...relay,
  ...nationalPortal,
  ...webhooks,
  ...postal,
  ...notifications,
  ...forms,
  ...payments,
  ...openapi,
};

/** What each function does with rows of the table. Of one that faces strangers this is what they get when they get into it. */
export const tableRightsOf = (name: FunctionName): TableRights => DECLARATIONS[name].rows;
