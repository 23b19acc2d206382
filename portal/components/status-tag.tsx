import { type DossierStatus, statusName } from '../../shared/dossier/status.ts';
import { useTexts } from '../texts/language.tsx';

/** Colour by what the status asks of people; the word says the same. */
const COLOURS = {
  draft: 'grey',
  submitted: 'blue',
  accepted: 'teal',
  rejected: 'red',
  'in-processing': 'teal',
  'supplement-required': 'orange',
  'payment-required': 'orange',
  'withdrawal-requested': 'purple',
  stopped: 'red',
  completed: 'green',
  returned: 'green',
} as const satisfies Record<DossierStatus, string>;

export function StatusTag({ status, name }: { status: DossierStatus; name?: string }) {
  const { language } = useTexts();
  return (
    <strong class={`govuk-tag govuk-tag--${COLOURS[status]} status`}>
      {name ?? statusName(status, undefined, language)}
    </strong>
  );
}
