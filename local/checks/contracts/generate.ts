import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EVENTS, type EventName } from '../../../events/catalogue.ts';
import { asyncApi, eventJsonSchema } from './asyncapi.ts';
import { namedRoutes } from './named-routes.ts';
import { openApi } from './openapi.ts';

const root = join(import.meta.dirname, '../../..');

const files: Record<string, unknown> = {
  'functions/openapi/generated/openapi.json': openApi(await namedRoutes()),
  'events/generated/asyncapi.json': asyncApi(),
};
for (const name of Object.keys(EVENTS) as EventName[]) {
  files[`events/generated/schemas/${name}.v1.json`] = eventJsonSchema(name);
}

/** `--check` writes nothing and fails when a generated file is out of date. */
const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [file, content] of Object.entries(files)) {
  const path = join(root, file);
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  stale.push(file);
  if (!check) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
if (check && stale.length > 0) {
  console.error(`Generated contracts are out of date; run \`npm run contracts\`:\n  ${stale.join('\n  ')}`);
  process.exitCode = 1;
} else {
  console.log(
    check ? `${Object.keys(files).length} generated contracts are up to date` : `${stale.length} contracts written`,
  );
}
