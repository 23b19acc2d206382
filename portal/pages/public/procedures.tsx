import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useCall } from '../../client/use-call.ts';
import { TextField } from '../../components/field.tsx';
import { Page } from '../../components/page.tsx';
import { Failed, Loading } from '../../components/problem.tsx';
import { useTexts } from '../../texts/language.tsx';

/** Procedures by what a person typed; the words are in the address, so that Back and a link to it work. */
export function Procedures() {
  const { t } = useTexts();
  const { query, route } = useLocation();
  const asked = query.q ?? '';
  const [words, setWords] = useState(asked);
  const list = useCall('listProcedures', { query: { q: asked === '' ? undefined : asked, limit: '100' } });
  return (
    <Page title={t.procedures}>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            route(`/thu-tuc?q=${encodeURIComponent(words.trim())}`);
          }}
        >
          <TextField id="q" label={t.findProcedure} hint={t.findHint} value={words} set={setWords} width={30} />
          <button type="submit" class="govuk-button">
            {t.find}
          </button>
        </form>
      </search>
      {list.state === 'loading' && <Loading />}
      {list.state === 'failed' && <Failed error={list.error} again={list.again} />}
      {list.state === 'loaded' && (
        <>
          <p class="govuk-body" role="status">
            {t.procedureCount(list.answer.items.length)} {list.answer.items.length === 0 && t.noProcedureHint}
          </p>
          {list.answer.items.map((found) => (
            <article class="card" key={found.procedureCode}>
              <h2 class="govuk-heading-s">
                <a class="govuk-link" href={`/thu-tuc/${found.procedureCode}`}>
                  {found.name}
                </a>
              </h2>
              <p class="govuk-body-s">
                {found.field.name} · {found.level.name} · {found.timeText} · {found.feesText}
              </p>
            </article>
          ))}
        </>
      )}
    </Page>
  );
}
