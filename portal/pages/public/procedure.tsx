import { useRoute } from 'preact-iso';
import type { Answer } from '../../client/routes.ts';
import { useCall } from '../../client/use-call.ts';
import { Facts } from '../../components/facts.tsx';
import { Page } from '../../components/page.tsx';
import { Failed, Loading } from '../../components/problem.tsx';
import { useTexts } from '../../texts/language.tsx';

type View = Answer<'readProcedure'>;

/** Everything a person needs to know before filing. */
export function Procedure() {
  const { t } = useTexts();
  const { code = '' } = useRoute().params;
  const read = useCall('readProcedure', { path: { code } });
  if (read.state !== 'loaded') {
    return (
      <Page title={t.procedure}>
        {read.state === 'loading' ? <Loading /> : <Failed error={read.error} again={read.again} />}
      </Page>
    );
  }
  return <Shown procedure={read.answer} />;
}

function Shown({ procedure }: { procedure: View }) {
  const { t } = useTexts();
  const { components, fees, steps, receptions } = procedure;
  return (
    <Page title={procedure.name} lead={`${procedure.field.name} · ${procedure.level.name}`}>
      <Facts
        facts={[
          [t.whoApplies, procedure.applicants.map(({ name }) => name).join(', ')],
          [t.channel, procedure.channels.map(({ name }) => name).join(', ')],
          [t.time, [procedure.timeText, ...procedure.time.counted].join(' ')],
          [t.fees, procedure.feesText],
          [t.legalBasis, procedure.legalBasis],
        ]}
      />
      <section>
        <h2 class="govuk-heading-m">{t.papers}</h2>
        <ul class="govuk-list govuk-list--bullet">
          {components.map(({ component, name, required, neededWhen, heldBy }) => (
            <li key={component}>
              {name} <strong>({required ? t.required : t.optional})</strong>
              {neededWhen !== undefined && ` ${neededWhen}`}
              {heldBy !== undefined && `. ${t.heldBy(heldBy)}`}
            </li>
          ))}
        </ul>
      </section>
      {fees.length > 0 && <Fees fees={fees} />}
      <section>
        <h2 class="govuk-heading-m">{t.steps}</h2>
        <ol class="govuk-list govuk-list--number">
          {steps.map(({ stepId, name, timeText }) => (
            <li key={stepId}>
              {name} ({timeText})
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2 class="govuk-heading-m">{t.whereToFile}</h2>
        <ul class="govuk-list govuk-list--bullet">
          {receptions.map(({ agencyId, name, address, phone }) => (
            <li key={agencyId}>
              {name}
              {address !== undefined && `, ${address}`}
              {phone !== undefined && `, ${phone}`}
            </li>
          ))}
        </ul>
      </section>
    </Page>
  );
}

function Fees({ fees }: { fees: View['fees'] }) {
  const { t } = useTexts();
  return (
    <section>
      <h2 class="govuk-heading-m">{t.fees}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {fees.map(({ code, name, amountText, conditions }) => (
          <li key={code}>
            {name}: <strong>{amountText}</strong>
            {conditions.length > 0 && (
              <ul class="govuk-list govuk-list--bullet">
                {conditions.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
