import { describe, expect, it, test } from 'vitest';
import { tableRightsOf } from '../../infra/capabilities/all.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import { INDEX_ROWS, ROWS, type RowKind, type TableAction } from '../../infra/table-rights.ts';
import { COMMANDS_OF } from '../../shared/platform/queues/command-queue.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import { type Template, Templates } from '../faults/app/intrinsics.ts';
import { Wiring } from '../faults/app/wiring.ts';
import { dynamoAsks } from '../rights/asks/dynamodb.ts';
import { PLACE } from '../rights/declared.ts';
import { like } from '../rights/policy/like.ts';
import type { Statement } from '../rights/policy/statement.ts';
import { Rights } from '../rights/rights.ts';
import { deployed, statementsOf } from './kit/deployed.ts';
import { bodies } from './kit/province-templates.ts';
import { allResources } from './support.ts';

const policies = allResources('AWS::IAM::Policy').map(
  ([, { Properties }]) => (Properties.PolicyDocument as { readonly Statement: readonly Statement[] }).Statement,
);
const templates = new Templates(bodies() as Record<string, Template>);
const rights = new Rights(templates);
const TableName = new Wiring(templates).table().name;

function may(name: FunctionName, action: string, pk: string, IndexName?: string): boolean {
  const asks = dynamoAsks(PLACE, action, {
    ...{ TableName, IndexName, Key: { pk: { S: pk } }, Item: { pk: { S: pk } } },
    RequestItems: { [TableName]: { Keys: [{ pk: { S: pk } }] } },
    ...{ KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } },
  });
  // Actions we do not use name no partition in an emulator's request; here they must not be granted at all.
  const named = asks.map((one) => ({ ...one, context: { ...one.context, 'dynamodb:LeadingKeys': [pk] } }));
  const role = rights.roleOf(`motcua-quang-tri-${name}`);
  return role !== undefined && rights.refusal(role, named) === undefined;
}

/** A right that some function has: an action on a kind of rows. */
const RIGHTS = FUNCTION_NAMES.flatMap((name) => {
  const { index: _, ...kinds } = tableRightsOf(name);
  return (Object.entries(kinds) as [RowKind, readonly TableAction[]][]).flatMap(([kind, actions]) =>
    actions.map((action) => ({ function: name, action, kind })),
  );
});

