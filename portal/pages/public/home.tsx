import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useCall } from '../../client/use-call.ts';
import { TextField } from '../../components/field.tsx';
import { Page } from '../../components/page.tsx';
import { useTexts } from '../../texts/language.tsx';

export function Home() {
  const { t } = useTexts();
  const { route } = useLocation();
  const province = useCall('readProvince', {});
  const [words, setWords] = useState('');
  return (
    <Page title={province.state === 'loaded' ? t.serviceOf(province.answer.name) : t.service} lead={t.homeLead}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <search>
            <form
              class="panel"
              onSubmit={(event) => {
                event.preventDefault();
                route(`/thu-tuc?q=${encodeURIComponent(words.trim())}`);
              }}
            >
              <TextField id="q" label={t.findProcedure} hint={t.findHint} value={words} set={setWords} />
              <button type="submit" class="govuk-button">
                {t.find}
              </button>
            </form>
          </search>
        </div>
        <div class="govuk-grid-column-one-third">
          <h2 class="govuk-heading-m">{t.followTitle}</h2>
          <p class="govuk-body">{t.followText}</p>
          <a class="govuk-button govuk-button--secondary" href="/tra-cuu">
            {t.lookUp}
          </a>
        </div>
      </div>
    </Page>
  );
}
