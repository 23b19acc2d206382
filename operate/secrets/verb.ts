import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { PARTNER_SECRETS, type PartnerSecret } from '../../infra/constructs/partner-secrets.ts';
import { parseJsonOrNothing } from '../../shared/text/json.ts';
import { type Asked, type Context, type Result, UsageError, type Verb } from '../verb.ts';
import { obstacle, SECRET_VALUES, type StoredSecret, storedSecret, withNewKey } from './rules.ts';

/** Bytes of a generated key: 43 characters in base64url. */
const KEY_BYTES = 32;

type Way = { readonly finish: true } | { readonly from: string } | { readonly to: string };

/** Puts a new value of a partner's secret in force beside the former one, and later removes the former one. */
export const secret: Verb = {
  usage: 'secret rotate <name> --from <file> | --to <file> | --finish',
  does: "Puts a partner's new value in force (--from), or makes one (--to, mode 600), with the former still verifying; --finish ends that.",
  options: ['from', 'to'],
  flags: ['finish'],
  dryRun: true,
  plan: (asked) => {
    const [action, name = '', ...more] = asked.words;
    if (action !== 'rotate' || more.length > 0) throw new UsageError('Say secret rotate and a name.');
    if (name.startsWith('webhooks/')) {
      throw new UsageError(
        "An agency rotates its endpoint's secret itself: POST /v1/webhook-endpoints/{endpointId}/rotate-secret.",
      );
    }
    if (name === 'owner-key') throw new UsageError('owner-key is never rotated: every dossier would lose its owner.');
    if (!PARTNER_SECRETS.includes(name as PartnerSecret)) {
      throw new UsageError(`There is no secret ${name}. There are ${PARTNER_SECRETS.join(', ')}.`);
    }
    const way = wayOf(asked);
    // Read first: an invalid file is reported without AWS access.
    const given = 'from' in way ? readValue(name as PartnerSecret, way.from) : undefined;
    return (context) => rotate(context, name as PartnerSecret, way, given, asked.dryRun);
  },
};

function wayOf({ options: { from, to }, flags }: Asked): Way {
  const ways = [
    ...(from === undefined ? [] : [{ from }]),
    ...(to === undefined ? [] : [{ to }]),
    ...(flags.has('finish') ? [{ finish: true } as const] : []),
  ];
  const [way] = ways;
  if (way === undefined || ways.length > 1) {
    throw new UsageError(
      'Say --from with a file that holds the new value, --to with one to write a new key to, or --finish.',
    );
  }
  return way;
}

/** @throws UsageError naming the rule, never the value */
function readValue(name: PartnerSecret, path: string): unknown {
  if ((statSync(path).mode & 0o077) !== 0) throw new UsageError(`${path} can be read by others: chmod 600 it first.`);
  const text = readFileSync(path, 'utf8').trim();
  return checked(name, text.startsWith('{') ? parseJsonOrNothing(text) : text);
}

function checked(name: PartnerSecret, value: unknown): unknown {
  const parsed = SECRET_VALUES[name].safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'the value'} ${code}`);
  throw new UsageError(`The value is none for ${name}: ${faults.join(', ')}.`);
}

async function rotate(
  { province, secrets, clock }: Context,
  name: PartnerSecret,
  way: Way,
  given: unknown,
  dryRun: boolean,
): Promise<Result> {
  const SecretId = `motcua/${province.slug}/${name}`;
  const { stored, since } = await read(secrets, SecretId);
  const step = 'finish' in way ? 'finish' : 'begin';
  const why = obstacle(step, stored, clock().getTime() - since.getTime());
  if (why !== undefined) return { data: { name, step, done: false, why }, failed: true, lines: [why] };
  const put = async (next: StoredSecret) => {
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(next) }));
  };
  const data = { name, step, done: !dryRun };
  if ('finish' in way) {
    if (!dryRun) await put({ current: stored.current });
    return { data, lines: [`${name}: ${dryRun ? 'would take' : 'took'} the former value away.`] };
  }
  const key = 'to' in way ? randomBytes(KEY_BYTES).toString('base64url') : undefined;
  const current = key === undefined ? given : withNewKey(stored.current, key);
  if (current === undefined) throw new UsageError(`The partner issues ${name}: give its new value by --from.`);
  checked(name, current);
  if (!dryRun) {
    // Write the file first: a value in force that exists nowhere else would lock the partner out.
    if (key !== undefined && 'to' in way) writeKey(way.to, key);
    // The random text of a newly created secret was never in force.
    const previous = SECRET_VALUES[name].safeParse(stored.current).success ? stored.current : undefined;
    await put({ current, previous }).catch((error: Error) => {
      if (!('to' in way)) throw error;
      // A lost response looks like a failure: the key may be in force, and then this file is the only other copy.
      const ask = `secret rotate ${name} --finish --dry-run`;
      throw new Error(`${error.message}. The new key may be in force: keep ${way.to}; ${ask} says whether it is.`);
    });
  }
  const wrote = 'to' in way && !dryRun ? [`The new key is in ${way.to}: hand it over, and delete the file.`] : [];
  return {
    data,
    lines: [
      `${name}: ${dryRun ? 'would put' : 'put'} the new value in force; the former one still verifies what comes in.`,
      ...wrote,
      `Functions use it within two minutes. When the partner has switched: secret rotate ${name} --finish.`,
    ],
  };
}

/** Mode 600; never overwrites an existing file. */
function writeKey(path: string, key: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, `${key}\n`);
  } finally {
    closeSync(file);
  }
}

async function read(client: SecretsManagerClient, SecretId: string) {
  const { SecretString = 'null', CreatedDate } = await client.send(new GetSecretValueCommand({ SecretId }));
  const parsed = storedSecret.safeParse(parseJsonOrNothing(SecretString));
  if (!parsed.success) throw new Error(`${SecretId} is not { current, previous? }`);
  return { stored: parsed.data, since: CreatedDate ?? new Date(0) };
}
