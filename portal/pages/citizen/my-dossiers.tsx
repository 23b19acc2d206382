import type { DossierStatus } from '../../../shared/dossier/status.ts';
import { dayText } from '../../client/format.ts';
import type { Answer } from '../../client/routes.ts';
import { useCall } from '../../client/use-call.ts';
import { ProcedureName } from '../../components/names.tsx';
import { Page } from '../../components/page.tsx';
import { Failed, Loading } from '../../components/problem.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useTexts } from '../../texts/language.tsx';

/** Whose turn it is, by status: what asks the applicant for something comes first. */
const GROUP = {
  draft: 'action',
  submitted: 'running',
  accepted: 'running',
  rejected: 'done',
  'in-processing': 'running',
  'supplement-required': 'action',
  'payment-required': 'action',
  'withdrawal-requested': 'running',
  stopped: 'running',
  completed: 'running',
  returned: 'done',
} as const satisfies Record<DossierStatus, 'action' | 'running' | 'done'>;

type Row = Answer<'listDossiers'>['items'][number];

export function MyDossiers() {
  const { t } = useTexts();
  const list = useCall('listDossiers', { query: { limit: '50' } });
  return (
    <Page title={t.myDossiers}>
      {list.state === 'loading' && <Loading />}
      {list.state === 'failed' && <Failed error={list.error} again={list.again} />}
      {list.state === 'loaded' && list.answer.items.length === 0 && <p class="govuk-body">{t.noDossiers}</p>}
      {list.state === 'loaded' &&
        (['action', 'running', 'done'] as const).map((group) => (
          <Group
            key={group}
            title={t.mine[group]}
            rows={list.answer.items.filter(({ status }) => GROUP[status] === group)}
          />
        ))}
    </Page>
  );
}

function Group({ title, rows }: { title: string; rows: readonly Row[] }) {
  const { language, t } = useTexts();
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">
        {title} ({rows.length})
      </h2>
      {rows.map((row) => (
        <article class="card" key={row.dossierId}>
          <div class="row">
            <h3 class="govuk-heading-s">
              <a class="govuk-link" href={`/ho-so/${row.dossierId}`}>
                <ProcedureName code={row.procedureCode} />
              </a>
            </h3>
            <StatusTag status={row.status} ended={row.ended} />
          </div>
          <p class="govuk-body">
            {row.dossierCode !== undefined && <span class="code">{row.dossierCode}. </span>}
            {row.submittedAt !== undefined && `${t.submittedAt}: ${dayText(row.submittedAt, language)}. `}
            {t.appointment}: {row.appointmentAt === undefined ? t.noAppointment : dayText(row.appointmentAt, language)}.
          </p>
        </article>
      ))}
    </section>
  );
}
