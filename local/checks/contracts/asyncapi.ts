import * as z from 'zod/mini';
import { EVENTS, type EventName, eventType, publicEventSchema } from '../../../events/catalogue.ts';
import { exampleEvent } from '../../../events/example.ts';

type Json = Record<string, unknown>;

const names = Object.keys(EVENTS) as EventName[];

/** JSON Schema of one public event, envelope included. */
export function eventJsonSchema(name: EventName): Json {
  const schema = z.toJSONSchema(publicEventSchema(name), { target: 'draft-7' }) as Json;
  return { ...schema, title: eventType(name), description: EVENTS[name].description, examples: [exampleEvent(name)] };
}

/** The AsyncAPI 3 document of everything a province publishes. */
export function asyncApi(): Json {
  const messages = Object.fromEntries(
    names.map((name) => {
      const { $schema, examples, ...payload } = eventJsonSchema(name);
      return [
        name,
        {
          name: eventType(name),
          title: EVENTS[name].description,
          contentType: 'application/cloudevents+json',
          payload,
          examples: [{ name: 'example', payload: exampleEvent(name) }],
        },
      ];
    }),
  );
  const refs = (base: string) => names.map((name) => ({ $ref: `${base}/${name}` }));
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Một Cửa events',
      version: '1.0.0',
      description: 'CloudEvents 1.0 about dossiers, on the province’s bus and in agencies’ webhooks. No personal data.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: {
      dossiers: {
        address: 'motcua',
        description: 'Every change of a dossier. Per dossier ordered by `data.version`; delivered at least once.',
        messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
      },
    },
    operations: {
      publishDossierEvents: {
        action: 'send',
        channel: { $ref: '#/channels/dossiers' },
        messages: refs('#/channels/dossiers/messages'),
      },
    },
    components: { messages },
  };
}
