import type { Construct } from 'constructs';
import { addWorkers, type Workers } from '../capabilities/add.ts';
import { ProvinceStack, type Site } from '../constructs/province-stack.ts';
import type { StatefulStack } from './stateful.ts';

/** Asynchronous processing of dossiers: queued commands, published events, uploaded files. */
export class ProcessingStack extends ProvinceStack {
  constructor(scope: Construct, site: Site, stateful: StatefulStack, workers: Workers) {
    super(scope, 'processing', site, 'command queue, event relay, document verification');
    addWorkers(this, 'processing', stateful, workers);
  }
}
