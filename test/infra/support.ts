import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { API_FUNCTION_NAMES } from '../../infra/functions.ts';
import { loadProvince, type Province } from '../../infra/province/load.ts';
import { ProvinceStage } from '../../infra/province-stage.ts';
import type { FunctionRoutes } from '../../infra/routes.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
export const CONTEXT = (
  JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> }
).context;

/** One route per API function: what is tested here is the infrastructure, not the routes. */
export const ROUTES: readonly FunctionRoutes[] = API_FUNCTION_NAMES.map((name) => ({
  function: name,
  routes: [{ method: 'POST', path: `/v1/${name}/{id}`, access: { kind: 'public', reason: 'test' } }],
}));

export const testApp = (): App => new App({ context: CONTEXT });

/** In place of what a function does, so that nothing is bundled. */
export const placeholderCode = () => Code.fromInline('exports.handler = () => {};');

/** A province with placeholder code. */
export const stageOf = (province: Province, app: App = testApp()): ProvinceStage =>
  new ProvinceStage(app, { province, code: placeholderCode }, ROUTES);

export const STACKS = ['stateful', 'operations', 'processing', 'integrations', 'api', 'portal'] as const;

export type Resource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
};
export type Templates = Readonly<Record<(typeof STACKS)[number], Template>>;

let made: { stage: ProvinceStage; templates: Templates } | undefined;

/** Quảng Trị, synthesised once for all tests of a file. */
export function quangTri(): { stage: ProvinceStage; templates: Templates } {
  if (made) return made;
  const stage = stageOf(loadProvince('quang-tri'));
  const of = (stack: Stack) => Template.fromStack(stack);
  const { stateful, operations, processing, integrations, api, portal } = stage;
  made = {
    stage,
    templates: {
      stateful: of(stateful),
      operations: of(operations),
      processing: of(processing),
      integrations: of(integrations),
      api: of(api),
      portal: of(portal),
    },
  };
  return made;
}

/** Every resource of every stack, as `stack/logicalId`. */
export function allResources(type?: string): readonly (readonly [string, Resource])[] {
  const { templates } = quangTri();
  return STACKS.flatMap((stack) =>
    Object.entries(templates[stack].toJSON().Resources as Record<string, Resource>)
      .filter(([, resource]) => type === undefined || resource.Type === type)
      .map(([id, resource]) => [`${stack}/${id}`, resource] as const),
  );
}
