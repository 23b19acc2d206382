import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { dayText } from '../../client/format.ts';
import type { Answer } from '../../client/routes.ts';
import { useCall } from '../../client/use-call.ts';
import { Facts } from '../../components/facts.tsx';
import { TextField } from '../../components/field.tsx';
import { Page } from '../../components/page.tsx';
import { Failed, Loading } from '../../components/problem.tsx';
import { useTexts } from '../../texts/language.tsx';

/** One-stop shops and agencies by name. */
export function Agencies() {
  const { t } = useTexts();
  const { query, route } = useLocation();
  const asked = query.q ?? '';
  const [words, setWords] = useState(asked);
  const kind = asked === '' ? 'reception' : undefined;
  const list = useCall('listAgencies', { query: { q: asked === '' ? undefined : asked, kind, limit: '100' } });
  return (
    <Page title={t.agencies}>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            route(`/don-vi?q=${encodeURIComponent(words.trim())}`);
          }}
        >
          <TextField id="q" label={t.findAgency} value={words} set={setWords} width={30} />
          <button type="submit" class="govuk-button">
            {t.search}
          </button>
        </form>
      </search>
      {list.state === 'loading' && <Loading />}
      {list.state === 'failed' && <Failed error={list.error} again={list.again} />}
      {list.state === 'loaded' && (
        <>
          <p class="govuk-body" role="status">
            {t.agencyCount(list.answer.items.length)}
          </p>
          {list.answer.items.map(({ agencyId, name, kind, address, phone }) => (
            <article class="card" key={agencyId}>
              <h2 class="govuk-heading-s">
                <a class="govuk-link" href={`/don-vi/${agencyId}`}>
                  {name}
                </a>
              </h2>
              <p class="govuk-body-s">{[kind.name, address, phone].filter(Boolean).join(' · ')}</p>
            </article>
          ))}
        </>
      )}
    </Page>
  );
}

export function Agency() {
  const { t } = useTexts();
  const { agencyId = '' } = useRoute().params;
  const read = useCall('readAgency', { path: { agencyId } });
  if (read.state !== 'loaded') {
    return (
      <Page title={t.agency}>
        {read.state === 'loading' ? <Loading /> : <Failed error={read.error} again={read.again} />}
      </Page>
    );
  }
  return <Shown agency={read.answer} />;
}

function Shown({ agency }: { agency: Answer<'readAgency'> }) {
  const { language, t } = useTexts();
  const { closed, hours, partOf, receptions, calendar } = agency;
  const list = (lines: readonly string[]) => lines.map((line) => <div key={line}>{line}</div>);
  return (
    <Page title={agency.name} lead={agency.kind.name}>
      {closed !== undefined && (
        <p class="govuk-inset-text">
          {t.closedSince(dayText(`${closed.on}T00:00:00+07:00`, language), closed.successor.name ?? '')}
        </p>
      )}
      {agency.generated && <p class="govuk-body">{t.notYetConfirmed}</p>}
      <Facts
        facts={[
          [t.address, agency.address],
          [t.phone, agency.phone],
          hours && [t.hours, list(hours.text)],
          partOf && [
            t.partOf,
            <a key="above" class="govuk-link" href={`/don-vi/${partOf.agencyId}`}>
              {partOf.name}
            </a>,
          ],
          receptions.length === 0 ? undefined : [t.receptions, list(receptions.map(({ name }) => name))],
          ...calendar.map(
            ({ year, confirmed, daysOff }) =>
              [
                t.daysOff(year),
                `${daysOff.map((day) => dayText(`${day}T00:00:00+07:00`, language)).join(', ')}${confirmed ? '' : ` (${t.notConfirmed})`}`,
              ] as const,
          ),
        ]}
      />
    </Page>
  );
}
