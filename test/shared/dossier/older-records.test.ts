import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';
import { currentDossier, currentEvent } from '../../../shared/dossier/older-records.ts';
import { draft } from './world.ts';

const contact = { name: 'Nguyễn Thị Ánh', phone: '0912345678', address: 'Gio Linh' };
const person = { kind: 'citizen', personalId: '045190000123', ...contact };
const firm = { kind: 'organisation', taxCode: '0100109106-001', representative: 'Lê Văn Bình', ...contact };

describe('a record of before identities had types', () => {
  it.each([
    [person, { kind: 'citizen', ...contact, identity: { type: 'personal-id', number: '045190000123', country: 'VN' } }],
    [
      firm,
      {
        ...{ kind: 'organisation', representative: 'Lê Văn Bình', ...contact },
        identity: { type: 'tax-code', number: '0100109106-001', country: 'VN' },
      },
    ],
  ])('%j is read in today’s shape, from the snapshot and from the log', (stored, current) => {
    expect(currentDossier({ dossierId: 'x', applicant: stored })).toEqual({ dossierId: 'x', applicant: current });
    const event = currentEvent({ type: 'draft-created', draft: { ...draft(), applicant: stored } });
    expect(event).toEqual({ type: 'draft-created', draft: { ...draft(), applicant: current } });
  });

  it('leaves today’s records as they are', () => {
    const event = { type: 'draft-created', draft: draft() } as unknown as RecordedEvent;
    expect(currentEvent(event)).toBe(event);
  });
});
