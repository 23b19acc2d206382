import { randomBytes } from 'node:crypto';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CARRIER_NAMES, type CarrierName, carrierSecret } from '../../functions/postal/carriers/registry.ts';
import { CLIENT_SECRET } from '../../functions/sessions/client-config.ts';
import { loadProvince, type Province } from '../../infra/province/load.ts';
import { awsClient } from '../../shared/platform/aws/client.ts';
import type { SimulatorName } from '../simulators/launch.ts';
import { selfSigned } from './certificate.ts';
import { clientSettings } from './clients.ts';
import type { Environment } from './environment.ts';
import { SimulatorFailed } from './errors.ts';

export interface Agreement {
  /** Name below the province's prefix → current value. */
  readonly secrets: Readonly<Record<string, unknown>>;
  /** Simulator → body of its `POST /control/configure`. */
  readonly settings: Readonly<Partial<Record<SimulatorName, unknown>>>;
}

/**
 * What the province and its partners share: each credential is generated on every run and given to both sides, as
 * an operator does after a first deploy. Pure but for the credentials, which come from `credential`.
 */
export function agree(
  province: Pick<Province, 'partners' | 'agencyId'>,
  where: Pick<Environment, 'apiUrl' | 'portalUrl' | 'issuer' | 'audience'>,
  credential: () => string = () => randomBytes(24).toString('base64url'),
): Agreement {
  const { apiUrl, portalUrl, issuer, audience } = where;
  const { identity, nationalPortal, payments, post } = province.partners;
  const portal = { username: `motcua-${province.agencyId}`, password: credential() };
  const platformKey = credential();
  const vnpaySecret = credential();
  const sessionClient = credential();
  const carriers = Object.fromEntries(
    CARRIER_NAMES.map((name) => {
      const client = { token: credential(), clientId: `motcua-${province.agencyId}`, clientSecret: credential() };
      return [name, client] as const;
    }),
  ) as Record<CarrierName, { token: string; clientId: string; clientSecret: string }>;
  return {
    secrets: {
      'national-portal': portal,
      'payment-platform': platformKey,
      'payment-vnpay': vnpaySecret,
      [CLIENT_SECRET]: sessionClient,
      ...Object.fromEntries(CARRIER_NAMES.map((name) => [carrierSecret(name), carriers[name]])),
    },
    settings: {
      identity: {
        audience,
        portal: { clientId: identity.portal.clientId, clientSecret: sessionClient, origin: portalUrl },
      },
      'national-portal': {
        ...portal,
        apiUrl,
        issuer,
        agencyCode: nationalPortal.contracts.classic?.agencyCode,
        dstcode: nationalPortal.contracts.classic?.destinationCode ?? null,
      },
      payments: {
        apiUrl,
        platformKey,
        vnpaySecret,
        partnerCode: payments.providers.platform?.partnerCode,
        terminalCode: payments.providers.vnpay?.terminalCode,
      },
      post: {
        ...carriers[post.carrier],
        tokens: Object.fromEntries(CARRIER_NAMES.map((name) => [name, carriers[name].token])),
        apiUrl,
        customerCode: post.carriers.vnpost?.customerCode,
      },
      agency: { apiUrl },
    },
  };
}

/** Stores the shared credentials in Secrets Manager and configures the simulators. @throws SimulatorFailed */
export async function configurePartners(environment: Environment): Promise<void> {
  const province = loadProvince(environment.province);
  const { secrets, settings } = agree(province, environment);
  const signing = await selfSigned('rsa', `Trung tâm Phục vụ hành chính công ${province.name} (thử nghiệm)`);
  const client = awsClient(SecretsManagerClient, clientSettings(environment));
  const stored = Object.entries({ ...secrets, 'form-signing': signing }).map(([name, current]) =>
    client.send(
      new PutSecretValueCommand({
        SecretId: `${environment.secretPrefix}/${name}`,
        SecretString: JSON.stringify({ current }),
      }),
    ),
  );
  const told = Object.entries(settings).map(async ([name, body]) => {
    const url = `${environment.simulators[name as SimulatorName]}/control/configure`;
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    if (answer.ok) return;
    const why = `it rejected its settings: ${(await answer.text()).slice(0, 200)}`;
    throw new SimulatorFailed(name, why, environment.logs);
  });
  await Promise.all([...stored, ...told]);
  client.destroy();
}
