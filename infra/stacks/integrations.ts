import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { carrierSecret } from '../../functions/postal/carriers/registry.ts';
import { eventTypesWith } from '../../shared/dossier/event-types.ts';
import { access } from '../constructs/access.ts';
import { busConsumer } from '../constructs/bus-consumer.ts';
import { mailFeedback } from '../constructs/mail-feedback.ts';
import { ProvinceStack, type Site } from '../constructs/province-stack.ts';
import { queueTarget } from '../constructs/queue-target.ts';
import { queueWorker, sends } from '../constructs/queue-worker.ts';
import { desks, letterhead, nationalPortal, portalFileHosts, post, webhookHosts } from '../partner-environment.ts';
import { eventsOf, eventsOfSubmitted } from '../province-events.ts';
import type { ProcessingStack } from './processing.ts';
import type { StatefulStack } from './stateful.ts';

/** Workers that speak to the outside, most of them told by the province's events. Each has its own queue: one that is down stops no other. */
export class IntegrationsStack extends ProvinceStack {
  readonly webhookQueue: Queue;
  readonly inboundFilesQueue: Queue;

  constructor(scope: Construct, site: Site, stateful: StatefulStack, processing: ProcessingStack) {
    super(scope, 'integrations', site, 'national portal, webhooks, post, notifications');
    const { bus } = stateful;
    const { partners } = this.province;

    busConsumer(this, {
      name: 'national-portal-sync',
      resends: true,
      errorCosts:
        'The national portal shows old states of dossiers, and the province loses points of its quality index.',
      bus,
      pattern: eventsOfSubmitted(eventTypesWith('portal', 'row', 'in-record')),
      uses: [
        access.table(stateful, 'national-portal-sync'),
        access.secrets(stateful, 'national-portal'),
        nationalPortal(partners),
      ],
      timeout: Duration.seconds(30),
      reservedConcurrency: this.size.portalConcurrency,
      alarmAge: Duration.hours(1),
    });

    const papers = queueWorker(this, {
      name: 'inbound-files',
      resends: true,
      errorCosts:
        'Papers of dossiers filed at the national portal do not arrive: officers cannot judge them, supplements wait.',
      uses: [
        access.table(stateful, 'inbound-files'),
        access.documentUpload(stateful),
        sends(processing.commandQueue, 'COMMAND_QUEUE_URL'),
        portalFileHosts(partners),
      ],
      // One file of the largest size may begin at the end of the worker's own budget, and has to be stored too.
      timeout: Duration.seconds(180),
      // A file is in memory as a whole, for a moment twice.
      memory: 1024,
      batchSize: 1,
      alarmAge: Duration.minutes(30),
    });
    this.inboundFilesQueue = papers.queue;

    const webhooks = busConsumer(this, {
      name: 'webhook-delivery',
      resends: true,
      errorCosts: 'Agencies that work in systems of their own are not told of new dossiers and changes.',
      bus,
      pattern: eventsOfSubmitted(eventTypesWith('agencies', true)),
      uses: [
        access.table(stateful, 'webhook-delivery'),
        access.webhookSecrets(this, stateful, 'GetSecretValue'),
        webhookHosts(partners),
      ],
      timeout: Duration.seconds(30),
      alarmAge: Duration.hours(1),
    });
    this.webhookQueue = webhooks.queue;

    busConsumer(this, {
      name: 'postal-orders',
      resends: true,
      errorCosts: 'Finished results that applicants asked for by post lie at the one-stop shop.',
      bus,
      pattern: eventsOf(eventTypesWith('parcel', true)),
      uses: [
        access.table(stateful, 'postal-orders'),
        access.secrets(stateful, carrierSecret(partners.post.carrier)),
        sends(processing.commandQueue, 'COMMAND_QUEUE_URL'),
        post(partners),
      ],
      timeout: Duration.seconds(30),
      alarmAge: Duration.hours(2),
    });

    busConsumer(this, {
      name: 'notifications',
      resends: true,
      errorCosts: 'Applicants are not told that a paper is missing, a fee is due or a result is ready.',
      bus,
      pattern: eventsOf([
        ...new Set([...eventTypesWith('applicantNotice', true), ...eventTypesWith('officeNotice', true)]),
      ]),
      uses: [access.table(stateful, 'notifications'), access.ownerKey(stateful), access.email(this)],
      timeout: Duration.seconds(30),
      // As many as share the rate of the province's size among them (`docs/decisions/rate-of-mail.md`).
      maxConcurrency: this.size.mail.senders,
      // Three letters each at most: SES silent at all of them, or the slowest rate, still end within the time.
      batchSize: 5,
      alarmAge: Duration.minutes(30),
    });

    mailFeedback(this, stateful);

    const forms = busConsumer(this, {
      name: 'forms',
      resends: true,
      errorCosts: 'Applicants get no receipt, supplement request, refusal or apology on paper of the agency.',
      bus,
      pattern: eventsOf(eventTypesWith('form', true)),
      uses: [
        access.table(stateful, 'forms'),
        access.forms(stateful),
        access.secrets(stateful, 'form-signing'),
        sends(processing.commandQueue, 'COMMAND_QUEUE_URL'),
        letterhead(this.province),
        desks(this.province),
      ],
      timeout: Duration.seconds(60),
      // Setting Vietnamese type is work for the processor, which comes with memory.
      memory: 1024,
      batchSize: 5,
      alarmAge: Duration.minutes(15),
    });

    // Ten minutes after midnight in Viet Nam, when all that happened that day has long been written.
    new Rule(this, 'registers-rule', {
      ruleName: this.named('registers'),
      schedule: Schedule.cron({ minute: '10', hour: '17' }),
      targets: [
        queueTarget(forms.queue, forms.deadLetters, RuleTargetInput.fromObject({ closeRegistersAt: EventField.time })),
      ],
    });
  }
}
