import type { Construct } from 'constructs';
import { addWorkers, type Workers } from '../capabilities/add.ts';
import { ProvinceStack, type Site } from '../constructs/province-stack.ts';
import type { StatefulStack } from './stateful.ts';

/** What happens to dossiers without anybody waiting: queued commands, events on their way out, uploaded files. */
export class ProcessingStack extends ProvinceStack {
  constructor(scope: Construct, site: Site, stateful: StatefulStack, workers: Workers) {
    super(scope, 'processing', site, 'command queue, event relay, document verification');
    addWorkers(this, 'processing', stateful, workers);
  }
}
