import type { Appointment, Deadline } from '../../../shared/dossier/appointment.ts';
import type { CurrentStep, Dossier } from '../../../shared/dossier/state.ts';
import type { Filer } from '../../../shared/dossier/values.ts';

/** What a dossier has none of when it is opened: for states that a test writes down instead of living through them. */
export const NOTHING_YET = {
  documents: [],
  completedSteps: [],
  branches: [],
  verifications: [],
  appointments: [],
  firedTimerIds: [],
  forms: [],
  supplementRequests: [],
  obligations: [],
  refunds: [],
  surplusPayments: [],
  shipments: [],
} as const satisfies Partial<Dossier>;

/** A first appointment as acceptance records it. */
export const appointmentOn = (appointmentAt: string): Appointment => ({
  appointmentAt,
  reason: 'accepted',
  from: '2026-11-20T01:00:00.000Z',
  workingMinutes: 4800,
  warnAt: appointmentAt,
  calendarVersion: 1,
  confirmed: true,
});

export const deadlineOn = (dueAt: string): Deadline => ({ dueAt, warnAt: dueAt, calendarVersion: 1, confirmed: true });

/** A step that is under way and due much later. */
export const stepAt = (stepId: string, agencyId: string, since = '2026-11-20T01:00:00.000Z'): CurrentStep => ({
  stepId,
  agencyId,
  since,
  dueAt: '2026-12-04T10:00:00.000Z',
  warnAt: '2026-12-02T10:00:00.000Z',
});

/** Completes a dossier without granting it. */
export const DENY = {
  type: 'complete',
  outcome: 'denied',
  denial: { legalGround: 'Điều 16 Luật Hộ tịch số 60/2014/QH13', reason: 'Không đủ điều kiện' },
} as const;

/** A mother who files for her child. */
export const PARENT = {
  name: 'Trần Thị Bình',
  identity: { type: 'personal-id', number: '045190000456', country: 'VN' },
  basis: 'parent',
  phone: '0987654321',
  email: 'binh@example.com',
  noticesTo: 'filer',
} as const satisfies Filer;
