import { describe, expect, test } from 'vitest';
import { bodies, references, resources } from './kit/province-templates.ts';

const all = bodies();
const placed = resources(all);
const alarms = placed.filter(({ type }) => type === 'AWS::CloudWatch::Alarm');
const functions = placed.filter(({ type }) => type === 'AWS::Lambda::Function');
const mappings = placed.filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping');

/** The functions that something starts: at once, or by way of a queue. */
function startedBy(ids: readonly string[]): readonly string[] {
  const behindQueues = mappings
    .filter(({ stack, properties }) => references(all, stack, properties.EventSourceArn).some((id) => ids.includes(id)))
    .flatMap(({ stack, properties }) => references(all, stack, properties.FunctionName));
  return functions
    .filter(({ id }) => [...ids, ...behindQueues].includes(id))
    .map(({ properties }) => String(properties.FunctionName).replace('motcua-quang-tri-', ''));
}

/** Periodic work: rules with a schedule, and mappings that read a stream. */
const byThemselves = [
  ...placed
    .filter(({ type, properties }) => type === 'AWS::Events::Rule' && 'ScheduleExpression' in properties)
    .map(({ id, stack, properties }) => [id, startedBy(references(all, stack, properties.Targets))] as const),
  ...mappings
    .filter(({ properties }) => 'StartingPosition' in properties)
    .map(({ id, stack, properties }) => [id, startedBy(references(all, stack, properties.FunctionName))] as const),
];

describe('periodic work', () => {
  test('is the poll for deadlines, the end of the day and the reader of the stream', () => {
    expect(byThemselves.map(([, started]) => started)).toEqual([['deadlines'], ['forms'], ['event-relay']]);
  });

  test.each(byThemselves)('%s: one alarm of the function it starts rings when nothing is heard', (id, started) => {
    expect(started, id).toHaveLength(1);
    const ringing = alarms.filter(
      ({ properties }) =>
        properties.TreatMissingData === 'breaching' &&
        JSON.stringify(properties.Dimensions) === JSON.stringify([{ Name: 'service', Value: started[0] }]),
    );
    expect(ringing, id).toHaveLength(1);
  });
});

test('every alarm says what silence means', () => {
  const said = alarms.map(({ properties }) => properties.TreatMissingData);
  expect(said.filter((one) => one !== 'breaching' && one !== 'notBreaching')).toEqual([]);
});
