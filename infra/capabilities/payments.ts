import { contractedProviders } from '../../functions/payments/config.ts';
import { providerSecret } from '../../functions/payments/providers/registry.ts';
import { access } from '../constructs/access.ts';
import { identity, payments as paymentsOf, portalOrigin } from '../partner-environment.ts';
import { CATALOGUE, SIGNED_IN } from '../table-rights.ts';
import type { Declarations, Where } from './declaration.ts';
import { commands } from './uses.ts';

/** The providers that the province has a contract with, and their keys. */
const providers = ({ stack, stateful }: Where) => {
  const { partners } = stack.province;
  return [
    paymentsOf(partners),
    access.secrets(stateful, ...contractedProviders(partners.payments).map(providerSecret)),
  ];
};

export const payments: Declarations<'payments' | 'payment-webhook'> = {
  payments: {
    stack: 'api',
    businessImpact: 'Applicants cannot start a payment, so their dossiers wait.',
    rows: {
      ...CATALOGUE,
      ...SIGNED_IN,
      procedure: ['GetItem', 'Query'],
      successions: ['GetItem'],
      dossier: ['GetItem'],
      idempotency: ['GetItem', 'PutItem'],
      payment: ['GetItem', 'PutItem', 'UpdateItem'],
      paymentReference: ['GetItem', 'PutItem'],
      quota: ['UpdateItem'],
    },
    uses: (where) => [
      identity(where.stack.province),
      portalOrigin(where.stack.province),
      access.ownerKey(where.stateful),
      access.frontKey(where.stateful),
      ...providers(where),
    ],
  },
  'payment-webhook': {
    stack: 'api',
    businessImpact:
      'A payment was made but is not recorded: its dossier waits until the platform repeats the callback.',
    rows: {
      payment: ['GetItem'],
      paymentReference: ['GetItem'],
      paymentNotice: ['GetItem', 'PutItem', 'UpdateItem'],
    },
    uses: (where) => [commands(where), ...providers(where)],
  },
};
