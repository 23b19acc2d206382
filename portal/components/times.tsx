import { momentText } from '../client/format.ts';
import { useCall } from '../client/use-call.ts';
import { useTexts } from '../texts/language.tsx';
import { Failed, Loading } from './problem.tsx';

/** Where the time of a dossier went, with whose turn it was, and how each date was counted. */
export function Times({ dossierId }: { dossierId: string }) {
  const { language, t } = useTexts();
  const times = useCall('readTimes', { path: { dossierId } });
  if (times.state === 'loading') return <Loading />;
  if (times.state === 'failed') return <Failed error={times.error} again={times.again} />;
  const { sentence, spans, beside, appointments, countedBy } = times.answer;
  return (
    <>
      <p class="govuk-body">{sentence}</p>
      <ol class="timeline">
        {spans.map((span) => (
          <li key={span.from + span.on}>
            <p class="govuk-body-s">
              <time dateTime={span.from}>{momentText(span.from, language)}</time>
            </p>
            <p class="govuk-body">
              {span.sentence}
              {!span.counted && ` ${t.notCounted}`}
            </p>
          </li>
        ))}
      </ol>
      {beside.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {beside.map((work) => (
            <li key={work.branchId + work.from}>{work.sentence}</li>
          ))}
        </ul>
      )}
      <ul class="govuk-list govuk-list--bullet">
        {appointments.map((appointment) => (
          <li key={appointment.appointmentAt + appointment.sentence}>
            {appointment.sentence} {appointment.reason}
            {!appointment.confirmed && ` (${t.notConfirmed})`}
          </li>
        ))}
      </ul>
      <p class="govuk-body-s">{t.countedBy(countedBy.name)}</p>
    </>
  );
}
