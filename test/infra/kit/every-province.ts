import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { loadProvince, provinceSlugs } from '../../../infra/province/load.ts';
import { ProvinceStage } from '../../../infra/province-stage.ts';
import { loadRoutes } from '../../../infra/routes.ts';
import { CONTEXT, ROOT } from '../support.ts';

export type TemplateFile = {
  readonly slug: string;
  readonly name: string;
  readonly stack: string;
  readonly file: string;
};

/** Where AWS has no province yet, templates are judged for the region of the guide to deploying. */
const REGION = 'ap-southeast-1';

/**
 * Templates of all provinces with their real routes, in a folder of their own; only the code of the functions is a
 * placeholder. @returns them by region, and what removes the folder
 */
export async function everyProvince() {
  const outdir = mkdtempSync(join(tmpdir(), 'provinces-'));
  const app = new App({ context: CONTEXT, outdir });
  const routes = await loadRoutes(join(ROOT, 'functions'));
  const code = () => Code.fromInline('exports.handler = () => {};');
  const byRegion = new Map<string, TemplateFile[]>();
  for (const slug of provinceSlugs()) {
    const province = loadProvince(slug);
    const stage = new ProvinceStage(app, { province, code }, routes);
    const assembly = stage.synth();
    const { name } = province;
    const files = assembly.stacks.map(({ stackName: stack, templateFullPath: file }) => ({ slug, name, stack, file }));
    const region = province.region ?? REGION;
    byRegion.set(region, [...(byRegion.get(region) ?? []), ...files]);
  }
  return { byRegion, remove: () => rmSync(outdir, { recursive: true, force: true }) };
}
