import { Annotations, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Workers } from './capabilities/add.ts';
import type { Site } from './constructs/province-stack.ts';
import type { FunctionRoutes } from './routes.ts';
import { checkRunbook } from './runbook.ts';
import { ApiStack } from './stacks/api.ts';
import { IntegrationsStack } from './stacks/integrations.ts';
import { OperationsStack } from './stacks/operations.ts';
import { PortalStack } from './stacks/portal.ts';
import { ProcessingStack } from './stacks/processing.ts';
import { StatefulStack } from './stacks/stateful.ts';

/** One province: six stacks that share nothing with any other province. */
export class ProvinceStage extends Stage {
  readonly stateful: StatefulStack;
  readonly operations: OperationsStack;
  readonly processing: ProcessingStack;
  readonly integrations: IntegrationsStack;
  readonly api: ApiStack;
  readonly portal: PortalStack;

  constructor(scope: Construct, site: Site, routes: readonly FunctionRoutes[]) {
    const { slug, account, region, partnersAgreed, malwareScan, name } = site.province;
    super(scope, slug, account && region ? { env: { account, region } } : {});
    this.stateful = new StatefulStack(this, site);
    this.operations = new OperationsStack(this, site);
    const workers: Workers = new Map();
    this.processing = new ProcessingStack(this, site, this.stateful, workers);
    this.integrations = new IntegrationsStack(this, site, this.stateful, workers);
    this.api = new ApiStack(this, site, { stateful: this.stateful, workers, routes });
    const { documents, frontKey } = this.stateful;
    this.portal = new PortalStack(this, site, { api: this.api.api, documents, frontKey });
    this.operations.dashboard(this, this.api);
    checkRunbook(this);
    if (!malwareScan) {
      Annotations.of(this.processing).addWarningV2(
        'motcua:malware-scan',
        `${name} does not scan uploaded files for malware (malwareScan in infra/provinces/${slug}.json).`,
      );
    }
    const generated = site.province.agencies.filter((agency) => agency.generated === true).length;
    if (generated > 0) {
      Annotations.of(this.processing).addWarningV2(
        'motcua:generated-agencies',
        `${name} has ${generated} agencies generated from its communes, to be confirmed (agencies in infra/provinces/${slug}.json).`,
      );
    }
    if (!partnersAgreed) {
      Annotations.of(this.integrations).addWarningV2(
        'motcua:partners',
        `${name} has agreed no partners yet (infra/provinces/${slug}.json): every partner address leads nowhere.`,
      );
    }
  }
}
