import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template as Assertions } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunctions } from '../../../infra/bundle.ts';
import { FUNCTION_NAMES } from '../../../infra/functions.ts';
import type { Province } from '../../../infra/province/load.ts';
import { ProvinceStage } from '../../../infra/province-stage.ts';
import { loadRoutes } from '../../../infra/routes.ts';
import { ROOT, STACKS } from '../../infra/support.ts';
import { type Template, Templates } from './intrinsics.ts';

const CONTEXT = (JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> })
  .context;

/** The province as the CDK app declares it for AWS: all of its templates, none of its code. */
export async function synthesise(province: Province): Promise<Templates> {
  const app = new App({ context: CONTEXT });
  const routes = await loadRoutes(join(ROOT, 'functions'));
  const stage = new ProvinceStage(
    app,
    { province, code: () => Code.fromInline('exports.handler = () => {};') },
    routes,
  );
  return new Templates(
    Object.fromEntries(STACKS.map((stack) => [stack, Assertions.fromStack(stage[stack]).toJSON() as Template])),
  );
}

/** The functions as they are deployed, bundled. @returns the folder of each function's bundle */
export async function bundles(out: string): Promise<(name: string) => string> {
  mkdirSync(out, { recursive: true });
  await bundleFunctions(join(ROOT, 'functions'), out, FUNCTION_NAMES);
  return (name) => join(out, name);
}
