import type { Command } from '../../dossier/commands.ts';
import { PermanentError } from '../../platform/queues/permanent.ts';
import { stableId } from '../../platform/queues/stable-id.ts';
import { strictJsonOrNothing } from '../../text/json.ts';
import type { Content } from '../keep-once.ts';
import { draftOf } from './applicant.ts';
import type { InboundRow } from './inbound-rows.ts';
import { type InboundMessage, readInbound } from './message.ts';

export const NATIONAL_PORTAL = 'national-portal';

/** What a message asks of a dossier. `kept`: nothing a dossier knows a command for; the message stays on record. */
export type InboundMeaning = { readonly command: Command } | { readonly kept: 'applicant-change' | 'payment-proof' };

/**
 * What a message asks for. Pure.
 * - `TAO_MOI` opens the dossier, `BO_SUNG` supplies it, `RUT_HO_SO` asks for its withdrawal.
 * - `CAP_NHAT`: no command changes an applicant's particulars; an officer looks at the message.
 * - `THANH_TOAN`: a proof is told by the portal, not by who took the money; what counts is the payment platform's own
 *   signed callback, so the proof is only kept for the accountant.
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
      return { kept: 'applicant-change' };
    case 'THANH_TOAN':
      return { kept: 'payment-proof' };
  }
}

/**
 * Id of the dossier a national code stands for in a province: always the same, so that a repeated message and all
 * later ones meet the dossier without a look-up.
 */
export const dossierIdOf = (province: string, nationalCode: string): string => idOf(province, nationalCode);

/** Id of what the portal calls a thing, see {@link stableId}. */
export const idOf = (...parts: string[]): string => stableId(NATIONAL_PORTAL, ...parts);

/** What a message says: all but the moment it was sent, which a repetition has anew; its form is the sender's affair. */
export function saysOf(body: string): Content {
  const message = strictJsonOrNothing(body);
  if (typeof message !== 'object' || message === null) return { body };
  const { ThoiGianGui: _, ...said } = message as Record<string, unknown>;
  return said;
}

/** @throws PermanentError `inbound-malformed`: such a message is never queued, so that would be a defect. */
export function readKept(kept: Pick<InboundRow, 'body'>): InboundMessage {
  const read = readInbound(strictJsonOrNothing(kept.body));
  if (!read.ok) throw new PermanentError('inbound-malformed');
  return read.message;
}

/**
 * The command a kept message stands for.
 * @throws PermanentError `inbound-malformed` or `inbound-without-command`: such messages are never queued, so that
 * would be a defect or a message put on the queue by hand.
 */
export function toCommand(kept: Pick<InboundRow, 'body'>): Command {
  const meaning = meaningOf(readKept(kept));
  if ('kept' in meaning) throw new PermanentError('inbound-without-command');
  return meaning.command;
}
