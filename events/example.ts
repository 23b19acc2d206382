import { EVENTS, type EventName, eventType } from './catalogue.ts';

/** A whole example event, as a consumer would get it. */
export function exampleEvent(name: EventName): Record<string, unknown> {
  const dossierId = '3d5b1c57-6c0b-4b4f-9d1e-6f2a3f1c8e20';
  return {
    specversion: '1.0',
    id: `${dossierId}:7`,
    source: 'motcua/quang-tri',
    type: eventType(name),
    subject: dossierId,
    time: '2026-11-20T03:15:00.000Z',
    datacontenttype: 'application/json',
    data: {
      dossierId,
      version: 7,
      status: 'in-processing',
      nationalStatus: 4,
      dossierCode: 'H50.1-261120-0001',
      procedureCode: '2.000488',
      channel: 'online',
      receivingAgency: 'H50.1',
      agencyId: 'H50.12',
      stepId: 'tham-dinh',
      appointmentAt: '2026-12-04T10:00:00.000Z',
      ...EVENTS[name].example,
    },
  };
}
