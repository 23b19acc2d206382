import type { Command } from '../../dossier/commands.ts';
import { PermanentError } from '../../platform/queues/permanent.ts';
import { stableId } from '../../platform/queues/stable-id.ts';
import { strictJsonOrNothing } from '../../text/json.ts';
import type { Content } from '../keep-once.ts';
import { contactOf, draftOf } from './applicant.ts';
import type { InboundRow } from './inbound-rows.ts';
import { type InboundMessage, readInbound } from './message.ts';

export const NATIONAL_PORTAL = 'national-portal';

/** The command for a dossier. `kept`: no command applies; the message stays on record. */
export type InboundMeaning = { readonly command: Command } | { readonly kept: 'payment-proof' };

/**
 * Maps a message to its command. Pure.
 * - `TAO_MOI` opens the dossier, `BO_SUNG` supplies it, `RUT_HO_SO` requests its withdrawal.
 * - `CAP_NHAT` changes the owner's contact and how the result is returned: the portal has verified the account.
 * - `THANH_TOAN`: this proof comes from the portal, not from the payee. Only the payment platform's own signed callback
 *   counts, so the proof is just stored for the accountant.
 * @throws UnusableFieldError see {@link draftOf}.
 */
export function meaningOf(message: InboundMessage): InboundMeaning {
  switch (message.LoaiBanTin) {
    case 'TAO_MOI':
      return { command: { type: 'import-dossier', draft: draftOf(message), nationalCode: message.MaHoSo } };
    case 'BO_SUNG':
      return { command: { type: 'supplement', note: message.NoiDungBoSung } };
    case 'RUT_HO_SO':
      return { command: { type: 'request-withdrawal', reason: message.LyDo } };
    case 'CAP_NHAT':
      return { command: { type: 'change-contact', contact: contactOf(message) } };
    case 'THANH_TOAN':
      return { kept: 'payment-proof' };
  }
}

/**
 * Dossier id of a national code in a province. Deterministic, so that a duplicate and all later messages find the dossier
 * without a look-up.
 */
export const dossierIdOf = (province: string, nationalCode: string): string => idOf(province, nationalCode);

/** Id of an entity named by the portal, see {@link stableId}. */
export const idOf = (...parts: string[]): string => stableId(NATIONAL_PORTAL, ...parts);

/** Content for comparing duplicates: all but the time of sending, which differs in a duplicate, and the formatting. */
export function saysOf(body: string): Content {
  const message = strictJsonOrNothing(body);
  if (typeof message !== 'object' || message === null) return { body };
  const { ThoiGianGui: _, ...said } = message as Record<string, unknown>;
  return said;
}

/** @throws PermanentError `inbound-malformed`: such a message is never queued, so this is a defect. */
export function readKept(kept: Pick<InboundRow, 'body'>): InboundMessage {
  const read = readInbound(strictJsonOrNothing(kept.body));
  if (!read.ok) throw new PermanentError('inbound-malformed');
  return read.message;
}

/**
 * The command of a stored message.
 * @throws PermanentError `inbound-malformed` or `inbound-without-command`: such messages are never queued, so this is a defect
 * or a message sent to the queue manually.
 */
export function toCommand(kept: Pick<InboundRow, 'body'>): Command {
  const meaning = meaningOf(readKept(kept));
  if ('kept' in meaning) throw new PermanentError('inbound-without-command');
  return meaning.command;
}
