import { useState } from 'preact/hooks';
import { ApiError, call } from '../../client/call.ts';
import { moneyText } from '../../client/format.ts';
import { ErrorSummary, type FormProblem, problemText } from '../../components/problem.tsx';
import { useTexts } from '../../texts/language.tsx';
import { type Asked, type Choices, singles, type View } from './act-field.ts';
import { ActFields } from './act-fields.tsx';
import { type FormName, formOf, hasForm } from './act-forms.ts';

/** What the officer may do now: nothing that the rules would refuse is offered. */
export function Actions({ dossier, done }: { dossier: View; done: () => void }) {
  const { t } = useTexts();
  const [chosen, choose] = useState<FormName>();
  const [told, tell] = useState<string>();
  // What may be done next is said by the dossier as it is after the act, not by the one that is still shown.
  const [awaited, awaitVersion] = useState(0);
  const offered = dossier.actions.flatMap(({ type, allowed, choices = {} }) =>
    allowed && hasForm(type) && dossier.version >= awaited ? [{ type, choices }] : [],
  );
  const open = offered.find(({ type }) => type === chosen);
  if (offered.length === 0 && told === undefined) return null;
  return (
    <section class="panel" aria-labelledby="actions">
      <h2 class="govuk-heading-m" id="actions">
        {t.actions}
      </h2>
      <div role="status">{told !== undefined && <p class="govuk-body">{told}</p>}</div>
      <div class="govuk-button-group">
        {offered.map(({ type }) => (
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            key={type}
            aria-expanded={type === chosen}
            onClick={() => {
              choose(type === chosen ? undefined : type);
              tell(undefined);
            }}
          >
            {t.acts[type]}
          </button>
        ))}
      </div>
      {open !== undefined && (
        <ActForm
          key={open.type}
          dossier={dossier}
          type={open.type}
          choices={open.choices}
          done={(version) => {
            choose(undefined);
            awaitVersion(version);
            tell(t.acted);
            done();
          }}
          changed={done}
        />
      )}
    </section>
  );
}

function ActForm({
  dossier,
  type,
  choices,
  done,
  changed,
}: {
  dossier: View;
  type: FormName;
  choices: Choices;
  /** @param version of the dossier after the act */
  done: (version: number) => void;
  /** Someone else was faster: read again, and keep what was typed. */
  changed: () => void;
}) {
  const { language, t } = useTexts();
  const form = formOf(type);
  const asked: Asked = { choices, dossier, t, money: (amount) => moneyText(amount, language) };
  const fields = form.fields(asked);
  const [values, setValues] = useState(() =>
    Object.fromEntries(singles(fields).map(({ id, initial }) => [id, initial])),
  );
  const [problems, setProblems] = useState<readonly FormProblem[]>([]);
  // One key for all attempts: what was carried out, and only its answer was lost, is not carried out twice.
  const [key] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);

  async function send(event: Event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblems([]);
    try {
      const { dossierId, version } = dossier;
      const body = form.body(values, asked);
      const answer = await call('act', language, { path: { dossierId }, version, key, body });
      done(answer.version);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 412) {
        setProblems([{ message: t.changedMeanwhile }]);
        changed();
        return;
      }
      setProblems(
        error.fields.length > 0
          ? error.fields.map(({ field, message }) => {
              const id = field.split('.').at(-1) ?? field;
              // A field that the form does not have by that name is told without a link.
              return { message, ...(id in values && { field: id }) };
            })
          : [{ message: problemText(error, t) }],
      );
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={send} noValidate aria-label={t.acts[type]}>
      <ErrorSummary problems={problems} />
      <ActFields
        fields={fields}
        values={values}
        problems={problems}
        set={(id, value) => setValues((before) => ({ ...before, [id]: value }))}
      />
      <button type="submit" class="govuk-button" aria-disabled={busy}>
        {t.confirm}
      </button>
    </form>
  );
}
