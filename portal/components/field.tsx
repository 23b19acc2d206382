import type { ComponentChildren } from 'preact';
import type { FormProblem } from './problem.tsx';

type Common = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly problems?: readonly FormProblem[];
};

const messageOf = (id: string, problems: readonly FormProblem[] = []) =>
  problems.find(({ field }) => field === id)?.message;

/** Label, hint, error and control, tied together for a screen reader. */
export function Group({
  id,
  label,
  hint,
  problems,
  children,
}: Common & { children: (describedBy: string | undefined, wrong: boolean) => ComponentChildren }) {
  const message = messageOf(id, problems);
  const ids = [hint !== undefined && `${id}-hint`, message !== undefined && `${id}-error`].filter(Boolean);
  return (
    <div class={`govuk-form-group${message === undefined ? '' : ' govuk-form-group--error'}`}>
      <label class="govuk-label" for={id}>
        {label}
      </label>
      {hint !== undefined && (
        <div id={`${id}-hint`} class="govuk-hint">
          {hint}
        </div>
      )}
      {message !== undefined && (
        <p id={`${id}-error`} class="govuk-error-message">
          {message}
        </p>
      )}
      {children(ids.length === 0 ? undefined : ids.join(' '), message !== undefined)}
    </div>
  );
}

type Typed = Common & { readonly value: string; readonly set: (value: string) => void };

const WIDTHS = { text: '', count: ' govuk-input--width-10', moment: ' govuk-input--width-20' } as const;

/** One line. @param width characters that are expected */
export function TextField({
  width,
  kind = 'text',
  ...props
}: Typed & { readonly width?: 20 | 30; readonly kind?: keyof typeof WIDTHS }) {
  const { id, value, set } = props;
  const wide = width === undefined ? WIDTHS[kind] : ` govuk-input--width-${width}`;
  return (
    <Group {...props}>
      {(describedBy, wrong) => {
        const shared = {
          ...{ class: `govuk-input${wide}${wrong ? ' govuk-input--error' : ''}`, id, name: id, value },
          ...{ 'aria-describedby': describedBy, 'aria-invalid': wrong || undefined },
          onInput: (event: { readonly currentTarget: HTMLInputElement }) => set(event.currentTarget.value),
        };
        return kind === 'moment' ? (
          <input {...shared} type="datetime-local" />
        ) : (
          <input
            {...shared}
            type="text"
            autocomplete="off"
            spellcheck={false}
            inputMode={kind === 'count' ? 'numeric' : 'text'}
          />
        );
      }}
    </Group>
  );
}

export function LongText(props: Typed) {
  const { id, value, set } = props;
  return (
    <Group {...props}>
      {(describedBy, wrong) => (
        <textarea
          class={`govuk-textarea${wrong ? ' govuk-textarea--error' : ''}`}
          id={id}
          name={id}
          rows={3}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={wrong || undefined}
          onInput={(event) => set(event.currentTarget.value)}
        />
      )}
    </Group>
  );
}

export function Choice({
  options,
  ...props
}: Typed & { readonly options: readonly { readonly value: string; readonly text: string }[] }) {
  const { id, value, set } = props;
  return (
    <Group {...props}>
      {(describedBy, wrong) => (
        <select
          class={`govuk-select${wrong ? ' govuk-select--error' : ''}`}
          id={id}
          name={id}
          value={value}
          aria-describedby={describedBy}
          onChange={(event) => set(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </Group>
  );
}
