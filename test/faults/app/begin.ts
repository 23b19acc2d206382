import type { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { agree } from '../../../local/launcher/configure.ts';
import type { Environment } from '../../../local/launcher/environment.ts';
import type { SimulatorUrls } from '../../../local/launcher/partners.ts';
import { seedCatalogue } from '../../../operate/seed/catalogue.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import type { Item } from '../cloud/dynamodb/values.ts';
import { API_HOST, ISSUER, PORTAL, SLUG, URLS } from './addresses.ts';
import { identityHost } from './identity.ts';
import { REGION } from './intrinsics.ts';
import type { Prepared } from './prepare.ts';
import type { ProvinceWorld } from './province.ts';

/** Seeds the catalogue, tells secrets to both sides, and starts partners. @returns what the people need to know */
export async function begin(world: ProvinceWorld, prepared: Prepared, seed: number): Promise<Environment> {
  const { province, wiring } = prepared;
  const audience = province.partners.identity.audience;
  world.network.listen(new URL(ISSUER).host, await identityHost(ISSUER, audience, world.scheduler));
  await seedCatalogue(seedingTable(world), SLUG, { emulator: true });
  const environment: Environment = {
    province: SLUG,
    endpoint: '',
    region: REGION,
    apiUrl: `https://${API_HOST}`,
    portalUrl: PORTAL,
    issuer: ISSUER,
    audience,
    tableName: world.table.shape.name,
    documentsBucket: '',
    busName: wiring.bus(),
    secretPrefix: `motcua/${SLUG}`,
    outputs: {},
    simulators: URLS,
    patienceMs: 60_000,
    logs: '',
  };
  const settings = tellSecrets(world, prepared, environment);
  for (const [name, code] of prepared.partners) {
    const PORT = new URL(URLS[name as keyof SimulatorUrls]).port;
    world.partners.set(name, await world.start(name, code, { PORT, SEED: String(seed) }));
  }
  for (const [name, body] of Object.entries(settings)) {
    if (name !== 'identity') await configure(world, name as keyof SimulatorUrls, body);
  }
  return environment;
}

/** Puts secrets into the store. @returns the same for the partners, who hold their half of each */
function tellSecrets(world: ProvinceWorld, { province, wiring, signing }: Prepared, environment: Environment) {
  const unit = world.unitFor('credentials');
  const credential = () => Array.from({ length: 48 }, () => Math.floor(unit() * 36).toString(36)).join('');
  for (const { name, template, key } of wiring.secrets()) {
    const value = key === undefined ? credential() : { ...JSON.parse(template), [key]: credential() };
    world.secrets.secrets.set(name, { value: typeof value === 'string' ? value : JSON.stringify(value) });
  }
  const { secrets, settings } = agree(province, environment, credential);
  for (const [name, current] of Object.entries({ ...secrets, 'form-signing': signing })) {
    world.secrets.secrets.set(`motcua/${SLUG}/${name}`, { value: JSON.stringify({ current }) });
  }
  return settings;
}

async function configure(world: ProvinceWorld, name: keyof SimulatorUrls, settings: unknown): Promise<void> {
  const told = world.network.exchange('world', new URL(URLS[name]).host, {
    method: 'POST',
    path: '/control/configure',
    headers: {},
    body: Buffer.from(JSON.stringify(settings)),
  });
  const answer = await world.settle(told);
  if (answer.status !== 200) throw new Error(`${name}: ${answer.body.toString()}`);
}

/** As much of the table as seeding asks for, without the way over the network. */
function seedingTable({ table, dynamo }: ProvinceWorld): Table {
  const { name } = table.shape;
  const client = {
    send: async (command: BatchWriteCommand | QueryCommand) => {
      // No version is there yet.
      if (!('RequestItems' in command.input)) return { Items: [] };
      const requests = Object.values(command.input.RequestItems ?? {}).flat() as {
        PutRequest: { Item: Record<string, unknown> };
      }[];
      const RequestItems = {
        [name]: requests.map(({ PutRequest }) => ({
          PutRequest: { Item: marshall(PutRequest.Item, { removeUndefinedValues: true }) as Item },
        })),
      };
      return dynamo.batchWrite({ TableName: '', RequestItems });
    },
  };
  return { client, name } as unknown as Table;
}
