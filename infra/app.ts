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
// workers=<queue batches one function handles at once> and scanner=on where ClamAV replaces GuardDuty.
const app = new App();
const context = (key: string): string | undefined => app.node.tryGetContext(key);

const root = join(import.meta.dirname, '..');
const functions = context('functions') ?? join(root, 'functions');
// Bundles lie next to an assembly that is written elsewhere (`cdk --output`), so two parallel runs do not share them.
const bundles = app.outdir === join(root, 'cdk.out') ? join(root, 'dist', 'functions') : join(app.outdir, 'functions');
const endpoints = context('endpoints');
const asked = context('province');
const local = context('target') === 'local';

await bundleFunctions(functions, bundles);
const routes = await loadRoutes(functions);
const code = (name: string) => Code.fromAsset(join(bundles, name), { exclude: ['*.map'] });

for (const slug of asked ? [asked] : provinceSlugs()) {
  const file = loadProvince(slug);
  // No emulator has GuardDuty: without a replacement every file would wait for a scan.
  const province = local ? { ...file, malwareScan: context('scanner') === 'on' } : file;
  const stage = new ProvinceStage(
    app,
    { province: endpoints ? withPartners(province, endpoints) : province, code },
    routes,
  );
  // Added to each stage: an aspect of the app does not reach into stages.
  if (local) {
    Aspects.of(stage).add(new LocalTarget(Number(context('workers') ?? 2)));
    // No emulator has a distribution that reaches the API: the launcher's front puts pages and API on one origin.
    stage.node.tryRemoveChild('portal');
  }
}
// The local template is the AWS template without what the emulator rejects; cdk-nag checks the AWS template.
if (!local) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
// `test/infra/template-schemas.test.ts` checks template schemas, for one province: it takes 9 s for each, and the
// result is the same for all.
process.env.CDK_VALIDATION = 'false';
// Otherwise the CLI takes the report of an earlier run for the report of this one.
rmSync(join(app.outdir, REPORT), { force: true });
const assembly = app.synth();
// The CLI fails only for findings in the selected stacks; an unacknowledged finding must fail everywhere.
if (!local && findings(assembly.directory).length > 0) process.exitCode = 1;
