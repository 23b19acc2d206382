import type { Sendable } from '../sender.ts';

export const TEST_EVENT_TYPE = 'motcua.webhook-endpoint.test.v1';

/** A CloudEvent about the endpoint only; it names no dossier. */
export function testEvent(id: string, endpointId: string, province: string, now: Date): Sendable {
  const event = {
    specversion: '1.0',
    id,
    source: `motcua/${province}`,
    type: TEST_EVENT_TYPE,
    subject: endpointId,
    time: now.toISOString(),
    datacontenttype: 'application/json',
    data: { endpointId },
  };
  return event;
}
