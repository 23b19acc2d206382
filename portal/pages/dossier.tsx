import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { momentText, moneyText } from '../client/format.ts';
import type { Answer } from '../client/routes.ts';
import { useSession } from '../client/session.tsx';
import { useCall } from '../client/use-call.ts';
import { Facts } from '../components/facts.tsx';
import { AgencyName, ProcedureName } from '../components/names.tsx';
import { Page } from '../components/page.tsx';
import { Failed, Loading } from '../components/problem.tsx';
import { StatusTag } from '../components/status-tag.tsx';
import { Timeline } from '../components/timeline.tsx';
import { Times } from '../components/times.tsx';
import { useTexts } from '../texts/language.tsx';
import { Actions } from './officer/actions.tsx';

type View = Answer<'readDossier'>;

/** One dossier, for the people who may read it. */
export function Dossier() {
  const { t } = useTexts();
  const { dossierId = '' } = useRoute().params;
  const read = useCall('readDossier', { path: { dossierId } });
  if (read.state !== 'loaded') {
    return (
      <Page title={t.code}>
        {read.state === 'loading' ? <Loading /> : <Failed error={read.error} again={read.again} />}
      </Page>
    );
  }
  return <Shown dossier={read.answer} again={read.again} />;
}

function Shown({ dossier, again }: { dossier: View; again: () => void }) {
  const session = useSession();
  const { language, t } = useTexts();
  const { applicant, filer } = dossier;
  return (
    <Page title={dossier.dossierCode ?? t.code}>
      <p class="govuk-body-l">
        <ProcedureName code={dossier.procedureCode} /> <StatusTag status={dossier.status} name={dossier.statusName} />
      </p>
      <Next dossier={dossier} />
      {session?.signedIn === true && session.kind === 'officer' && <Actions dossier={dossier} done={again} />}
      <Facts
        facts={[
          [t.applicant, applicant.name],
          filer && [t.filer, filer.name],
          [t.phone, applicant.phone ?? filer?.phone],
          [t.address, applicant.address],
          [t.channel, t.channels[dossier.channel]],
          [t.agency, <AgencyName key="agency" id={dossier.step?.agencyId ?? dossier.receivingAgency} />],
          dossier.submittedAt === undefined ? undefined : [t.submittedAt, momentText(dossier.submittedAt, language)],
          [
            t.appointment,
            dossier.appointmentAt === undefined ? t.noAppointment : momentText(dossier.appointmentAt, language),
          ],
        ]}
      />
      {dossier.obligations.length + dossier.refunds.length > 0 && <Money dossier={dossier} />}
      {dossier.submittedAt !== undefined && (
        <OnDemand title={dossier.overdueSince === undefined ? t.times : t.whyLate} show={t.showTimes}>
          <Times dossierId={dossier.dossierId} />
        </OnDemand>
      )}
      <OnDemand title={t.timeline} show={t.showTimeline}>
        <Timeline dossierId={dossier.dossierId} />
      </OnDemand>
    </Page>
  );
}

/** A section that is read when a person asks for it. */
function OnDemand({ title, show, children }: { title: string; show: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <section>
      <h2 class="govuk-heading-m">{title}</h2>
      {open ? (
        children
      ) : (
        <button type="button" class="govuk-button govuk-button--secondary" onClick={() => setOpen(true)}>
          {show}
        </button>
      )}
    </section>
  );
}

/** What the reader has to do, always the first thing; with each paper that was asked for, and why. */
function Next({ dossier: { next, supplement } }: { dossier: View }) {
  const { t } = useTexts();
  return (
    <section class="panel" aria-labelledby="next">
      <h2 class="govuk-heading-m" id="next">
        {t.whatNow}
      </h2>
      <p class="govuk-body">{next.sentence}</p>
      {next.reader === 'applicant' && supplement !== undefined && (
        <ul class="govuk-list govuk-list--bullet">
          {supplement.items.map((item) => (
            <li key={item.content}>
              <strong>{item.content}</strong>: {item.reason}. {item.guidance}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What was asked for and paid, and what goes back: a difference that another assessment took back is neither. */
function Money({ dossier: { obligations, refunds } }: { dossier: View }) {
  const { language, t } = useTexts();
  const words = { due: t.unpaid, paid: t.paid, refunded: t.goesBack, cancelled: t.cancelled } as const;
  const back = {
    open: t.refundOpen,
    approved: t.refundApproved,
    paid: t.refundPaid,
    refused: t.refundRefused,
  } as const;
  return (
    <section>
      <h2 class="govuk-heading-m">{t.money}</h2>
      <Facts
        facts={[
          ...obligations.map(({ requestedAt, amount, state, payment }): [string, string] => [
            momentText(requestedAt, language),
            `${moneyText(amount, language)}: ${words[state]}${payment?.receiptNumber === undefined ? '' : ` (${t.receiptNumber}: ${payment.receiptNumber})`}`,
          ]),
          ...refunds.flatMap(({ openedAt, amount, state }): [string, string][] =>
            state === 'dropped'
              ? []
              : [[`${t.refund}, ${momentText(openedAt, language)}`, `${moneyText(amount, language)}: ${back[state]}`]],
          ),
        ]}
      />
    </section>
  );
}
