import { useLocation } from 'preact-iso';
import { useCall } from '../../client/use-call.ts';
import { Page } from '../../components/page.tsx';
import { SearchList } from '../../components/search-list.tsx';
import { useTexts } from '../../texts/language.tsx';

/** Procedures by what a person typed, in their own words. */
export function Procedures() {
  const { t } = useTexts();
  const q = useLocation().query.q || undefined;
  const found = useCall('listProcedures', { query: { q, limit: '100' } });
  return (
    <Page title={t.procedures}>
      <SearchList
        path="/thu-tuc"
        label={t.findProcedure}
        hint={t.findHint}
        button={t.find}
        found={found}
        count={t.procedureCount}
      >
        {(one) => (
          <article class="card" key={one.procedureCode}>
            <h2 class="govuk-heading-s">
              <a class="govuk-link" href={`/thu-tuc/${one.procedureCode}`}>
                {one.name}
              </a>
            </h2>
            <p class="govuk-body-s">
              {one.field.name} · {one.level.name} · {one.timeText} · {one.feesText}
            </p>
          </article>
        )}
      </SearchList>
    </Page>
  );
}