const ACTIONS = [
  ...['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
  ...['ConditionCheckItem', 'PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete', 'DescribeTable'],
];

const ID = '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a01';
/** A key of every kind of row there is. */
const SAMPLES: Readonly<Record<RowKind, string>> = {
  dossier: keys.event(ID, 1).pk,
  document: keys.document(ID, ID).pk,
  branch: keys.branch(ID, 'tax', '').pk,
  timer: keys.timer(3, '', ID, '').pk,
  form: keys.form(ID, ID).pk,
  declaration: keys.declaration('e5c1', 1).pk,
  formNumber: keys.formNumber('H50.1', '2026').pk,
  payment: keys.payment(ID, 'R').pk,
  shipment: keys.shipment(ID, 'S').pk,
  notified: keys.notified(ID, 'e').pk,
  portalCursor: keys.cursor(ID, 'national-portal').pk,
  webhookCursor: keys.cursor(ID, `webhook:${ID}`).pk,
  figuresCursor: keys.cursor(ID, 'figures').pk,
  idempotency: keys.idempotency('caller:citizen-1', 'k').pk,
  queuedCommand: keys.idempotency(`queue:${ID}`, 'k').pk,
  code: keys.code('H50.1-261120-0001').pk,
  counter: keys.counter('H50.1', '20261120').pk,
  paymentReference: keys.reference('payment', 'R').pk,
  shipmentReference: keys.reference('shipment', 'S').pk,
  portalFiling: keys.reference('national-dossier', 'N').pk,
  paymentNotice: keys.inbound('payment', 'vnpay#1').pk,
  carrierReport: keys.inbound('post', 'm').pk,
  portalMessage: keys.inbound('national-portal', 'm').pk,
  endpoint: keys.endpoint('H50.12', ID).pk,
  attempt: keys.attempt(ID, '', '').pk,
  backlog: keys.backlog(ID, ID).pk,
  procedure: keys.procedure('1.001193', 1).pk,
  agency: keys.agency('H50.1').pk,
  edition: keys.edition().pk,
  directory: keys.directory().pk,
  successions: keys.successions().pk,
  calendar: keys.calendar(1).pk,
  register: keys.register('H50.1', '2026-11-20', 1).pk,
  suspension: keys.suspension('bao').pk,
  delegation: keys.delegation('H50.1', 'o').pk,
  officer: keys.officer('o').pk,
  officersOf: keys.officerAt('H50.1', 'o').pk,
  figures: keys.figures(1, 'day', '2026-11-20', 'x').pk,
  figuresInUse: keys.figuresGeneration().pk,
  find: keys.find('H50.1', 'open', '').pk,
  found: keys.found(ID).pk,
  rate: keys.rate('lookup-code#x', '1').pk,
  quota: keys.quota('drafts', 'applicant#x', '2026-11').pk,
  mail: keys.mail('a', 'b').pk,
  breaker: keys.breaker('post').pk,
  mailbox: keys.mailbox('a'.repeat(64)).pk,
  session: keys.session('a'.repeat(64)).pk,
  signedIn: keys.signedIn('a'.repeat(64), ID).pk,
  heartbeat: keys.heartbeat().pk,
};
const kinds = Object.keys(ROWS) as RowKind[];

describe('kinds of rows', () => {
  test.each(kinds)('%s are told apart from all others by their partition', (kind) => {
    expect(kinds.filter((other) => like(ROWS[other], SAMPLES[kind]))).toEqual([kind]);
  });

  test('are all there are', () => {
    const args = [ID, 'national-portal', 'x', 'y', 'z'] as unknown as never[];
    const made = Object.entries(keys).map(([name, key]) => {
      const made = (key as (...of: never[]) => string | { pk: string })(...args);
      return [name, typeof made === 'string' ? made : made.pk] as const;
    });
    const unknown = made.filter(([, pk]) => !kinds.some((kind) => like(ROWS[kind], pk)));
    // A function that keeps messages or references has a row kind of its own.
    expect(unknown.map(([name]) => name).toSorted()).toEqual(['idempotency', 'inbound', 'reference']);
  });
});

describe('the rights in the table', () => {
  it.each(FUNCTION_NAMES)('of %s are those of its role, action by action and kind by kind, and no others', (name) => {
    const given = kinds.flatMap((kind) =>
      ACTIONS.filter((action) => may(name, action, SAMPLES[kind])).map((a) => `${kind} ${a}`),
    );
    const said = RIGHTS.filter((right) => right.function === name);
    expect(given.toSorted()).toEqual(said.map((right) => `${right.kind} ${right.action}`).toSorted());
  });

  it.each(FUNCTION_NAMES)('of %s reach no index but its own, and only to read', (name) => {
    const asked = (['gsi1', 'gsi2'] as const).flatMap((index) =>
      ACTIONS.filter((action) => may(name, action, INDEX_ROWS[index].replace('*', 'x'), index)).map(
        (a) => `${index} ${a}`,
      ),
    );
    const { index } = tableRightsOf(name);
    expect(asked).toEqual(index === undefined ? [] : [`${index} Query`]);
  });

  const whoMay = (actions: readonly string[], kind: RowKind) =>
    FUNCTION_NAMES.filter((name) => actions.some((action) => may(name, action, SAMPLES[kind]))).toSorted();
  const WRITES = [
    'PutItem',
    'UpdateItem',
    'DeleteItem',
    'BatchWriteItem',
    'PartiQLInsert',
    'PartiQLUpdate',
    'PartiQLDelete',
  ];
  const DELETES = ['DeleteItem', 'BatchWriteItem', 'PartiQLDelete'];

  test('allow deleting only rows that end', () => {
    const deleting = kinds.flatMap((kind) => whoMay(DELETES, kind).map((name) => `${name} ${kind}`));
    expect(deleting.toSorted()).toEqual([
      'actions branch',
      'actions timer',
      'documents timer',
      'draft-removal declaration',
      'draft-removal dossier',
      'draft-removal notified',
      'intake timer',
      'office delegation',
      'search-projection find',
      'session session',
      'session signedIn',
      'transitions branch',
      'transitions timer',
      'webhook-delivery backlog',
      'webhook-endpoints endpoint',
    ]);
  });

  test.each<[RowKind, readonly FunctionName[]]>([
    ['dossier', ['actions', 'documents', 'draft-removal', 'intake', 'transitions']],
    ['document', ['document-verification', 'documents', 'draft-removal', 'inbound-files']],
    ['paymentNotice', ['payment-webhook']],
    ['carrierReport', ['postal-webhook']],
    ['portalMessage', ['national-portal-inbound']],
    ['form', ['forms']],
    ['session', ['session']],
    ['signedIn', ['session']],
    ['payment', ['payments']],
    ['shipment', ['postal-orders']],
    ['queuedCommand', ['transitions']],
    ['portalCursor', ['national-portal-sync']],
    ['figuresCursor', ['figures-projection']],
    ['figures', ['figures-projection']],
    ['find', ['search-projection']],
    ['found', ['search-projection']],
    ['code', ['intake', 'transitions']],
    ['procedure', []],
    ['agency', []],
    ['edition', []],
    ['calendar', []],
    ['figuresInUse', []],
  ])('let %s be written by %j alone', (kind, names) => {
    expect(whoMay(WRITES, kind)).toEqual(names);
  });

  test('of the function without sign-in are counters and what a code leads to', () => {
    const written = kinds.filter((kind) => WRITES.some((action) => may('lookup', action, SAMPLES[kind])));
    expect([written, ACTIONS.filter((action) => may('lookup', action, SAMPLES.rate))]).toEqual([
      ['rate'],
      ['UpdateItem'],
    ]);
    for (const kind of ['document', 'payment', 'idempotency', 'agency', 'paymentNotice'] as const) {
      expect(
        ACTIONS.filter((action) => may('lookup', action, SAMPLES[kind])),
        kind,
      ).toEqual([]);
    }
  });

  test('in batches are those of the catalogue over what it publishes, and of the search over what it finds', () => {
    const batches = kinds.flatMap((kind) => whoMay(['BatchGetItem'], kind).map((name) => `${name} ${kind}`));
    expect(batches.toSorted()).toEqual(['catalogue agency', 'catalogue procedure', 'search found']);
  });

  test('of the function that reads strangers’ files end at files', () => {
    expect(kinds.filter((kind) => ACTIONS.some((a) => may('document-verification', a, SAMPLES[kind])))).toEqual([
      'document',
    ]);
  });

  test('name no action but the six that functions use, and never all', () => {
    const named = policies.flat().flatMap(({ Action = [] }) => Action);
    const ofTable = [...new Set(named.filter((action) => action.startsWith('dynamodb:')))].toSorted();
    expect(ofTable.filter((action) => !/Stream|Records|ShardIterator/.test(action))).toEqual(
      ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
    );
    expect(named.filter((action) => action.includes('*'))).toEqual([]);
  });
});

test('only the sources of commands may send to the command queue', () => {
  const sending = FUNCTION_NAMES.filter((name) => {
    const { Variables } = deployed(name)[1].Properties.Environment as { Variables: Record<string, unknown> };
    return 'COMMAND_QUEUE_URL' in Variables;
  });
  expect(sending.toSorted()).toEqual(Object.keys(COMMANDS_OF).toSorted());
});

/** Characters a reference may stand for: the longest ARN there is here has fewer. */
const REFERENCE = 150;
const MAX_INLINE = 10_240;
const withReferences = (_: string, value: unknown) =>
  /^\["(Ref|Fn::\w+)"\]$/.test(JSON.stringify(Object.keys(Object(value)))) ? 'x'.repeat(REFERENCE) : value;

test.each(FUNCTION_NAMES)('the policies of %s fit what a role may hold inline', (name) => {
  expect(JSON.stringify(statementsOf(name), withReferences).length).toBeLessThan(MAX_INLINE);
});

// What SQS tells of a sender is the name of its session: only Lambda may start one of a function's role.
test('roles of functions are taken on by Lambda alone, and no function takes on another role', () => {
  const trusts = allResources('AWS::IAM::Role').filter(([, { Properties }]) =>
    JSON.stringify(Properties.AssumeRolePolicyDocument).includes('lambda.amazonaws.com'),
  );
  expect(trusts).toHaveLength(FUNCTION_NAMES.length);
  for (const [id, { Properties }] of trusts) {
    const { Statement } = Properties.AssumeRolePolicyDocument as { Statement: readonly unknown[] };
    expect(Statement, id).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
    ]);
  }
  expect(policies.flat().filter(({ Action }) => JSON.stringify(Action).includes('sts:'))).toEqual([]);
});

test('every right in the table ends at rows', () => {
  const ofRows = rights.permissions.filter(({ action }) => /^dynamodb:(?!\w*Stream|GetRecords|GetShard)/.test(action));
  expect(ofRows.length).toBeGreaterThan(100);
  expect(ofRows.filter(({ value }) => value === undefined)).toEqual([]);
});
