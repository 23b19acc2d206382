import { expect, it } from 'vitest';
import { CONSUMER_NAMES, FUNCTION_NAMES } from '../../infra/functions.ts';
import { flows, picture } from './kit/architecture.ts';
import { bodies } from './kit/province-templates.ts';

const all = flows(bodies());

it('leads to every function, and to each consumer from the bus by its own queue', () => {
  const reached = new Set(all.map(({ to }) => to));
  expect(FUNCTION_NAMES.filter((name) => !reached.has(name))).toEqual([]);
  for (const name of CONSUMER_NAMES) {
    expect(all).toContainEqual({ from: 'event bus', to: `queue ${name}` });
    expect(all).toContainEqual({ from: `queue ${name}`, to: name });
  }
});

it('is the picture in docs/architecture.md', async () => {
  const page = [
    '# Architecture of one province',
    '',
    'Read off the templates that are deployed (`npx vitest run --project unit test/infra/architecture.test.ts -u`). An arrow is an HTTP',
    'request, a message, an event or a batch of the stream. Not drawn: the dead-letter queue of each queue, and the writes of nearly',
    'all functions to the table, whose stream takes them to `event-relay`.',
    '',
    '```mermaid',
    picture(all),
    '```',
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/architecture.md');
});
