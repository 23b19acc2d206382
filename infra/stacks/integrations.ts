import type { Construct } from 'constructs';
import { addWorkers, type Workers } from '../capabilities/add.ts';
import { ProvinceStack, type Site } from '../constructs/province-stack.ts';
import type { StatefulStack } from './stateful.ts';

/** Workers that call external systems, most of them subscribed to the province's events. Each has its own queue: an outage of one system stops no other. */
export class IntegrationsStack extends ProvinceStack {
  constructor(scope: Construct, site: Site, stateful: StatefulStack, workers: Workers) {
    super(scope, 'integrations', site, 'national portal, webhooks, post, notifications');
    addWorkers(this, 'integrations', stateful, workers);
  }
}
