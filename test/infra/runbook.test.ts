import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { anchorsOf, checkRunbook } from '../../infra/runbook.ts';
import { allResources, quangTri, ROOT } from './support.ts';

const runbook = readFileSync(join(ROOT, 'docs', 'runbook.md'), 'utf8');
const alarms = allResources('AWS::CloudWatch::Alarm');
const anchorOf = (description: unknown) => String(description).split('#').at(-1) ?? '';
const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('every alarm', () => {
  test.each(alarms)('%s states the loss, notifies the operator and leads to an entry', (_, { Properties }) => {
    const anchor = anchorOf(Properties.AlarmDescription);
    expect(String(Properties.AlarmDescription).length).toBeGreaterThan(60 + anchor.length);
    expect(anchorsOf(runbook)).toContain(anchor);
    expect(JSON.stringify(Properties.AlarmActions)).toContain('motcua-quang-tri-alarms');
    const [, entry = ''] = runbook.split(`### ${anchor}\n`);
    for (const part of ['Means', 'Loses', 'Look at', 'Do']) expect(entry.split('\n### ')[0]).toContain(`**${part}:**`);
  });
});

test('no entry is left of an alarm that is gone', () => {
  const entries = [...runbook.matchAll(/^### ([a-z-]+)$/gm)].map(([, anchor]) => anchor);
  expect(entries.sort()).toEqual(alarms.map(([, { Properties }]) => anchorOf(Properties.AlarmDescription)).sort());
});

test('synthesis fails for an alarm without an entry', () => {
  const file = join(folder, 'runbook.md');
  writeFileSync(file, runbook.replace('### lookup-errors', '### gone'));
  const { stage } = quangTri();
  const before = stage.node.validate();
  checkRunbook(stage, file);
  expect(before).toEqual([]);
  expect(stage.node.validate()).toEqual([
    'Alarm motcua-quang-tri-lookup-errors has no entry "lookup-errors" in docs/runbook.md',
  ]);
});

test('anchors are those of the code hosts', () => {
  expect(anchorsOf('# A b, c!\n## Hồ sơ (1)')).toEqual(new Set(['a-b-c', 'hồ-sơ-1']));
});
