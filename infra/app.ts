import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aspects, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleFunctions } from './bundle.ts';
import { findings, REPORT } from './findings.ts';
import { LocalTarget } from './local-target.ts';
import { loadProvince, provinceSlugs, withPartners } from './province/load.ts';
import { ProvinceStage } from './province-stage.ts';
import { loadRoutes } from './routes.ts';

// Context: province=<slug> (default: all), endpoints=<file.json> (partners of a test environment), target=local with
// workers=<queue batches one function handles at once> and scanner=on where somebody speaks in GuardDuty's place.
const app = new App();
const context = (key: string): string | undefined => app.node.tryGetContext(key);

const root = join(import.meta.dirname, '..');
const functions = context('functions') ?? join(root, 'functions');
// Beside an assembly that is written elsewhere (`cdk --output`), so that two runs at once do not share bundles.
const bundles = app.outdir === join(root, 'cdk.out') ? join(root, 'dist', 'functions') : join(app.outdir, 'functions');
const endpoints = context('endpoints');
const asked = context('province');
const local = context('target') === 'local';

await bundleFunctions(functions, bundles);
const routes = await loadRoutes(functions);
const code = (name: string) => Code.fromAsset(join(bundles, name), { exclude: ['*.map'] });

for (const slug of asked ? [asked] : provinceSlugs()) {
  const file = loadProvince(slug);
  // GuardDuty is in no emulator: without a scanner in its place every file would wait for one.
  const province = local ? { ...file, malwareScan: context('scanner') === 'on' } : file;
  const stage = new ProvinceStage(
    app,
    { province: endpoints ? withPartners(province, endpoints) : province, code },
    routes,
  );
  // To each stage: an aspect of the app does not reach into stages.
  if (local) Aspects.of(stage).add(new LocalTarget(Number(context('workers') ?? 2)));
}
// The local template is the one for AWS less what the emulator refuses; what is judged is the one for AWS.
if (!local) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
// Template schemas are checked by `test/infra/template-schemas.test.ts`, for one province: it takes 9 s for each, and
// tells the same for all.
process.env.CDK_VALIDATION = 'false';
// The CLI would take the report of an earlier run for that of this one.
rmSync(join(app.outdir, REPORT), { force: true });
const assembly = app.synth();
// The CLI fails for findings only in the stacks it was asked for; nothing unacknowledged may pass.
if (!local && findings(assembly.directory).length > 0) process.exitCode = 1;
