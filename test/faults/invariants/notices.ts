import { tellsApplicant } from '../../../functions/notifications/notice.ts';
import { eventIdOf } from '../../../shared/dossier/public-event.ts';
import type { Mail } from '../cloud/aws.ts';
import type { Fault } from '../trouble.ts';
import type { Kept, Row } from './logs.ts';

type Notice = {
  readonly dossierId: string;
  readonly noticeId: string;
  readonly state: string;
  readonly messageId?: string;
};

const PARTITION = 'NOTIFIED#';

const noticesIn = (rows: readonly Row[]): readonly Notice[] =>
  rows.flatMap(({ pk, sk, notice, messageId }) =>
    pk.startsWith(PARTITION)
      ? [
          {
            dossierId: pk.slice(PARTITION.length),
            noticeId: sk,
            state: String(notice),
            ...(typeof messageId === 'string' && { messageId }),
          },
        ]
      : [],
  );

/** Faults after which the mail service may have accepted an e-mail that is not recorded as sent. */
const couldRepeat = ({ at }: Fault) => at.startsWith('notifications:');

/**
 * All required notices were sent: each event with an applicant notice has one, none was claimed and abandoned, and
 * each sent notice has one e-mail in the mail service. The service cannot be asked twice for the
 * same e-mail, so a second one is possible, but only after a crash or a lost answer.
 */
export function noticeFaults(
  rows: readonly Row[],
  kept: readonly Kept[],
  mails: readonly Mail[],
  faults: readonly Fault[],
): readonly string[] {
  const notices = noticesIn(rows);
  const known = new Map(notices.map((notice) => [notice.noticeId, notice]));
  const missing = kept.flatMap(({ dossierId, log }) =>
    log
      .filter((event) => tellsApplicant(event) && !known.has(`${eventIdOf(event)}#mail`))
      .map(({ version, type }) => `${dossierId}: no notice of ${type} ${version}`),
  );
  const left = notices
    .filter(({ state }) => state === 'claimed' || state === 'refused')
    .map(({ dossierId, noticeId, state }) => `${dossierId}: notice ${noticeId} was ${state} and left`);
  const sent = notices.flatMap(({ state, messageId }) => (state === 'sent' ? [messageId] : []));
  const taken = new Set(mails.map(({ id }) => id));
  const claimed = sent.filter((id) => id === undefined || !taken.has(id)).length;
  const twice = sent.length - new Set(sent).size;
  const more = mails.length - sent.length;
  const allowed = faults.filter(couldRepeat).length;
  return [
    ...missing,
    ...left,
    ...(claimed > 0 ? [`${claimed} notices are said to be sent and were not`] : []),
    ...(twice > 0 ? [`${twice} notices name the letter of another`] : []),
    ...(more > allowed ? [`${more} letters went out twice, and ${allowed} faults explain that`] : []),
  ];
}
