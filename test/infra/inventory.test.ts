import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { inventory } from '../../infra/inventory.ts';
import { loadProvince } from '../../infra/province/load.ts';
import { allResources, quangTri, ROOT, stageOf } from './support.ts';

const PREFIX = 'motcua-quang-tri-';
const { functions, queues, deadLetters } = inventory(quangTri().stage, PREFIX);
const allQueues = [...queues.map(({ queue }) => queue), ...deadLetters];
const namesOf = (type: string, property: string) =>
  allResources(type).map(([, { Properties }]) => String(Properties[property]).slice(PREFIX.length));

describe('the inventory', () => {
  test('is what the templates hold', () => {
    expect(allQueues.toSorted()).toEqual(namesOf('AWS::SQS::Queue', 'QueueName').toSorted());
    expect(functions.toSorted()).toEqual(namesOf('AWS::Lambda::Function', 'FunctionName').toSorted());
  });

  test('pairs each queue with dead letters that are there', () => {
    expect(deadLetters).toEqual(expect.arrayContaining(queues.map((pair) => pair.deadLetters)));
    expect(deadLetters.filter((name) => !queues.some((pair) => pair.deadLetters === name))).toEqual([
      'event-relay-dead-letters',
    ]);
  });

  test('finds an added queue, and rejects a name outside the province', () => {
    const stage = stageOf(loadProvince('quang-tri'));
    new Queue(stage.processing, 'New', { queueName: `${PREFIX}new` });
    expect(inventory(stage, PREFIX).deadLetters).toContain('new');
    new Queue(stage.processing, 'Odd', { queueName: 'odd' });
    expect(() => inventory(stage, PREFIX)).toThrow('odd is not a name of this province');
  });
});

describe('the dashboard', () => {
  const [, dashboard] = allResources('AWS::CloudWatch::Dashboard')[0] ?? [];
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);
  const shows = (metric: string, dimension: string, name: string) =>
    body.includes(`\\"${metric}\\",\\"${dimension}\\",\\"${PREFIX}${name}\\"`);

  test.each(allQueues)('shows the queue %s', (name) => {
    const metric = deadLetters.includes(name) ? 'ApproximateNumberOfMessagesVisible' : 'ApproximateAgeOfOldestMessage';
    expect(shows(metric, 'QueueName', name)).toBe(true);
  });

  test.each(functions)('shows errors and throttles of %s', (name) => {
    expect(shows('Errors', 'FunctionName', name)).toBe(true);
    expect(shows('Throttles', 'FunctionName', name)).toBe(true);
  });
});

test('the table of functions in docs/design.md has every function, and no other', () => {
  const design = readFileSync(join(ROOT, 'docs', 'design.md'), 'utf8');
  const [, section = ''] = design.split('## Functions\n');
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| ([a-z][a-z-]+) +\|/gm)].map(([, name]) => name);
  expect(rows.filter((name) => name !== 'function').toSorted()).toEqual(functions.toSorted());
});

test('the runbook lists every queue with its dead letters, and no other', () => {
  const runbook = readFileSync(join(ROOT, 'docs', 'runbook.md'), 'utf8');
  const [, section = ''] = runbook.split('### Which queues there are\n');
  const rows = [...(section.split('\n### ')[0] ?? '').matchAll(/^\|([^|]*)\|\s*`([^`]+)`/gm)];
  const listed = rows.map(([, queue = '', dead = '']) => [queue.trim().replaceAll('`', ''), dead] as const);
  const paired = queues.map((pair) => [pair.queue, pair.deadLetters] as const);
  const alone = deadLetters.filter((name) => !queues.some((pair) => pair.deadLetters === name));
  expect(listed.toSorted()).toEqual([...paired, ...alone.map((name) => ['', name] as const)].toSorted());
});
