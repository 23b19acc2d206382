import { useState } from 'preact/hooks';
import { ApiError, call } from '../../client/call.ts';
import { momentText } from '../../client/format.ts';
import type { Answer, Body } from '../../client/routes.ts';
import { Choice, TextField } from '../../components/field.tsx';
import { Page } from '../../components/page.tsx';
import { ErrorSummary, type FormProblem, problemText } from '../../components/problem.tsx';
import { useTexts } from '../../texts/language.tsx';

type Question = Body<'lookUp'>;
type IdentityType = Question['identity']['type'];

/** The receipt's QR leads to `/tra-cuu#ma=<code>`: after `#`, so that no server logs it. */
const codeOfAddress = () => new URLSearchParams(location.hash.slice(1)).get('ma') ?? '';

export function LookUp() {
  const { language, t } = useTexts();
  const [code, setCode] = useState(codeOfAddress);
  const [type, setType] = useState<IdentityType>('personal-id');
  const [number, setNumber] = useState('');
  const [problems, setProblems] = useState<readonly FormProblem[]>([]);
  const [found, setFound] = useState<Answer<'lookUp'>>();
  const [busy, setBusy] = useState(false);

  async function ask(event: Event) {
    event.preventDefault();
    const missing = [
      ...(code.trim() === '' ? [{ field: 'code', message: t.enterCode }] : []),
      ...(number.trim() === '' ? [{ field: 'number', message: t.enterNumber }] : []),
    ];
    setProblems(missing);
    if (missing.length > 0 || busy) return;
    setBusy(true);
    try {
      const identity = { type, number: number.trim() } as Question['identity'];
      setFound(await call('lookUp', language, { body: { dossierCode: code.trim(), identity } }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const fields = error.fields.map(({ field, message }) => ({
        field: field.startsWith('identity') ? 'number' : 'code',
        message,
      }));
      setProblems(fields.length > 0 ? fields : [{ message: problemText(error, t) }]);
    } finally {
      setBusy(false);
    }
  }

  if (found !== undefined) return <Found answer={found} another={() => setFound(undefined)} />;
  return (
    <Page title={t.lookUp} lead={t.followText}>
      <ErrorSummary problems={problems} />
      <form onSubmit={ask} noValidate>
        <TextField
          id="code"
          label={t.code}
          hint={t.codeHint}
          value={code}
          set={setCode}
          width={30}
          problems={problems}
        />
        <Choice
          id="type"
          label={t.identityType}
          value={type}
          set={(value) => setType(value as IdentityType)}
          options={Object.entries(t.identityTypes).map(([value, text]) => ({ value, text }))}
        />
        <TextField id="number" label={t.identityNumber} value={number} set={setNumber} width={20} problems={problems} />
        <button type="submit" class="govuk-button" aria-disabled={busy}>
          {t.see}
        </button>
      </form>
    </Page>
  );
}

function Found({ answer, another }: { answer: Answer<'lookUp'>; another: () => void }) {
  const { language, t } = useTexts();
  const { stage, stages, percent, ended } = answer.completion;
  return (
    <Page title={answer.statusName}>
      <p class="govuk-body-l">
        {t.code}: <strong class="code">{answer.dossierCode}</strong>
      </p>
      <section class="panel" aria-labelledby="next">
        <h2 class="govuk-heading-m" id="next">
          {t.whatNow}
        </h2>
        <p class="govuk-body">{answer.next.sentence}</p>
      </section>
      {answer.appointmentAt !== undefined && (
        <p class="govuk-body">
          {t.appointment}: {momentText(answer.appointmentAt, language)}
          {answer.late && <strong> ({t.overdue})</strong>}
        </p>
      )}
      <p class="govuk-body">{ended === undefined ? t.done(percent) : t.endedAs[ended]}</p>
      <progress class="completion" max={stages} value={stage} aria-label={t.stage(stage, stages)} />
      <p class="govuk-body-s">{t.stage(stage, stages)}</p>
      <button type="button" class="govuk-button govuk-button--secondary" onClick={another}>
        {t.another}
      </button>
    </Page>
  );
}
