import { randomUUID } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { call } from '../../infra/local/call.ts';
import { loadProvince } from '../../infra/province/load.ts';
import type { Actor } from '../../shared/dossier/actor.ts';
import type { Command } from '../../shared/dossier/commands.ts';
import { RULES } from '../../shared/dossier/rules.ts';
import { awsClient } from '../../shared/platform/aws/client.ts';
import { readLog } from '../../shared/platform/delivery/event-log.ts';
import { ownerKeys } from '../../shared/platform/identity/owner-key.ts';
import { provinceKey } from '../../shared/platform/secrets/province-key.ts';
import { secretStore } from '../../shared/platform/secrets/secrets.ts';
import type { Table } from '../../shared/platform/table/table.ts';
import { type DossierStore, dossierStore } from '../../shared/record/dossier-store.ts';
import { dueTimers, TIMER_SHARDS } from '../../shared/record/timer-rows.ts';
import { clientSettings, tableOf } from '../launcher/clients.ts';
import type { Environment } from '../launcher/environment.ts';
import { originalsOf } from './handed-over.ts';

export const officer = (agencyId: string, role: 'reception' | 'handler' | 'approver' | 'administrator'): Actor => ({
  kind: 'officer',
  subject: `${role}-at-another-time`,
  roles: [{ agencyId, role }],
});

/** Runs the poller of deadlines now, as its schedule does each minute. */
export const pollDeadlines = (environment: Environment) =>
  call(environment, 'lambda', {
    method: 'POST',
    path: `/2015-03-31/functions/motcua-${environment.province}-deadlines/invocations`,
    body: '{}',
  });

const DESK = 'H50.20.1';
const COMMUNE = 'H50.20';

/** A dossier that is worked on at another time: the same rules, store and table, another clock. */
export class AtAnotherTime {
  readonly dossierId: string;
  now: Date;
  readonly #environment: Environment;
  readonly #table: Table;
  readonly #store: DossierStore;

  constructor(environment: Environment, now: Date, dossierId: string = randomUUID()) {
    this.now = now;
    this.dossierId = dossierId;
    this.#environment = environment;
    this.#table = tableOf(environment);
    const { dossierCode } = loadProvince(environment.province);
    const secrets = secretStore(awsClient(SecretsManagerClient, clientSettings(environment)), environment.secretPrefix);
    this.#store = dossierStore(
      this.#table,
      RULES,
      dossierCode,
      () => this.now,
      undefined,
      ownerKeys(provinceKey(secrets)),
    );
  }

  /** The same dossier with a store that remembers nothing, as in a fresh sandbox. */
  renewed(): AtAnotherTime {
    return new AtAnotherTime(this.#environment, this.now, this.dossierId);
  }

  async ask(actor: Actor, command: Command): Promise<this> {
    const idempotency = { scope: `test:${this.dossierId}`, key: randomUUID(), bodyHash: 'x' };
    const outcome = await this.#store.execute({ dossierId: this.dossierId, command, actor, idempotency });
    if (!outcome.ok) throw new Error(`${command.type}: ${JSON.stringify(outcome.rejection)}`);
    return this;
  }

  /** Filed at the counter. */
  async filed(procedureCode: string, desk = DESK): Promise<this> {
    const reception = officer(desk, 'reception');
    const draft = {
      procedureCode,
      receivingAgency: desk,
      channel: 'direct',
      applicant: {
        kind: 'citizen',
        name: 'Trần Văn Hạn',
        identity: { type: 'personal-id', number: '045190000123', country: 'VN' },
        phone: '0912345678',
        address: 'Phường Đồng Hới',
      },
      resultDelivery: { method: 'counter' },
      language: 'vi',
    } as const;
    await this.ask(reception, { type: 'create-draft', draft });
    return this.ask(reception, { type: 'submit' });
  }

  async accepted(desk = DESK): Promise<this> {
    await this.filed('1.001193', desk);
    return this.ask(officer(desk, 'reception'), {
      type: 'accept',
      assessment: { fees: [], late: false },
      handedOver: originalsOf(['birth-declaration', 'birth-notification']),
    });
  }

  forward = (actor: Actor, stepId: string) => this.ask(actor, { type: 'forward', stepId, agencyId: COMMUNE });

  log = () => readLog(this.#table, this.dossierId);

  /** Those of the accepted dossier; a poll between submission and acceptance may fire reception's, too. */
  fired = async () => (await this.allFired()).filter((timer) => !timer.startsWith('reception'));

  allFired = async () =>
    (await this.log()).flatMap((event) =>
      event.type === 'deadline-warned' || event.type === 'deadline-breached'
        ? [`${event.timer.of} ${event.timer.kind}`]
        : [],
    );

  rows = async () => {
    const rows = [];
    const end = new Date(Date.now() + 400 * 86_400_000).toISOString();
    for (let shard = 0; shard < TIMER_SHARDS; shard += 1) {
      for await (const page of dueTimers(this.#table, shard, end)) rows.push(...page);
    }
    return rows.filter(({ dossierId }) => dossierId === this.dossierId);
  };

  state = async () => {
    const dossier = await this.#store.load(this.dossierId);
    if (dossier === undefined) throw new Error('no dossier');
    return dossier;
  };
}
