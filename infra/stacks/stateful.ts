import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { documentsBucket } from '../constructs/documents-bucket.ts';
import { dossierTable } from '../constructs/dossier-table.ts';
import { frontKeySecret } from '../constructs/front-key.ts';
import { logRetention } from '../constructs/log-retention.ts';
import { mailIdentity } from '../constructs/mail-identity.ts';
import { ownerKeySecret } from '../constructs/owner-key.ts';
import { type PartnerSecrets, partnerSecrets } from '../constructs/partner-secrets.ts';
import { ProvinceStack, type Site } from '../constructs/province-stack.ts';

/**
 * What a province cannot lose: dossiers, files, keys, partners' secrets, and the bus that others may subscribe to.
 * `infra/guard/stateful-ids.json` lists its logical ids; a missing one fails the build.
 */
export class StatefulStack extends ProvinceStack {
  readonly key: Key;
  readonly table;
  readonly documents;
  /** Objects of the documents bucket, by an explicit export name: acknowledged findings must spell it. */
  readonly documentObjectsArn: string;
  readonly bus: EventBus;
  readonly secrets: PartnerSecrets;
  readonly ownerKey: Secret;
  readonly frontKey: Secret;

  constructor(scope: Construct, site: Site) {
    super(scope, 'stateful', site, 'table, files, keys, secrets and event bus');
    this.key = new Key(this, 'Key', {
      alias: `motcua/${this.province.slug}`,
      description: `Dossiers, files and secrets of ${this.province.slug}`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.table = dossierTable(this, this.key);
    this.documents = documentsBucket(this, this.key);
    this.documentObjectsArn = `${this.exportValue(this.documents.bucketArn, { name: this.named('documents-arn') })}/*`;
    this.secrets = partnerSecrets(this, this.key);
    this.ownerKey = ownerKeySecret(this, this.key);
    this.frontKey = frontKeySecret(this, this.key);
    // A placeholder domain has no owner who could verify it.
    const { mail } = this.province.partners.notices;
    if (this.province.partnersAgreed && mail !== undefined) mailIdentity(this, mail.from);
    this.bus = new EventBus(this, 'Bus', { eventBusName: this.named('events') });

    // Which operator read a person's data, and why: `operate/log/audit.ts`.
    new LogGroup(this, 'OperatorLogs', {
      logGroupName: `/motcua/${this.province.slug}/operate`,
      retention: logRetention(this.province.retention.logMonths),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'DocumentsBucket', { value: this.documents.bucketName });
    new CfnOutput(this, 'BusName', { value: this.bus.eventBusName });
    new CfnOutput(this, 'SecretPrefix', { value: this.secrets.prefix });
  }
}
