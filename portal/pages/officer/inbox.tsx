import { useState } from 'preact/hooks';
import type { Answer } from '../../client/routes.ts';
import { useSession } from '../../client/session.tsx';
import { useCall } from '../../client/use-call.ts';
import { Due } from '../../components/due.tsx';
import { Choice } from '../../components/field.tsx';
import { AgencyName, ProcedureName, StepName } from '../../components/names.tsx';
import { Page } from '../../components/page.tsx';
import { Failed, Loading } from '../../components/problem.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useTexts } from '../../texts/language.tsx';

type Row = Answer<'readInbox'>['items'][number];

export function Inbox() {
  const { t } = useTexts();
  const session = useSession();
  const own = session?.signedIn === true ? [...new Set(session.roles.map(({ agencyId }) => agencyId))] : [];
  const [chosen, choose] = useState<string>();
  const [cursor, setCursor] = useState<string>();
  const agencyId = chosen ?? own[0];
  const inbox = useCall(
    'readInbox',
    agencyId === undefined ? undefined : { query: { agencyId, limit: '100', cursor } },
  );
  return (
    <Page title={t.inbox}>
      {own.length > 1 && (
        <Choice
          id="agency"
          label={t.agency}
          value={agencyId ?? ''}
          set={(value) => {
            choose(value);
            setCursor(undefined);
          }}
          options={own.map((value) => ({ value, text: value }))}
        />
      )}
      {agencyId !== undefined && (
        <p class="govuk-body-l">
          <AgencyName id={agencyId} />
        </p>
      )}
      {session !== undefined && !session.signedIn && <p class="govuk-body">{t.signInFirst}</p>}
      {agencyId !== undefined && inbox.state === 'loading' && <Loading />}
      {inbox.state === 'failed' && <Failed error={inbox.error} again={inbox.again} />}
      {inbox.state === 'loaded' && <Rows rows={inbox.answer.items} title={t.inbox} />}
      {inbox.state === 'loaded' && (
        <div class="row">
          {cursor !== undefined && (
            <button type="button" class="govuk-button govuk-button--secondary" onClick={() => setCursor(undefined)}>
              {t.firstPage}
            </button>
          )}
          {inbox.answer.next !== undefined && (
            <button
              type="button"
              class="govuk-button govuk-button--secondary"
              onClick={() => setCursor(inbox.answer.next)}
            >
              {t.nextPage}
            </button>
          )}
        </div>
      )}
    </Page>
  );
}

/** One moment for all rows, so that two of them never disagree about what is late. */
function Rows({ rows, title }: { rows: readonly Row[]; title: string }) {
  const { t } = useTexts();
  const [now] = useState(() => Date.now());
  if (rows.length === 0) return <p class="govuk-body">{t.emptyInbox}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by the keyboard.
    <section class="wide" aria-label={title} tabIndex={0}>
      <table class="govuk-table govuk-table--small-text-until-tablet">
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {[t.code, t.procedure, t.status, t.step, t.dueIn].map((text) => (
              <th key={text} scope="col" class="govuk-table__header">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {rows.map((row) => (
            <tr class="govuk-table__row" key={`${row.dossierId}${row.branchId ?? ''}`}>
              <th scope="row" class="govuk-table__header code">
                <a class="govuk-link" href={`/ho-so/${row.dossierId}`}>
                  {row.dossierCode ?? row.dossierId.slice(0, 8)}
                </a>
              </th>
              <td class="govuk-table__cell">
                <ProcedureName code={row.procedureCode} />
              </td>
              <td class="govuk-table__cell">
                <StatusTag status={row.status} />
              </td>
              <td class="govuk-table__cell">
                {row.branchId ?? (row.stepId === undefined ? t.atReception : <StepName {...row} stepId={row.stepId} />)}
              </td>
              <td class="govuk-table__cell">
                <Due at={row.dueAt} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
