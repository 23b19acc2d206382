import { Duration } from 'aws-cdk-lib';
import { carrierSecret } from '../../functions/postal/carriers/registry.ts';
import { contractedCarriers } from '../../functions/postal/config.ts';
import { eventTypesWith } from '../../shared/dossier/event-types.ts';
import { access } from '../constructs/access.ts';
import { post } from '../partner-environment.ts';
import type { Declarations } from './declaration.ts';
import { commands } from './uses.ts';

export const postal: Declarations<'postal-orders' | 'postal-webhook'> = {
  'postal-orders': {
    stack: 'integrations',
    rows: {
      dossier: ['GetItem'],
      shipment: ['GetItem', 'PutItem', 'UpdateItem'],
      shipmentReference: ['GetItem', 'PutItem'],
    },
    businessImpact: 'Finished results that applicants ordered by post stay at the one-stop shop.',
    hears: eventTypesWith('parcel', true),
    of: 'all',
    uses: (where) => {
      const { partners } = where.stack.province;
      const secret = access.secrets(where.stateful, carrierSecret(partners.post.carrier));
      return [secret, commands(where), post(partners)];
    },
    queue: () => ({ resends: true, timeout: Duration.seconds(30), alarmAge: Duration.hours(2) }),
  },
  'postal-webhook': {
    stack: 'api',
    businessImpact: 'Tracking reports of posted results are not recorded.',
    rows: {
      shipment: ['GetItem'],
      shipmentReference: ['GetItem'],
      carrierReport: ['PutItem', 'UpdateItem'],
    },
    uses: (where) => {
      const { partners } = where.stack.province;
      const secrets = contractedCarriers(partners.post).map(carrierSecret);
      return [commands(where), post(partners), access.secrets(where.stateful, ...secrets)];
    },
  },
};
