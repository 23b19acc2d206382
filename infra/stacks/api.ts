import { CfnOutput } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { addApiFunctions, type Workers } from '../capabilities/add.ts';
import { apiAddress } from '../constructs/api-domain.ts';
import { httpApi } from '../constructs/http-api.ts';
import { ProvinceStack, type Site } from '../constructs/province-stack.ts';
import { webFirewall } from '../constructs/web-firewall.ts';
import { type FunctionRoutes, takingCallbacks } from '../routes.ts';
import type { StatefulStack } from './stateful.ts';

export type ApiNeeds = {
  readonly stateful: StatefulStack;
  readonly workers: Workers;
  readonly routes: readonly FunctionRoutes[];
};

/** Everything that answers over HTTP: portals of citizens and officers, agencies' systems, partner callbacks. */
export class ApiStack extends ProvinceStack {
  readonly api: RestApi;

  constructor(scope: Construct, site: Site, { stateful, workers, routes }: ApiNeeds) {
    super(scope, 'api', site, 'HTTP API');
    const functions = addApiFunctions(this, stateful, workers, takingCallbacks(routes));
    this.api = httpApi(this, functions, routes);
    webFirewall(this, this.api, stateful.frontKey);
    new CfnOutput(this, 'ApiUrl', { value: apiAddress(this, this.api) });
    new CfnOutput(this, 'ApiId', { value: this.api.restApiId });
  }
}
