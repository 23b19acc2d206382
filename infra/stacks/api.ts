import { CfnOutput } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { contractedProviders } from '../../functions/payments/config.ts';
import { providerSecret } from '../../functions/payments/providers/registry.ts';
import { carrierSecret } from '../../functions/postal/carriers/registry.ts';
import { contractedCarriers } from '../../functions/postal/config.ts';
import { access } from '../constructs/access.ts';
import { apiAddress } from '../constructs/api-domain.ts';
import { apiFunction } from '../constructs/api-function.ts';
import type { Capability } from '../constructs/capability.ts';
import { httpApi } from '../constructs/http-api.ts';
import { ProvinceStack, type Site } from '../constructs/province-stack.ts';
import { sends } from '../constructs/queue-worker.ts';
import { webFirewall } from '../constructs/web-firewall.ts';
import type { ApiFunctionName } from '../functions.ts';
import { identity, payments, portalFileHosts, post, webhookHosts } from '../partner-environment.ts';
import { type FunctionRoutes, takingCallbacks } from '../routes.ts';
import { TABLE_RIGHTS } from '../table-rights.ts';
import type { IntegrationsStack } from './integrations.ts';
import type { ProcessingStack } from './processing.ts';
import type { StatefulStack } from './stateful.ts';

export type ApiNeeds = {
  readonly stateful: StatefulStack;
  readonly processing: ProcessingStack;
  readonly integrations: IntegrationsStack;
  readonly routes: readonly FunctionRoutes[];
};

/** Everything that answers over HTTP: people's portals, officers' desks, agencies' systems, partners' callbacks. */
export class ApiStack extends ProvinceStack {
  constructor(scope: Construct, site: Site, { stateful, processing, integrations, routes }: ApiNeeds) {
    super(scope, 'api', site, 'HTTP API');
    const { partners } = this.province;
    const signedIn = identity(this.province);
    const ownerKey = access.ownerKey(stateful);
    const commands = sends(processing.commandQueue, 'COMMAND_QUEUE_URL');

    const callbacks = takingCallbacks(routes);
    const functions: Partial<Record<ApiFunctionName, LambdaFunction>> = {};
    const answers = (name: ApiFunctionName, errorCosts: string, ...uses: Capability[]) => {
      const rows = Object.keys(TABLE_RIGHTS[name]).length > 0 ? [access.table(stateful, name)] : [];
      const kept = callbacks.has(name) && { reservedConcurrency: this.size.callbacks.concurrency };
      functions[name] = apiFunction(this, { name, errorCosts, uses: [...rows, ...uses], ...kept });
    };
    answers('intake', 'Citizens and counters cannot hand dossiers in or see them.', signedIn, ownerKey);
    answers(
      'documents',
      'Papers cannot be uploaded or read, so dossiers wait.',
      ...[signedIn, ownerKey, access.documentTickets(stateful)],
    );
    answers('actions', 'Officers cannot act on dossiers while their deadlines run.', signedIn, ownerKey);
    answers('lookup', 'Applicants cannot ask how far a dossier is, and ring the one-stop shop instead.', ownerKey);
    answers(
      'payments',
      'Applicants cannot begin to pay a fee, so their dossiers wait.',
      ...[
        signedIn,
        ownerKey,
        payments(partners),
        access.secrets(stateful, ...contractedProviders(partners.payments).map(providerSecret)),
      ],
    );
    answers(
      'payment-webhook',
      'Money has been paid but its dossier does not know: it waits until the platform calls again.',
      ...[
        commands,
        payments(partners),
        access.secrets(stateful, ...contractedProviders(partners.payments).map(providerSecret)),
      ],
    );
    answers(
      'postal-webhook',
      'The whereabouts of posted results are not recorded.',
      ...[commands, post(partners), access.secrets(stateful, ...contractedCarriers(partners.post).map(carrierSecret))],
    );
    answers(
      'national-portal-inbound',
      'Dossiers submitted at the national portal do not arrive, while the citizen believes they have.',
      ...[commands, signedIn, portalFileHosts(partners)],
      sends(integrations.inboundFilesQueue, 'INBOUND_FILES_QUEUE_URL'),
    );
    answers(
      'webhook-endpoints',
      'Agencies cannot register, change or test where they are told of dossiers.',
      ...[signedIn, ownerKey],
      webhookHosts(partners),
      sends(integrations.webhookQueue, 'WEBHOOK_QUEUE_URL'),
      access.webhookSecrets(this, stateful, 'CreateSecret', 'PutSecretValue', 'GetSecretValue', 'DeleteSecret'),
    );
    answers('figures', 'Leaders cannot read figures or the quality index, nor the public its own.', signedIn);
    answers('openapi', 'Developers of agencies cannot read the contract; nobody else notices.');

    const api = httpApi(this, functions, routes);
    webFirewall(this, api);
    new CfnOutput(this, 'ApiUrl', { value: apiAddress(this, api) });
    new CfnOutput(this, 'ApiId', { value: api.restApiId });
  }
}
