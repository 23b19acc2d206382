import { type DossierStatus, type EndedBy, statusName } from '../../shared/dossier/status.ts';
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

type Shown = { status: DossierStatus; name?: string; ended?: EndedBy | undefined };

export function StatusTag({ status, name, ended }: Shown) {
  const { language } = useTexts();
  return (
    <strong class={`govuk-tag govuk-tag--${ended === undefined ? COLOURS[status] : 'grey'} status`}>
      {name ?? statusName(status, ended, language)}
    </strong>
  );
}
