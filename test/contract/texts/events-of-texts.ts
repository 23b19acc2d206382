import { TEXTS } from '../../../shared/dossier/audiences.ts';
import type { EventType } from '../../../shared/dossier/event-types.ts';
import type { RecordedEvent } from '../../../shared/dossier/events.ts';

/** Any identifier, code or moment: a valid moment, because some are printed as such. */
const DATA = '2026-12-04T10:00:00.000Z';
/** Fields that hold several entries. */
const LISTS = [
  ...['items', 'changed', 'unconfirmed', 'fees', 'lines', 'reductions', 'participants', 'returnedDocuments'],
  ...['branches', 'payments'],
];

/** What events have besides text, so that every consumer can read them. */
const COMMON = {
  dossierId: '0198a0c0-0000-7000-8000-000000000001',
  version: 3,
  occurredAt: DATA,
  actor: { kind: 'officer', subject: 'officer' },
  after: {
    status: 'in-processing',
    dossierCode: 'H50.1-260609-0001',
    procedureCode: '1.001612',
    channel: 'direct',
    receivingAgency: 'H50.1',
    agencyId: 'H50.12',
  },
  ...{ toStatus: 'accepted', outcome: 'granted', method: 'counter', granted: true, result: 'agreed', amount: 75_000 },
};
const OWN: Partial<Record<EventType, object>> = {
  returned: { reason: 'result' },
  'surplus-payment-recorded': { reason: 'already-paid' },
  'refund-opened': { reason: 'already-paid' },
  'refund-paid': { method: 'cash' },
};

type Rule = string | { readonly [field: string]: Rule };

function filled(rule: Rule, path: string): unknown {
  const field = path.split('.').at(-1) ?? '';
  const one = () => {
    if (rule === 'data') return field === 'of' ? 'appointment' : DATA;
    if (rule === 'particulars') return {};
    if (typeof rule === 'string') return `⟦${path}⟧`;
    const numbers = { amount: 75_000, full: 75_000, of: 'appointment', kind: 'component', confirmed: true };
    return { ...numbers, ...Object.fromEntries(Object.entries(rule).map(([f, r]) => [f, filled(r, `${path}.${f}`)])) };
  };
  return LISTS.includes(field) ? [one()] : one();
}

/** An event of the type in which every text is its own path in double brackets: `⟦sent-back.reason⟧`. */
export function eventOf(type: EventType): RecordedEvent {
  const fields = Object.entries(TEXTS[type] as Readonly<Record<string, Rule>>);
  const texts = Object.fromEntries(fields.map(([field, rule]) => [field, filled(rule, `${type}.${field}`)]));
  return { ...COMMON, ...OWN[type], ...texts, type } as unknown as RecordedEvent;
}

/** The texts of an answer, a message or a form. */
export const textsIn = (shown: unknown): readonly string[] =>
  [...JSON.stringify(shown).matchAll(/⟦([^⟧]+)⟧/g)].map(([, path = '']) => path).sort();
