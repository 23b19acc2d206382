import { Choice, LongText, TextField } from '../../components/field.tsx';
import type { FormProblem } from '../../components/problem.tsx';
import type { ActField, Values } from './act-field.ts';

type Shown = {
  readonly values: Values;
  readonly problems: readonly FormProblem[];
  readonly set: (id: string, value: string) => void;
};

/** The controls of a form, in its order. */
export const ActFields = ({ fields, ...shown }: Shown & { fields: readonly ActField[] }) => (
  <>
    {fields.map((field) => (
      <One key={field.id} field={field} {...shown} />
    ))}
  </>
);

function One({ field, values, problems, set }: Shown & { field: ActField }) {
  const of = ({ id, label }: { id: string; label: string }) => ({
    ...{ id, label, problems, value: values[id] ?? '' },
    set: (value: string) => set(id, value),
  });
  switch (field.kind) {
    case 'told':
      return <p class="govuk-body">{field.label}</p>;
    case 'choice':
      return <Choice {...of(field)} options={field.options} />;
    case 'long':
      return <LongText {...of(field)} />;
    case 'counts':
      return (
        <fieldset class="govuk-fieldset counts">
          <legend class="govuk-fieldset__legend">{field.label}</legend>
          {field.parts.map((part) => (
            <TextField key={part.id} {...of(part)} kind="count" />
          ))}
        </fieldset>
      );
    case 'line':
      return <TextField {...of(field)} />;
    case 'count':
    case 'moment':
      return <TextField {...of(field)} kind={field.kind} />;
  }
}
