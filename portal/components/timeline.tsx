import { momentText, moneyText } from '../client/format.ts';
import { useCall } from '../client/use-call.ts';
import { useTexts } from '../texts/language.tsx';
import { AgencyName } from './names.tsx';
import { Failed, Loading } from './problem.tsx';

/** What has happened, newest first, with the texts that are meant for the reader. */
export function Timeline({ dossierId }: { dossierId: string }) {
  const { language } = useTexts();
  const log = useCall('readTimeline', { path: { dossierId } });
  if (log.state === 'loading') return <Loading />;
  if (log.state === 'failed') return <Failed error={log.error} again={log.again} />;
  return (
    <ol class="timeline" reversed>
      {log.answer.items.toReversed().map((entry) => (
        <li key={entry.version}>
          <p class="govuk-body-s">
            <time dateTime={entry.occurredAt}>{momentText(entry.occurredAt, language)}</time>
          </p>
          <p class="govuk-body">
            <strong>{entry.statusName}</strong> · <AgencyName id={entry.agencyId} />
            {entry.amount !== undefined && ` · ${moneyText(entry.amount, language)}`}
          </p>
          {entry.texts?.map(({ field, text }) => (
            <p class="govuk-body" key={field}>
              {text}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}
