import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { RUNBOOK } from './constructs/alarm.ts';

/** Anchors of a Markdown page's headings, by the rule of the code hosts: lower case, spaces to hyphens, no punctuation. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const headings = markdown.split('\n').filter((line) => /^#{1,6} /.test(line));
  return new Set(
    headings.map((line) =>
      line
        .replace(/^#+ /, '')
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Synthesis fails if an alarm leads to no entry of the runbook. */
export function checkRunbook(scope: Construct, file = join(import.meta.dirname, '..', RUNBOOK)): void {
  scope.node.addValidation({
    validate: () => {
      const anchors = anchorsOf(readFileSync(file, 'utf8'));
      return scope.node
        .findAll()
        .filter((node) => node instanceof CfnAlarm)
        .flatMap((node) => {
          const anchor = node.alarmDescription?.split('#').at(-1) ?? '';
          return anchors.has(anchor) ? [] : [`Alarm ${node.alarmName} has no entry "${anchor}" in ${RUNBOOK}`];
        });
    },
  });
}
