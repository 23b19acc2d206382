import { describe, expect, test } from 'vitest';
import { destructiveChanges, identities, loadGuard } from '../../infra/guard/stateful.ts';
import { quangTri } from './support.ts';

const today = new Date().toISOString().slice(0, 10);
/** The stacks whose resources hold state: all others can be recreated. */
const actual = () =>
  Object.assign(
    {},
    ...(['stateful', 'api', 'portal'] as const).map((stack) =>
      identities(quangTri().templates[stack].toJSON().Resources, 'quang-tri'),
    ),
  ) as ReturnType<typeof identities>;

test('nothing that holds state would be lost, and no address would change', () => {
  expect(destructiveChanges(actual(), loadGuard(), today)).toEqual([]);
});

test('the API counts among it: partners and portals were given its address', () => {
  const { ApiF70053CD: api, ...others } = actual();
  expect(api).toMatchObject({ Type: 'AWS::ApiGateway::RestApi' });
  expect(destructiveChanges(others, loadGuard(), today)).toEqual([
    'ApiF70053CD (AWS::ApiGateway::RestApi) would be removed',
  ]);
});

test.each(['stateful', 'api'] as const)('the stack %s cannot be deleted by mistake', (name) => {
  expect(quangTri().stage[name].terminationProtection).toBe(true);
});

describe('the guard', () => {
  const guard = { resources: { Table1: { Type: 'AWS::DynamoDB::Table', KeySchema: ['PK'] } }, exceptions: [] };
  const exception = { logicalId: 'Table1', reason: 'Moved to another stack by import on 1 May', until: '2026-12-01' };

  test('notices removal', () => {
    expect(destructiveChanges({}, guard, '2026-11-01')).toEqual(['Table1 (AWS::DynamoDB::Table) would be removed']);
  });
  test('notices replacement', () => {
    const replaced = { Table1: { Type: 'AWS::DynamoDB::Table', KeySchema: ['SK'] } };
    expect(destructiveChanges(replaced, guard, '2026-11-01')).toEqual([
      'Table1 would be replaced, without its data or under another address',
    ]);
  });
  test('lets an exception pass until it runs out', () => {
    const excepted = { ...guard, exceptions: [exception] };
    expect(destructiveChanges({}, excepted, '2026-12-01')).toEqual([]);
    expect(destructiveChanges({}, excepted, '2026-12-02')).toHaveLength(2);
  });
  test('wants new state to be listed', () => {
    expect(destructiveChanges({ ...guard.resources, New: { Type: 'AWS::S3::Bucket' } }, guard, today)).toHaveLength(1);
  });
  test('takes the name of the province out', () => {
    const bus = { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'motcua-ca-mau-events' } } };
    expect(identities(bus, 'ca-mau')).toEqual({ Bus: { Type: 'AWS::Events::EventBus', Name: 'motcua-<slug>-events' } });
  });
});
