import { useLocation, useRoute } from 'preact-iso';
import { dayText } from '../../client/format.ts';
import type { Answer } from '../../client/routes.ts';
import { useCall } from '../../client/use-call.ts';
import { Facts } from '../../components/facts.tsx';
import { Page } from '../../components/page.tsx';
import { Failed, Loading } from '../../components/problem.tsx';
import { SearchList } from '../../components/search-list.tsx';
import { useTexts } from '../../texts/language.tsx';

/** One-stop shops and agencies by name; without one, all one-stop shops. */
export function Agencies() {
  const { t } = useTexts();
  const q = useLocation().query.q || undefined;
  const kind = q === undefined ? 'reception' : undefined;
  const found = useCall('listAgencies', { query: { q, kind, limit: '100' } });
  return (
    <Page title={t.agencies}>
      <SearchList path="/don-vi" label={t.findAgency} button={t.search} found={found} count={t.agencyCount}>
        {({ agencyId, name, kind, address, phone }) => (
          <article class="card" key={agencyId}>
            <h2 class="govuk-heading-s">
              <a class="govuk-link" href={`/don-vi/${agencyId}`}>
                {name}
              </a>
            </h2>
            <p class="govuk-body-s">{[kind.name, address, phone].filter(Boolean).join(' · ')}</p>
          </article>
        )}
      </SearchList>
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
