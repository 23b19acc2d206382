import { useLocation } from 'preact-iso';
import { call } from '../client/call.ts';
import { momentText } from '../client/format.ts';
import { signInPath, useSession } from '../client/session.tsx';
import { useCall } from '../client/use-call.ts';
import { Page } from '../components/page.tsx';
import { Failed, Loading } from '../components/problem.tsx';
import { useTexts } from '../texts/language.tsx';

/** Where the person is signed in; each session can be ended from any other. */
export function Account() {
  const { language, t } = useTexts();
  const session = useSession();
  const list = useCall('listSessions', {});
  return (
    <Page title={t.account} {...(session?.signedIn === true && session.name !== undefined && { lead: session.name })}>
      <h2 class="govuk-heading-m">{t.sessions}</h2>
      <p class="govuk-body">{t.sessionsText}</p>
      {list.state === 'loading' && <Loading />}
      {list.state === 'failed' && <Failed error={list.error} again={list.again} />}
      {list.state === 'loaded' &&
        list.answer.items.map(({ sessionId, device, startedAt, activeAt, current }) => (
          <article class="card" key={sessionId}>
            <h3 class="govuk-heading-s">
              {current ? t.thisOne : [device.browser, device.system].filter(Boolean).join(', ')}
            </h3>
            <p class="govuk-body">
              {t.startedAt(momentText(startedAt, language))}. {t.activeAt(momentText(activeAt, language))}.
            </p>
            {!current && (
              <button
                type="button"
                class="govuk-button govuk-button--secondary"
                onClick={() => void call('endSession', language, { path: { sessionId } }).finally(list.again)}
              >
                {t.endSession}
              </button>
            )}
          </article>
        ))}
    </Page>
  );
}

/** Where the callback of the identity provider leads when it has signed in no one. */
export function SignInAgain() {
  const { t } = useTexts();
  const { query } = useLocation();
  return (
    <Page title={t.signInFailed}>
      <p class="govuk-body">{query.reason === 'over' ? t.sessionOver : t.signInFailedText}</p>
      <a class="govuk-button" href={signInPath('/')}>
        {t.signInAgain}
      </a>
    </Page>
  );
}
