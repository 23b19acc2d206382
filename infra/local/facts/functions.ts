import { type Call, call } from '../call.ts';
import { at, type Fact, lastPart } from './fact.ts';

const FUNCTION = 'AWS::Lambda::Function';
const MAPPING = 'AWS::Lambda::EventSourceMapping';

async function asked({ where }: Parameters<Fact['actual']>[0], wanted: Call): Promise<unknown> {
  return JSON.parse((await call(where, 'lambda', { method: 'GET', ...wanted })) || 'null');
}

/** A resource looked up by the name that its template gives it. */
const same =
  (of: string, path: (id: string) => string) =>
  (property: string): Fact => ({
    of,
    property,
    expected: (p) => p[property],
    actual: async (clients, id) => at(await asked(clients, { path: path(id) }), property),
  });
const ofFunction = same(FUNCTION, (name) => `/2015-03-31/functions/${name}/configuration`);
const ofMapping = same(MAPPING, (id) => `/2015-03-31/event-source-mappings/${id}`);

export const FUNCTION_FACTS: readonly Fact[] = [
  {
    of: FUNCTION,
    property: 'ReservedConcurrentExecutions',
    expected: (p) => p.ReservedConcurrentExecutions,
    actual: async (clients, name) =>
      at(await asked(clients, { path: `/2019-09-30/functions/${name}/concurrency` }), 'ReservedConcurrentExecutions'),
    putBack: (clients, name, p) =>
      asked(clients, {
        method: 'PUT',
        path: `/2017-10-31/functions/${name}/concurrency`,
        body: JSON.stringify({ ReservedConcurrentExecutions: p.ReservedConcurrentExecutions }),
      }),
  },
  ...['Timeout', 'MemorySize', 'Runtime', 'Handler', 'Architectures'].map(ofFunction),
  {
    ...ofFunction('LoggingConfig'),
    expected: (p) => lastPart(at(p, 'LoggingConfig', 'LogGroup')),
    actual: async (clients, name) =>
      lastPart(
        at(await asked(clients, { path: `/2015-03-31/functions/${name}/configuration` }), 'LoggingConfig', 'LogGroup'),
      ),
  },
  ...[
    'BatchSize',
    'FunctionResponseTypes',
    'MaximumRecordAgeInSeconds',
    'FilterCriteria',
    'ScalingConfig',
    'BisectBatchOnFunctionError',
    'ParallelizationFactor',
    'StartingPosition',
  ].map(ofMapping),
  {
    ...ofMapping('DestinationConfig'),
    expected: (p) => lastPart(at(p, 'DestinationConfig', 'OnFailure', 'Destination')),
    actual: async (clients, id) =>
      lastPart(
        at(
          await asked(clients, { path: `/2015-03-31/event-source-mappings/${id}` }),
          'DestinationConfig',
          'OnFailure',
          'Destination',
        ),
      ),
  },
  {
    of: 'AWS::Lambda::EventInvokeConfig',
    property: 'MaximumRetryAttempts',
    expected: (p) => [p.MaximumRetryAttempts, p.MaximumEventAgeInSeconds],
    actual: async (clients, _, p) => {
      const path = `/2019-09-25/functions/${p.FunctionName}/event-invoke-config?Qualifier=${p.Qualifier}`;
      const config = await asked(clients, { path });
      return [at(config, 'MaximumRetryAttempts'), at(config, 'MaximumEventAgeInSeconds')];
    },
  },
];
