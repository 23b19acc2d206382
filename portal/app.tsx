import { ErrorBoundary, LocationProvider, lazy, Route, Router, useLocation } from 'preact-iso';
import { call } from './client/call.ts';
import { SignedIn, signInPath, useSession } from './client/session.tsx';
import { Page } from './components/page.tsx';
import { Home } from './pages/public/home.tsx';
import { Speaking, useTexts } from './texts/language.tsx';

const LookUp = lazy(() => import('./pages/public/look-up.tsx').then(({ LookUp }) => LookUp));
const Procedures = lazy(() => import('./pages/public/procedures.tsx').then(({ Procedures }) => Procedures));
const Procedure = lazy(() => import('./pages/public/procedure.tsx').then(({ Procedure }) => Procedure));
const Agencies = lazy(() => import('./pages/public/agencies.tsx').then(({ Agencies }) => Agencies));
const Agency = lazy(() => import('./pages/public/agencies.tsx').then(({ Agency }) => Agency));
const MyDossiers = lazy(() => import('./pages/citizen/my-dossiers.tsx').then(({ MyDossiers }) => MyDossiers));
const Dossier = lazy(() => import('./pages/dossier.tsx').then(({ Dossier }) => Dossier));
const Account = lazy(() => import('./pages/account.tsx').then(({ Account }) => Account));
const SignInAgain = lazy(() => import('./pages/account.tsx').then(({ SignInAgain }) => SignInAgain));
const Inbox = lazy(() => import('./pages/officer/inbox.tsx').then(({ Inbox }) => Inbox));

/** What is no page is left to the browser: sign-in, and files of the API. */
const PAGES = /^\/(?!session\/|v1\/)/;

export function App() {
  return (
    <LocationProvider scope={PAGES}>
      <Speaking>
        <SignedIn>
          <Frame />
        </SignedIn>
      </Speaking>
    </LocationProvider>
  );
}

/** What is around every page. */
function Frame() {
  const { t } = useTexts();
  return (
    <>
      <a class="govuk-skip-link" href="#main">
        {t.skip}
      </a>
      <Header />
      <div class="govuk-width-container">
        <main class="govuk-main-wrapper" id="main">
          <ErrorBoundary>
            <Router>
              <Route path="/" component={Home} />
              <Route path="/tra-cuu" component={LookUp} />
              <Route path="/thu-tuc" component={Procedures} />
              <Route path="/thu-tuc/:code" component={Procedure} />
              <Route path="/don-vi" component={Agencies} />
              <Route path="/don-vi/:agencyId" component={Agency} />
              <Route path="/ho-so" component={MyDossiers} />
              <Route path="/ho-so/:dossierId" component={Dossier} />
              <Route path="/tai-khoan" component={Account} />
              <Route path="/dang-nhap" component={SignInAgain} />
              <Route path="/can-bo" component={Inbox} />
              <Route default component={NotFound} />
            </Router>
          </ErrorBoundary>
        </main>
      </div>
      <footer class="foot">
        <div class="govuk-width-container">
          <p class="govuk-body-s">{t.footer}</p>
        </div>
      </footer>
    </>
  );
}

function Header() {
  const { language, t, speak } = useTexts();
  const { path, url } = useLocation();
  const session = useSession();
  /** Ends the session, then goes to the sign-out page of the identity provider; without an answer, home, to try again. */
  const signOut = () =>
    call('signOut', language).then(
      ({ signOutUrl }) => location.assign(signOutUrl),
      () => location.assign('/'),
    );
  const links = [
    ['/thu-tuc', t.procedures],
    ['/tra-cuu', t.lookUp],
    ['/don-vi', t.agencies],
    ...(session?.signedIn === true
      ? [session.kind === 'officer' ? ['/can-bo', t.work] : ['/ho-so', t.myDossiers]]
      : []),
  ] as const;
  return (
    <header class="head">
      <div class="govuk-width-container head__row">
        <a class="head__name" href="/">
          {t.service}
        </a>
        <nav aria-label={t.menu}>
          <ul class="head__links">
            {links.map(([href = '', text]) => (
              <li key={href}>
                <a href={href} aria-current={path === href ? 'page' : undefined}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="head__person">
          {session?.signedIn === true && (
            <a href="/tai-khoan" class="head__who">
              {session.name ?? t.account}
            </a>
          )}
          {session?.signedIn === true ? (
            <button type="button" class="head__button" onClick={() => void signOut()}>
              {t.signOut}
            </button>
          ) : (
            <a href={signInPath(url)}>{t.signIn}</a>
          )}
          <button
            type="button"
            class="head__button"
            lang={language === 'vi' ? 'en' : 'vi'}
            onClick={() => speak(language === 'vi' ? 'en' : 'vi')}
          >
            {t.otherLanguage}
          </button>
        </div>
      </div>
    </header>
  );
}

function NotFound() {
  const { t } = useTexts();
  return (
    <Page title={t.notFound}>
      <p class="govuk-body">
        {t.notFoundText} <a href="/">{t.home}</a>
      </p>
    </Page>
  );
}
