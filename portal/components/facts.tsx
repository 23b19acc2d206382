import type { ComponentChildren } from 'preact';

export type Fact = readonly [name: string, value: ComponentChildren];

/** Names and values; one without a value is left out. */
export function Facts({ facts }: { facts: readonly (Fact | undefined)[] }) {
  return (
    <dl class="govuk-summary-list">
      {facts.map((fact) =>
        fact === undefined || fact[1] === undefined ? null : (
          <div class="govuk-summary-list__row" key={fact[0]}>
            <dt class="govuk-summary-list__key">{fact[0]}</dt>
            <dd class="govuk-summary-list__value">{fact[1]}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
