import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FunctionName } from '../functions.ts';
import type { Province } from '../province/load.ts';
import { SIZES, type Size } from '../province/sizes.ts';

/** What every stack of a province is built from. */
export type Site = {
  readonly province: Province;
  /** Bundled code of a function; tests pass a placeholder. */
  readonly code: (name: FunctionName) => Code;
};

/** One stack of one province: `motcua-<slug>-<name>`, independent of the construct tree. */
export class ProvinceStack extends Stack {
  readonly province: Province;
  readonly size: Size;
  readonly code: Site['code'];

  constructor(scope: Construct, name: string, site: Site, description: string) {
    super(scope, name, {
      stackName: `motcua-${site.province.slug}-${name}`,
      description: `${site.province.name}: ${description}`,
      // Their resources are also protected one by one (`infra/guard`).
      terminationProtection: name === 'stateful' || name === 'api',
    });
    this.province = site.province;
    this.size = SIZES[site.province.size];
    this.code = site.code;
    Tags.of(this).add('motcua:province', site.province.slug);
    // Shown by `npm run operate -- status`.
    const commit: unknown = this.node.tryGetContext('commit');
    if (typeof commit === 'string') new CfnOutput(this, 'Commit', { value: commit });
  }

  /** Physical name of something of this province. */
  named(name: string): string {
    return `motcua-${this.province.slug}-${name}`;
  }
}
