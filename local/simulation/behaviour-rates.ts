import type { Procedure } from '../../shared/procedure/schema.ts';
import type { Channel } from '../../shared/values.ts';

/**
 * Behaviour rates: shares and medians for which no figures are published. They are the project's own and chosen so that the
 * result resembles a province: a few per cent late, most early, one applicant in ten asked for a supplement.
 */
export const BEHAVIOUR_RATES = {
  /** Of online dossiers: filed at the national portal, the rest at the province's own. */
  fromNationalPortal: 0.85,
  organisation: 0.25,
  /** Of organisations. */
  householdBusiness: 0.3,
  /** Of people: without a 12-digit id at hand. */
  oldIdentityCard: 0.02,
  foreigner: 0.01,
  rejected: { online: 0.02, postal: 0.015, direct: 0.008 },
  supplementAtReception: { online: 0.08, postal: 0.1, direct: 0.03 },
  supplementInProcessing: 0.025,
  secondSupplement: 0.1,
  neverSupplied: 0.04,
  optionalPaper: 0.25,
  otherPaper: 0.05,
  copyInsteadOfOriginal: 0.4,
  scansPapers: 0.35,
  paysBeforeAcceptance: 0.7,
  paysOnline: { online: 0.93, postal: 0.5, direct: 0.3 },
  paysLate: 0.06,
  asksWrongly: 0.005,
  neverPays: 0.01,
  paysTwice: 0.003,
  /** Of those who never pay in time: when the dossier is closed. */
  paysTooLate: 0.3,
  /** A reduction is shown after the payment. */
  reducedLater: 0.006,
  /** Of withdrawals and stops after a payment. */
  feesGivenBack: 0.7,
  refundRefused: 0.08,
  refundForgotten: 0.1,
  /** The bank returns the transfer. */
  refundReturned: 0.04,
  /** Of online dossiers: their owner asks for a correction. */
  asksCorrection: 0.02,
  correctionRefused: 0.2,
  withdrawsBefore: 0.004,
  withdrawsIn: 0.004,
  withdrawalRefused: 0.15,
  givesUpWaiting: 0.5,
  stopped: 0.004,
  closed: 0.002,
  resumed: 0.6,
  assigned: 0.25,
  reassigned: 0.05,
  deputy: 0.04,
  opinion: 0.02,
  optionalBranch: 0.3,
  agencySilent: 0.01,
  disagrees: 0.04,
  sentBack: 0.02,
  sendsReminder: 0.3,
  /** A warned head writes an internal note to the officers. */
  addsNote: 0.1,
  forgotten: 0.012,
  apologises: 0.5,
  otherOutcome: 0.07,
  denied: 0.012,
  neverCollected: 0.01,
  undeliverable: 0.015,
} as const;

/** Relative frequency of the procedures of a field: certification and civil status are the daily business of receptions. */
const DEMAND: Readonly<Record<string, number>> = {
  certification: 60,
  'civil-status': 9,
  residence: 14,
  'criminal-records': 6,
  land: 5,
  'household-business': 4,
  enterprise: 3,
  'social-protection': 3,
  construction: 3,
  merits: 2,
  'food-quality': 1,
};

export function demandOf(procedure: Procedure, channel: Channel): number {
  const usual = DEMAND[procedure.field.code] ?? 2;
  return channel === 'postal' && !procedure.postalReturn ? usual / 4 : usual;
}
